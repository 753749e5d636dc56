/// The printable alphabet in which byte-level vocabularies spell bytes.
///
/// Bytes that are printable in Latin-1 stand for themselves; the other 68 are, in order, the
/// characters from U+0100. A character takes one or two bytes of UTF-8.
enum ByteAlphabet {
  /// No byte is written as this entry's character.
  private static let none: UInt16 = 0xFFFF

  /// The byte that U+0080 plus the index stands for.
  private static let bytes: FlatBuffer<UInt16> = {
    let table = FlatBuffer(repeating: none, count: 256)
    var next = 0x100
    for byte in 0..<256 {
      let isPrintable = 0x21...0x7E ~= byte || 0xA1...0xAC ~= byte || 0xAE...0xFF ~= byte
      let character = isPrintable ? byte : next
      if !isPrintable { next += 1 }
      if character >= 0x80 { table.base[character - 0x80] = UInt16(byte) }
    }
    return table
  }()

  /// Reads the alphabet; making one looks the table up once for many texts.
  struct Decoder {
    private let table = UnsafePointer(ByteAlphabet.bytes.base)

    /// Writes the bytes that `text` spells from `start` up to the first other character.
    ///
    /// - Parameter output: room for as many bytes as `text` has.
    /// - Returns: the position after the last character read, which is the count of `text` when
    ///   all are of the alphabet, and how many bytes were written.
    @inline(__always)
    func decode(
      _ text: UnsafeBufferPointer<UInt8>, from start: Int,
      to output: UnsafeMutablePointer<UInt8>
    ) -> (end: Int, written: Int) {
      guard let source = text.baseAddress else { return (0, 0) }
      var position = start
      var written = 0
      while position < text.count {
        let first = source[position]
        if first &- 0x21 <= 0x7E - 0x21 {
          output[written] = first
          position &+= 1
        } else {
          guard first &- 0xC2 <= 3, position &+ 1 < text.count else { break }
          let second = source[position &+ 1]
          guard second & 0xC0 == 0x80 else { break }
          let byte = table[Int(first &- 0xC2) &* 64 &+ Int(second & 0x3F)]
          guard byte != ByteAlphabet.none else { break }
          output[written] = UInt8(truncatingIfNeeded: byte)
          position &+= 2
        }
        written &+= 1
      }
      return (position, written)
    }
  }
}
