extension JSONParser {
  /// The line, from 1, on which a value of a text stands: that of its key, where it has one.
  ///
  /// - Parameters:
  ///   - path: keys of objects and numbers of elements, from the root down; empty for the root.
  ///   - bytes: a text that `parse` has read; where a step leads nowhere, the one before counts.
  package static func line(of path: [String], in bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer)
      parser.skipSpace()
      var start = parser.position
      for step in path {
        guard let found = try? parser.enter(step) else { break }
        start = found
      }
      return buffer[..<start].count { $0 == UInt8(ascii: "\n") } + 1
    }
  }

  /// Goes to a value of an object or array and returns where it, or its key, begins; nil, where
  /// there is none.
  private mutating func enter(_ step: String) throws(JSONError) -> Int? {
    if skip("{") { return try enterMember(step) }
    guard skip("["), let number = Int(step) else { return nil }
    for _ in 0..<max(number, 0) {
      _ = try parseValue()
      guard skip(",") else { return nil }
    }
    skipSpace()
    return position
  }

  /// Of a key that comes twice the last one counts, as in parsing.
  private mutating func enterMember(_ name: String) throws(JSONError) -> Int? {
    var found: (key: Int, value: Int)?
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { break }
      let start = position
      let key = try parseString()
      guard skip(":") else { break }
      if key.utf8.elementsEqual(name.utf8) { found = (start, position) }
      _ = try parseValue()
    } while skip(",")
    guard let found else { return nil }
    position = found.value
    return found.key
  }
}
