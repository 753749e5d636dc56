/// An array of strings, left in the mapped file as it is packed there.
///
/// A vocabulary has some hundred thousand strings. They were checked when the file was opened and
/// are made into Swift strings only where somebody asks.
package struct GGUFStringArray: Sendable {
  /// How many strings there are.
  package let count: Int
  let file: MappedFile
  let range: Range<Int>

  /// The packed strings: for each a length in 8 bytes, little endian, and then its bytes.
  ///
  /// Valid as long as the file, or this array, lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: file.bytes[range]) }

  /// All strings; bytes that are not UTF-8 become replacement characters.
  package var strings: [String] { map { String(decoding: $0, as: UTF8.self) } }
}

extension GGUFStringArray: Sequence {
  package var underestimatedCount: Int { count }

  package func makeIterator() -> Iterator { Iterator(array: self) }

  /// Gives the bytes of one string after another, valid as long as the file lives.
  package struct Iterator: IteratorProtocol {
    private let array: GGUFStringArray
    private var offset = 0

    init(array: GGUFStringArray) {
      self.array = array
    }

    // The lengths are looked at again: another program may have written to the file since.
    package mutating func next() -> UnsafeRawBufferPointer? {
      let bytes = array.bytes
      guard bytes.count - offset >= 8 else { return nil }
      let stored = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let start = offset + 8
      guard let length = Int(exactly: UInt64(littleEndian: stored)), length <= bytes.count - start
      else { return nil }
      offset = start + length
      return UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
    }
  }
}
