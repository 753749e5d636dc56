/// Takes out of a stream of text what would steer a terminal.
///
/// Model output is untrusted: an escape sequence in it could recolour the screen, rename the
/// window, write to the clipboard or hide what follows. The filter drops escape sequences (CSI,
/// OSC, DCS and the other strings, two-byte escapes), their forms with the C1 controls U+0080 to
/// U+009F, and all control characters but line feed and tab. Bytes that are not UTF-8, bare C1
/// bytes among them, become U+FFFD.
///
/// The chunks of a stream may end anywhere, also inside a sequence or a character. What looks like
/// an unfinished sequence hides at most the rest of its line, so that the text after it is seen.
package struct EscapeFilter: Sendable {
  private enum State {
    case text
    /// After ESC.
    case escape
    /// After ESC and bytes 0x20–0x2f.
    case escapeIntermediate
    /// After CSI.
    case control
    /// In an operating system command or another string; the flag tells that ESC came.
    case string(afterEscape: Bool)
  }

  private var state = State.text
  /// The bytes of a character that is not whole yet, and how many it needs.
  private var character: [UInt8] = []
  private var length = 0

  package init() {}

  /// Returns what a terminal may get of the next bytes of the stream.
  package mutating func filter(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.underestimatedCount)
    for byte in bytes { take(byte, &kept) }
    return kept
  }

  /// Returns what a terminal may get of the next text of the stream.
  package mutating func filter(_ text: String) -> String {
    String(decoding: filter(text.utf8), as: UTF8.self)
  }

  /// Returns what is left at the end of the stream, and makes the filter ready for another one.
  package mutating func finish() -> [UInt8] {
    let isCut = !character.isEmpty
    self = EscapeFilter()
    return isCut ? Self.replacement : []
  }

  /// Assembles characters: ASCII goes on at once, the rest when its last byte is here.
  private mutating func take(_ byte: UInt8, _ kept: inout [UInt8]) {
    if !character.isEmpty {
      if UTF8Shape.allows(byte, after: character) {
        character.append(byte)
        if character.count == length { takeWide(&kept) }
        return
      }
      character.removeAll(keepingCapacity: true)
      emit(Self.replacement, &kept)
    }
    if byte < 0x80 { return takeASCII(byte, &kept) }
    length = UTF8Shape.length(of: byte)
    if length > 1 {
      character.append(byte)
    } else {
      emit(Self.replacement, &kept)
    }
  }

  /// Handles the character that has just become whole.
  private mutating func takeWide(_ kept: inout [UInt8]) {
    if character[0] == 0xc2 && character[1] < 0xa0 {
      takeC1(character[1])
    } else {
      emit(character, &kept)
    }
    character.removeAll(keepingCapacity: true)
  }

  /// Handles text other than ASCII: it belongs to a string, and ends any other sequence.
  private mutating func emit(_ bytes: [UInt8], _ kept: inout [UInt8]) {
    if case .string = state {
      state = .string(afterEscape: false)
      return
    }
    state = .text
    kept += bytes
  }

  private mutating func takeC1(_ byte: UInt8) {
    switch byte {
    case 0x9b: state = .control
    case 0x90, 0x98, 0x9d, 0x9e, 0x9f: state = .string(afterEscape: false)
    default: state = .text
    }
  }

  private mutating func takeASCII(_ byte: UInt8, _ kept: inout [UInt8]) {
    if byte < 0x20 || byte == 0x7f { return takeControl(byte, &kept) }
    switch state {
    case .text:
      kept.append(byte)
    case .escape:
      takeEscape(byte)
    case .escapeIntermediate:
      if byte >= 0x30 { state = .text }
    case .control:
      if byte >= 0x40 { state = .text }
    case .string(afterEscape: true):
      // ESC ends the string; with a backslash it is its terminator, else it begins a sequence.
      takeEscape(byte)
    case .string(afterEscape: false):
      break
    }
  }

  /// Handles the byte after ESC.
  private mutating func takeEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .string(afterEscape: false)
    case 0x20..<0x30: state = .escapeIntermediate
    default: state = .text
    }
  }

  private mutating func takeControl(_ byte: UInt8, _ kept: inout [UInt8]) {
    switch byte {
    case 0x0a:
      state = .text
      kept.append(byte)
    case 0x09:
      if case .text = state { kept.append(byte) }
    case 0x1b:
      if case .string = state { state = .string(afterEscape: true) } else { state = .escape }
    case 0x07:
      // BEL ends a string, and does nothing inside another sequence.
      if case .string = state { state = .text }
    case 0x18, 0x1a:
      state = .text
    default:
      break
    }
  }

  /// U+FFFD in UTF-8.
  private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]
}

/// The shape of well-formed UTF-8 (Unicode 15, table 3-7).
private enum UTF8Shape {
  /// Returns how many bytes a character with this first byte has, 1 for a byte that begins none.
  static func length(of lead: UInt8) -> Int {
    switch lead {
    case 0xc2...0xdf: 2
    case 0xe0...0xef: 3
    case 0xf0...0xf4: 4
    default: 1
    }
  }

  /// Returns whether the byte can follow the first bytes of a character.
  static func allows(_ byte: UInt8, after bytes: [UInt8]) -> Bool {
    guard byte & 0xc0 == 0x80 else { return false }
    guard bytes.count == 1 else { return true }
    switch bytes[0] {
    case 0xe0: return byte >= 0xa0
    case 0xed: return byte < 0xa0
    case 0xf0: return byte >= 0x90
    case 0xf4: return byte < 0x90
    default: return true
    }
  }
}
