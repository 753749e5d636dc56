/// The Unicode properties that pre-tokenizers ask for; a character has at most one of them.
///
/// Characters without any (unassigned, control, format and private-use ones, and bytes that are
/// not UTF-8) are told apart from whitespace, letters and numbers only.
struct CharacterClass: OptionSet {
  let rawValue: UInt8

  /// `\p{L}`.
  static let letter = CharacterClass(rawValue: 1)
  /// `\p{N}`.
  static let number = CharacterClass(rawValue: 2)
  /// `\s`, the Unicode property White_Space.
  static let whitespace = CharacterClass(rawValue: 4)
  /// `\p{P}`.
  static let punctuation = CharacterClass(rawValue: 8)
  /// `\p{S}`.
  static let symbol = CharacterClass(rawValue: 16)
  /// `\p{M}`.
  static let mark = CharacterClass(rawValue: 32)
}

/// The compiled tables of character classes: an index of blocks of 256 code points.
///
/// They are printable strings, so that they lie in the read-only part of the program and cost
/// nothing at start. A class letter is 0x40 plus the raw value of the class.
enum UnicodeClasses {
  /// The class of a code point below 0x110000.
  @inline(__always)
  static func of(_ codePoint: UInt32) -> CharacterClass {
    let entry = index.utf8Start + Int(codePoint >> 8) &* 2
    let block = Int(entry[0] & 0xF) &* 16 &+ Int(entry[1] & 0xF)
    let letter = blocks.utf8Start[block &* 256 &+ Int(codePoint & 0xFF)]
    return CharacterClass(rawValue: letter & 0x3F)
  }

  /// The classes of the 128 ASCII characters, which are the start of the first block.
  static var ascii: UnsafePointer<UInt8> { blocks.utf8Start }
}
