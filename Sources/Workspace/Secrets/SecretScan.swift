/// Finds secrets in text by their form.
package enum SecretScan {
  /// A secret that was found; its text is not kept.
  package struct Finding: Sendable, Equatable {
    /// Counted from 1.
    package var line: Int
    /// What it looks like, as a noun: `a GitHub token`.
    package var kind: String
  }

  /// The secrets of a text in their order; the search ends at `limit`.
  package static func findings(in text: String, limit: Int = 20) -> [Finding] {
    findings(in: Array(text.utf8), limit: limit)
  }

  /// The secrets of a text given as bytes of UTF-8.
  package static func findings(in bytes: [UInt8], limit: Int = 20) -> [Finding] {
    var found: [Finding] = []
    var number = 0
    var start = 0
    while start < bytes.count, found.count < limit {
      number += 1
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[start..<end]
      if let kind = kind(in: line, next: bytes[end...].dropFirst()) {
        found.append(Finding(line: number, kind: kind))
      }
      start = end + 1
    }
    return found
  }

  /// Why a file with these bytes stays out of prompts, as a clause; nil where nothing was found.
  package static func reason(for bytes: [UInt8]) -> String? {
    findings(in: bytes, limit: 1).first.map { "holds \($0.kind) in line \($0.line)" }
  }

  private static func kind(in line: ArraySlice<UInt8>, next: ArraySlice<UInt8>) -> String? {
    guard line.count >= 12 else { return nil }
    // A very long line is data; only its beginning is searched.
    let line = line.prefix(8192)
    if isPrivateKey(line, next: next) { return "a private key" }
    for word in SecretWords(line) {
      if let kind = TokenForm.kind(of: word) { return kind }
    }
    if hasPasswordInAddress(line) { return "a password in an address" }
    return SecretAssignment.isIn(line) ? "what looks like a password or key" : nil
  }

  /// The first line of a key, if what follows is one: code that reads keys names that line too.
  private static func isPrivateKey(_ line: ArraySlice<UInt8>, next: ArraySlice<UInt8>) -> Bool {
    guard let marker = line.firstRange(of: Array("-----BEGIN ".utf8)),
      let end = line[marker.upperBound...].firstRange(of: Array("PRIVATE KEY".utf8))
    else { return false }
    var rest = line[end.upperBound...].drop { $0 != UInt8(ascii: "-") }
    rest = rest.drop { $0 == UInt8(ascii: "-") }
    let body = rest.starts(with: Array("\\n".utf8)) ? rest.dropFirst(2) : next
    let text = body.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x22 || $0 == 0x27 }
    if text.starts(with: Array("Proc-Type".utf8)) { return true }
    return text.prefix(while: isBase64).count >= 32
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    ByteKind.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "=")
  }

  /// `scheme://user:password@host`, unless the password is a placeholder.
  private static func hasPasswordInAddress(_ line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while let scheme = rest.firstRange(of: Array("://".utf8)) {
      let body = rest[scheme.upperBound...]
      let login = body.prefix {
        $0 > 0x20 && !"/@\"'`<>?#".utf8.contains($0)
      }
      rest = body
      guard body[login.endIndex...].first == UInt8(ascii: "@"),
        let colon = login.firstIndex(of: UInt8(ascii: ":"))
      else { continue }
      let password = login[(colon + 1)...]
      if password.count >= 6, !Placeholder.isOne(password) { return true }
    }
    return false
  }
}

extension ArraySlice<UInt8> {
  /// Where some bytes are first found.
  fileprivate func firstRange(of bytes: [UInt8]) -> Range<Int>? {
    guard let first = bytes.first, count >= bytes.count else { return nil }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first), found + bytes.count <= endIndex {
      if self[found..<found + bytes.count].elementsEqual(bytes) {
        return found..<found + bytes.count
      }
      start = found + 1
    }
    return nil
  }
}
