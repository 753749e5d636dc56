/// The printable alphabet in which byte-level vocabularies spell bytes.
///
/// Bytes that are printable in Latin-1 stand for themselves; the other 68 are, in order, the
/// characters from U+0100. A character takes one byte of UTF-8, or two that start with 0xC2 to
/// 0xC5.
enum ByteAlphabet {
  /// What a byte of a text means, given the byte before it.
  ///
  /// The low 8 bits are the byte that is spelled.
  private enum Meaning {
    static let spells: UInt16 = 1 << 8
    static let space: UInt16 = 1 << 9
    static let invalid: UInt16 = 1 << 10
  }

  /// Five tables of 256 meanings: after a whole character, and after 0xC2 to 0xC5.
  private static let meanings: FlatBuffer<UInt16> = {
    let table = FlatBuffer(repeating: Meaning.invalid, count: 5 * 256)
    for lead in 0xC2...0xC5 { table.base[lead] = 0 }
    table.base[0x20] = Meaning.space
    var next = 0x100
    for byte in 0..<256 {
      let isPrintable = 0x21...0x7E ~= byte || 0xA1...0xAC ~= byte || 0xAE...0xFF ~= byte
      let character = isPrintable ? byte : next
      if !isPrintable { next += 1 }
      let place = character < 0x80 ? character : characterPlace(character)
      table.base[place] = Meaning.spells | UInt16(byte)
    }
    return table
  }()

  /// The entry of the last byte of a character of two bytes.
  private static func characterPlace(_ character: Int) -> Int {
    let lead = 0xC0 | character >> 6
    return (lead - 0xC1) * 256 + (0x80 | character & 0x3F)
  }

  /// For each byte, where the table for what follows starts.
  private static let tables: FlatBuffer<UInt16> = {
    let table = FlatBuffer<UInt16>(repeating: 0, count: 256)
    for lead in 0xC2...0xC5 { table.base[lead] = UInt16(lead - 0xC1) * 256 }
    return table
  }()

  /// What a text spells.
  struct Decoded {
    /// How many bytes were written.
    let count: Int
    /// How many spaces, which are not of the alphabet, stand between the characters.
    let spaces: Int
    /// How many bytes were written before the last space.
    let bytesBeforeSpace: Int
    /// Whether all characters but the spaces are of the alphabet.
    let isSpelled: Bool
  }

  /// Reads the alphabet; making one looks the tables up once for many texts.
  struct Decoder {
    private let meanings = UnsafePointer(ByteAlphabet.meanings.base)
    private let tables = UnsafePointer(ByteAlphabet.tables.base)

    /// Writes the bytes that a text spells, passing over its spaces.
    ///
    /// The loop has no branches on the text: vocabularies are too irregular for their prediction.
    ///
    /// - Parameter output: room for as many bytes as `text` has.
    @inline(__always)
    func decode(
      _ text: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>
    ) -> Decoded {
      guard let source = text.baseAddress else {
        return Decoded(count: 0, spaces: 0, bytesBeforeSpace: 0, isSpelled: true)
      }
      var written = 0
      var spaces = 0
      var beforeSpace = 0
      var seen: UInt16 = 0
      var table: UInt16 = 0
      for position in 0..<text.count {
        let byte = source[position]
        let meaning = meanings[Int(table) | Int(byte)]
        table = tables[Int(byte)]
        output[written] = UInt8(truncatingIfNeeded: meaning)
        written &+= Int(meaning >> 8) & 1
        let isSpace = Int(meaning >> 9) & 1
        spaces &+= isSpace
        beforeSpace = isSpace == 1 ? written : beforeSpace
        seen |= meaning
      }
      return Decoded(
        count: written, spaces: spaces, bytesBeforeSpace: beforeSpace,
        isSpelled: seen & Meaning.invalid == 0 && table == 0)
    }
  }
}
