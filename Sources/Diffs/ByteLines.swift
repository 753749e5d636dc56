/// Some bytes as lines; each line keeps its line end, and only LF ends one.
///
/// The lines together are exactly the bytes, whatever their encoding.
package struct ByteLines: Sendable {
  package let bytes: [UInt8]
  /// Where each line begins, and where the last one ends.
  private let bounds: [Int]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var bounds = [0]
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices where bytes[index] == 0x0A { bounds.append(index + 1) }
    }
    if bounds.last != bytes.count { bounds.append(bytes.count) }
    self.bounds = bounds
  }

  package var count: Int { bounds.count - 1 }

  /// A line with its line end; only the last line can be without one.
  ///
  /// - Parameter index: counted from 0.
  package subscript(index: Int) -> ArraySlice<UInt8> { bytes[bounds[index]..<bounds[index + 1]] }

  /// The offsets that the lines take up.
  package func offsets(of lines: Range<Int>) -> Range<Int> {
    bounds[lines.lowerBound]..<bounds[lines.upperBound]
  }

  /// Whether the last line ends with LF; true where there is no line.
  package var endsWithNewline: Bool { bytes.last.map { $0 == 0x0A } ?? true }
}

/// A line as a key that is hashed and compared as a whole.
struct LineKey: Hashable {
  let bytes: ArraySlice<UInt8>

  func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

/// Numbers for lines: equal lines of the two texts have the same number.
struct LineNumbers {
  var old: [Int32]
  var new: [Int32]
  /// How many different lines there are; the numbers are smaller.
  var count: Int

  init(old: some Collection<ArraySlice<UInt8>>, new: some Collection<ArraySlice<UInt8>>) {
    var known: [LineKey: Int32] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int32 {
      let next = Int32(clamping: known.count)
      let key = LineKey(bytes: line)
      if let number = known[key] { return number }
      known[key] = next
      return next
    }
    self.old = old.map(number)
    self.new = new.map(number)
    count = known.count
  }
}
