import GGUF
import Testing

/// A file put together byte by byte, so that tests can say anything, also what is not allowed.
struct RawFile {
  private(set) var bytes: [UInt8] = []

  init() {}

  /// Begins with a header.
  init(version: UInt32 = 3, tensors: UInt64 = 0, entries: UInt64 = 0) {
    bytes = Array("GGUF".utf8)
    append(version)
    append(tensors)
    append(entries)
  }

  var count: Int { bytes.count }

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes += Array($0) }
  }

  mutating func append(_ raw: [UInt8]) { bytes += raw }

  /// A length in 8 bytes and the text.
  mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    bytes += Array(text.utf8)
  }

  /// A key with the number of a type; the value is to follow.
  mutating func appendKey(_ key: String, type: UInt32) {
    append(key)
    append(type)
  }

  /// The beginning of an array; its elements are to follow.
  mutating func appendArray(_ key: String, elementType: UInt32, count: UInt64) {
    appendKey(key, type: 9)
    append(elementType)
    append(count)
  }

  mutating func appendTensor(
    _ name: String, shape: [Int64], type: UInt32 = 0, offset: UInt64 = 0
  ) {
    append(name)
    append(UInt32(shape.count))
    for length in shape { append(length) }
    append(type)
    append(offset)
  }

  mutating func pad(to alignment: Int = 32) {
    while !bytes.count.isMultiple(of: alignment) { bytes.append(0) }
  }

  /// Begins a file with one metadata entry and lets `body` write it.
  static func withEntry(_ body: (inout RawFile) -> Void) -> RawFile {
    var file = RawFile(entries: 1)
    body(&file)
    return file
  }

  /// Begins a file with tensors, lets `body` describe them, and appends `data` bytes.
  static func withTensors(
    _ count: UInt64 = 1, data: Int = 64, _ body: (inout RawFile) -> Void
  ) -> RawFile {
    var file = RawFile(tensors: count)
    body(&file)
    file.pad()
    file.append([UInt8](repeating: 0, count: data))
    return file
  }

  /// The error that opening the file gives.
  func failure(sourceLocation: SourceLocation = #_sourceLocation) throws -> GGUFError {
    try #require(
      throws: GGUFError.self, sourceLocation: sourceLocation,
      performing: { try GGUFFile(bytes: bytes) })
  }
}

/// Expects the code, the whole sentence and the offset.
func expect(
  _ error: GGUFError, _ code: GGUFError.Code, _ message: String, at offset: Int?,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(error.code == code, sourceLocation: sourceLocation)
  #expect(error.message == message, sourceLocation: sourceLocation)
  #expect(error.offset == offset, sourceLocation: sourceLocation)
}
