/// A view of UTF-8 bytes that reads them as characters with their classes.
///
/// A byte that does not belong to a well-formed character is a character of its own without a
/// class; nothing is dropped.
struct TextScanner {
  /// One character as a pre-tokenizer sees it.
  struct Scanned {
    let characterClass: CharacterClass
    /// How many bytes it takes; 0 at the end of the text.
    let length: Int

    @inline(__always) var isLetter: Bool { characterClass == .letter }
    @inline(__always) var isNumber: Bool { characterClass == .number }
    @inline(__always) var isWhitespace: Bool { characterClass == .whitespace }

    /// Whether there is a character and `[^\s\p{L}\p{N}]` matches it.
    @inline(__always) var isOther: Bool {
      length > 0 && characterClass.isDisjoint(with: [.whitespace, .letter, .number])
    }
  }

  let base: UnsafePointer<UInt8>
  /// The position after the last byte to read.
  let end: Int
  private let ascii = UnicodeClasses.ascii

  init(base: UnsafePointer<UInt8>, end: Int) {
    self.base = base
    self.end = end
  }

  /// The byte at a position, or 0 at the end.
  @inline(__always)
  func byte(at position: Int) -> UInt8 {
    position < end ? base[position] : 0
  }

  /// The character that starts at a position.
  @inline(__always)
  func character(at position: Int) -> Scanned {
    guard position < end else { return Scanned(characterClass: [], length: 0) }
    let first = base[position]
    if first < 0x80 {
      let characterClass = CharacterClass(rawValue: ascii[Int(first)] & 0x3F)
      return Scanned(characterClass: characterClass, length: 1)
    }
    return multibyteCharacter(at: position, first: first)
  }

  /// The position after the letters that start at `position`.
  @inline(__always)
  func endOfLetters(from position: Int) -> Int {
    var position = position
    while true {
      let next = character(at: position)
      guard next.isLetter else { return position }
      position &+= next.length
    }
  }

  private func multibyteCharacter(at position: Int, first: UInt8) -> Scanned {
    let length = UTF8Form.length(of: base + position, available: end - position)
    let low = UInt32(first)
    let codePoint: UInt32
    switch length {
    case 2:
      codePoint = (low & 0x1F) << 6 | continuation(position &+ 1)
    case 3:
      codePoint = (low & 0xF) << 12 | continuation(position &+ 1) << 6 | continuation(position &+ 2)
    case 4:
      codePoint =
        (low & 0x7) << 18 | continuation(position &+ 1) << 12 | continuation(position &+ 2) << 6
        | continuation(position &+ 3)
    default:
      return Scanned(characterClass: [], length: 1)
    }
    return Scanned(characterClass: UnicodeClasses.of(codePoint), length: length)
  }

  @inline(__always)
  private func continuation(_ position: Int) -> UInt32 { UInt32(base[position] & 0x3F) }
}
