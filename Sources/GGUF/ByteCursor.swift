/// Walks over the bytes of a file and never past their end.
struct ByteCursor {
  /// What is being read, for the sentence that a short file gets.
  enum Place {
    case header
    case key(index: Int)
    case value(key: String)
    case tensor(index: Int)
    case tensorNamed(String)
  }

  private let bytes: UnsafeRawBufferPointer
  /// The byte that is read next.
  private(set) var offset = 0
  var place = Place.header

  /// - Parameter bytes: must outlive the cursor.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var fileSize: Int { bytes.count }
  var remaining: Int { bytes.count - offset }

  /// Reads a little-endian integer.
  mutating func read<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type = Value.self
  ) throws(GGUFError) -> Value {
    let start = try skip(MemoryLayout<Value>.size)
    return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Value.self))
  }

  /// Passes over `count` bytes and returns where they begin.
  @discardableResult
  mutating func skip(_ count: Int) throws(GGUFError) -> Int {
    guard count <= remaining else {
      throw .truncated(in: place, needed: count, at: offset, fileSize: fileSize)
    }
    defer { offset += count }
    return offset
  }

  /// Passes over a string, a length in 8 bytes and its bytes, and returns where its bytes lie.
  mutating func skipString(limit: UInt64 = GGUFLimits.stringBytes) throws(GGUFError) -> Range<Int> {
    let start = offset
    let length: UInt64 = try read()
    guard length <= limit else {
      throw .stringTooLong(in: place, length: length, limit: limit, at: start)
    }
    let first = try skip(Int(length))
    return first..<offset
  }

  /// Reads a string that must be UTF-8.
  mutating func readString(limit: UInt64) throws(GGUFError) -> String {
    let range = try skipString(limit: limit)
    guard
      let string = String(validating: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    else { throw .invalidText(in: place, at: range.lowerBound) }
    return string
  }

  /// Passes over `count` strings, checking each length against what the file holds.
  ///
  /// Vocabularies have some hundred thousand strings, so this loop does nothing else.
  mutating func skipStrings(_ count: Int) throws(GGUFError) {
    for _ in 0..<count { _ = try skipString() }
  }

  /// Reads every one of `range` as a byte that must be 0 or 1.
  func checkBools(_ range: Range<Int>) throws(GGUFError) {
    for position in range where bytes[position] > 1 {
      throw .invalidBool(bytes[position], in: place, at: position)
    }
  }
}
