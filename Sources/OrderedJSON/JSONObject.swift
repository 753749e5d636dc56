/// The members of a JSON object in the order in which their keys first appeared.
///
/// Keys are compared scalar by scalar: unlike `String` equality, a composed and a decomposed
/// accent are two keys.
package struct JSONObject: Sendable {
  package private(set) var keys: [String] = []
  package private(set) var values: [JSONValue] = []
  /// Positions by key; kept only where a scan of the keys would be slow.
  private var index: [ExactKey: Int] = [:]

  private static let scanLimit = 8

  package init() {}

  /// An object of these members; a key that comes twice keeps its first place and last value.
  package init(_ members: some Sequence<(String, JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  package var count: Int { keys.count }
  package var isEmpty: Bool { keys.isEmpty }

  /// The members in order.
  package var members: Zip2Sequence<[String], [JSONValue]> { zip(keys, values) }

  /// Reads, replaces, appends, or with nil removes the member of a key.
  package subscript(key: String) -> JSONValue? {
    get { position(of: key).map { values[$0] } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): values[position] = value
      case (nil, let value?): append(key, value)
      case (let position?, nil): remove(at: position)
      case (nil, nil): break
      }
    }
  }

  private func position(of key: String) -> Int? {
    if keys.count <= Self.scanLimit {
      return keys.firstIndex { $0.utf8.elementsEqual(key.utf8) }
    }
    return index[ExactKey(key)]
  }

  private mutating func append(_ key: String, _ value: JSONValue) {
    keys.append(key)
    values.append(value)
    if keys.count > Self.scanLimit + 1 {
      index[ExactKey(key)] = keys.count - 1
    } else if keys.count == Self.scanLimit + 1 {
      rebuildIndex()
    }
  }

  private mutating func remove(at position: Int) {
    keys.remove(at: position)
    values.remove(at: position)
    rebuildIndex()
  }

  private mutating func rebuildIndex() {
    index = [:]
    guard keys.count > Self.scanLimit else { return }
    for (position, key) in keys.enumerated() { index[ExactKey(key)] = position }
  }
}

extension JSONObject: Equatable {
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.keys.elementsEqual(right.keys) { $0.utf8.elementsEqual($1.utf8) }
      && left.values == right.values
  }
}

/// A string as a dictionary key, compared by its bytes.
private struct ExactKey: Hashable {
  let string: String

  init(_ string: String) { self.string = string }

  static func == (left: ExactKey, right: ExactKey) -> Bool {
    left.string.utf8.elementsEqual(right.string.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var copy = string
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
