#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Recognizes `apiKey = "…"` with something random between the quotes.
enum SecretAssignment {
  /// Whether a line gives a random text to a name that is about secrets.
  static func isIn(_ line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while let operation = rest.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == 0x3A }) {
      let before = rest[..<operation]
      var after = rest[(operation + 1)...]
      rest = after
      guard isSecretName(before) else { continue }
      after = after.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "=") || $0 == 0x3E }
      if isRandom(value(after)) { return true }
    }
    return false
  }

  /// The text between quotes; without quotes, as in a settings file, the word.
  private static func value(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let quote = text.first, quote == 0x22 || quote == 0x27 || quote == 0x60 else {
      // Code without quotes is an expression; only what a settings file would hold, alone to the
      // end of its line, is a value.
      let word = text.prefix { ByteKind.isWord($0) || "+/=".utf8.contains($0) }
      let isAlone = text[word.endIndex...].allSatisfy { $0 <= 0x20 }
      return isAlone && !word.contains(UInt8(ascii: "_")) ? word : []
    }
    return text.dropFirst().prefix { $0 != quote }
  }

  /// Whether the last name before the sign is one such as `dbPassword` or `API_KEY`.
  private static func isSecretName(_ before: ArraySlice<UInt8>) -> Bool {
    var end = before
    while let last = end.last, !ByteKind.isWord(last) {
      // Quotes, brackets and spaces may stand between; a type annotation is another name.
      guard "\"'`] \t".utf8.contains(last) else { return false }
      end.removeLast()
    }
    let name = end.suffix(64)
    let start = name.lastIndex { !ByteKind.isWord($0) }.map { $0 + 1 } ?? name.startIndex
    let letters = name[start...].filter(ByteKind.isAlphanumeric)
    let text = String(decoding: letters, as: UTF8.self).lowercased()
    return words.contains(where: text.hasSuffix)
  }

  private static let words = [
    "secret", "secretkey", "token", "password", "passwd", "passphrase", "apikey", "privatekey",
    "accesskey", "authkey", "encryptionkey", "signingkey", "clientsecret", "credential",
    "credentials", "secretaccesskey", "accesskeyid",
  ]

  /// Whether a value could not have been typed by a person: long, mixed, and without order.
  static func isRandom(_ value: ArraySlice<UInt8>) -> Bool {
    guard 16...512 ~= value.count, !Placeholder.isOne(value) else { return false }
    guard value.allSatisfy({ 0x21...0x7E ~= $0 }) else { return false }
    guard value.contains(where: ByteKind.isDigit) else { return false }
    guard value.contains(where: { ByteKind.isUpper($0) || ByteKind.isLower($0) }) else {
      return false
    }
    return entropy(value) >= (value.allSatisfy(isHex) ? 3.0 : 3.5)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    ByteKind.isDigit(byte) || "abcdefABCDEF".utf8.contains(byte)
  }

  /// Shannon's measure over the bytes of the value, in bits a byte.
  private static func entropy(_ value: ArraySlice<UInt8>) -> Double {
    var counts = [Int](repeating: 0, count: 128)
    for byte in value { counts[Int(byte & 0x7F)] += 1 }
    let total = Double(value.count)
    return counts.reduce(0) { sum, count in
      guard count > 0 else { return sum }
      let share = Double(count) / total
      return sum - share * log2(share)
    }
  }
}
