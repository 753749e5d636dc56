import Diffs

/// What of a file's bytes is not its lines' content: mark, encoding, line ends, final newline.
package struct TextForm: Sendable, Equatable {
  package enum Encoding: Sendable {
    case utf8
    /// UTF-8 with some bytes that are none.
    case flawedUTF8
    /// Bytes over 127 of which none are UTF-8: Latin-1, for example.
    case unknown
  }

  package enum LineEnding: String, Sendable {
    case lf = "\n"
    case crlf = "\r\n"
  }

  package let encoding: Encoding
  /// Whether the file begins with the byte order mark of UTF-8.
  package let hasMark: Bool
  /// The line end that most lines have; LF where there is none.
  package let lineEnding: LineEnding
  /// Whether some lines end with LF and others with CRLF.
  package let isMixed: Bool
  package let endsWithNewline: Bool

  package init(of bytes: [UInt8]) {
    var (plain, returns) = (0, 0)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0A { if previous == 0x0D { returns += 1 } else { plain += 1 } }
      previous = byte
    }
    lineEnding = returns > plain ? .crlf : .lf
    isMixed = plain > 0 && returns > 0
    endsWithNewline = bytes.last == 0x0A
    hasMark = bytes.starts(with: Self.mark)
    encoding = Self.encoding(of: bytes)
  }

  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func encoding(of bytes: [UInt8]) -> Encoding {
    if String(validating: bytes, as: UTF8.self) != nil { return .utf8 }
    let repaired = String(decoding: bytes, as: UTF8.self)
    let hasCharacters = repaired.unicodeScalars.contains { $0.value > 0x7F && $0 != "\u{FFFD}" }
    return hasCharacters ? .flawedUTF8 : .unknown
  }
}

extension ArraySlice<UInt8> {
  /// The line end: LF, CRLF or nothing.
  var lineEnd: ArraySlice<UInt8> {
    guard last == 0x0A else { return self[endIndex...] }
    return suffix(dropLast().last == 0x0D ? 2 : 1)
  }

  var withoutLineEnd: ArraySlice<UInt8> { dropLast(lineEnd.count) }
}
