/// Kinds of bytes that tokens are made of.
enum ByteKind {
  static func isUpper(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte }
  static func isLower(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }
  static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isUpper(byte) || isLower(byte) || isDigit(byte)
  }
  /// What an identifier or a token has: letters, digits, `_` and `-`.
  static func isWord(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}

/// The words of a line that a token could be: letters, digits, `_`, `-`, `.` and `/` between them.
struct SecretWords: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) { rest = line }

  mutating func next() -> ArraySlice<UInt8>? {
    rest = rest.drop { !ByteKind.isWord($0) }
    guard !rest.isEmpty else { return nil }
    let word = rest.prefix { ByteKind.isWord($0) || $0 == UInt8(ascii: ".") || $0 == 0x2F }
    rest = rest[word.endIndex...]
    return word
  }
}

/// Tokens that their issuers made easy to recognize.
enum TokenForm {
  private struct Form {
    var prefix: [UInt8]
    /// How many bytes must follow, all letters, digits, `_` or `-`.
    var length: ClosedRange<Int>
    var kind: String
    var isUpper = false

    init(_ prefix: String, _ length: ClosedRange<Int>, _ kind: String, isUpper: Bool = false) {
      self.prefix = Array(prefix.utf8)
      self.length = length
      self.kind = kind
      self.isUpper = isUpper
    }
  }

  private static let forms: [Form] =
    [
      Form("AKIA", 16...16, "an AWS access key", isUpper: true),
      Form("ASIA", 16...16, "an AWS access key", isUpper: true),
      Form("github_pat_", 40...120, "a GitHub token"),
      Form("glpat-", 20...64, "a GitLab token"),
      Form("AIza", 35...35, "a Google API key"),
      Form("ya29.", 40...400, "a Google access token"),
      Form("sk_live_", 20...120, "a Stripe key"),
      Form("rk_live_", 20...120, "a Stripe key"),
      Form("sk-ant-", 24...200, "an API key"),
      Form("sk-proj-", 24...200, "an API key"),
      Form("sk-", 40...120, "an API key"),
      Form("hf_", 30...60, "a Hugging Face token"),
      Form("npm_", 36...36, "an npm token"),
      Form("pypi-", 60...300, "a PyPI token"),
      Form("SG.", 60...80, "a SendGrid key"),
      Form("dop_v1_", 64...64, "a DigitalOcean token"),
      Form("shpat_", 32...32, "a Shopify token"),
      Form("dckr_pat_", 20...60, "a Docker token"),
      Form("hooks.slack.com/services/T", 30...80, "a Slack webhook"),
    ]
    + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { Form($0, 36...255, "a GitHub token") }
    + ["xoxb-", "xoxa-", "xoxp-", "xoxr-", "xoxs-", "xapp-"].map {
      Form($0, 20...255, "a Slack token")
    }

  /// What a word is a token of; nil for other words.
  static func kind(of word: ArraySlice<UInt8>) -> String? {
    guard word.count >= 16 else { return nil }
    // An address holds its token after the last slash, or is one as a whole.
    let last = word[(word.lastIndex(of: 0x2F).map { $0 + 1 } ?? word.startIndex)...]
    if isWebToken(last) { return "a signed web token" }
    for form in forms {
      if matches(form, last) || (form.prefix.contains(0x2F) && matches(form, word)) {
        return form.kind
      }
    }
    return nil
  }

  private static func matches(_ form: Form, _ word: ArraySlice<UInt8>) -> Bool {
    guard word.starts(with: form.prefix) else { return false }
    let body = word.dropFirst(form.prefix.count)
    guard form.length.contains(body.count), !Placeholder.isOne(body) else { return false }
    if form.isUpper { return body.allSatisfy { ByteKind.isUpper($0) || ByteKind.isDigit($0) } }
    // Words with hyphens, as in the names of style sheets, have no digits in them.
    return body.contains(where: ByteKind.isDigit)
      && body.contains { ByteKind.isUpper($0) || ByteKind.isLower($0) }
      && Placeholder.distinctBytes(body) >= 10
  }

  /// `eyJ….eyJ….…`: a header and claims in base64, and a signature.
  private static func isWebToken(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.starts(with: Array("eyJ".utf8)) else { return false }
    let parts = word.split(separator: UInt8(ascii: "."))
    return parts.count == 3 && parts[1].starts(with: Array("eyJ".utf8))
      && parts.allSatisfy { $0.count >= 16 && $0.allSatisfy(ByteKind.isWord) }
  }
}

/// What people write where a secret would stand.
enum Placeholder {
  static func isOne(_ value: ArraySlice<UInt8>) -> Bool {
    if let first = value.first, "$<{%[".utf8.contains(first) { return true }
    if distinctBytes(value) < 5 { return true }
    let text = String(decoding: value, as: UTF8.self).lowercased()
    return marks.contains(where: text.contains)
  }

  static func distinctBytes(_ value: ArraySlice<UInt8>) -> Int {
    var seen = ByteSet()
    var count = 0
    for byte in value where !seen.contains(byte) {
      seen.insert(byte)
      count += 1
    }
    return count
  }

  private static let marks = [
    "example", "sample", "xxxx", "your", "changeme", "change-me", "change_me", "placeholder",
    "dummy", "redacted", "insert", "replace", "fake", "test", "todo", "1234567", "abcdef", "....",
    "****", "password", "secret", "none", "null", "foobar", "hunter2", "process.env", "getenv",
  ]
}
