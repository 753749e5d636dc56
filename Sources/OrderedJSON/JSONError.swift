/// Why a text is no JSON, and where.
package struct JSONError: Error, Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case endOfInput(expected: String)
    case unexpected(found: String, expected: String)
    case invalidNumber
    case numberOutOfRange
    case invalidEscape
    case loneSurrogate
    case controlCharacter
    case invalidUTF8
    case tooDeep(limit: Int)
    case trailingText
  }

  package let kind: Kind
  /// The byte, from 0, at which the fault was found.
  package let offset: Int
  /// From 1.
  package let line: Int
  /// In bytes, from 1.
  package let column: Int

  init(_ kind: Kind, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    let before = bytes[..<min(offset, bytes.count)]
    self.kind = kind
    self.offset = offset
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String {
    "invalid JSON at line \(line), column \(column): \(reason)"
  }

  private var reason: String {
    switch kind {
    case .endOfInput(let expected): "the text ends where \(expected) must follow"
    case .unexpected(let found, let expected): "found \(found) where \(expected) must stand"
    case .invalidNumber: "this is not a number JSON knows"
    case .numberOutOfRange: "the number is too large for a double"
    case .invalidEscape: "after a backslash must come one of \"\\/bfnrt, or u and four hex digits"
    case .loneSurrogate: "half of a surrogate pair is not a character"
    case .controlCharacter: "a control character in a string must be escaped"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .tooDeep(let limit): "arrays and objects are nested deeper than \(limit)"
    case .trailingText: "there is more text after the value"
    }
  }
}
