import Testing
import Workspace

struct SecretTests {
  /// Random letters and digits, made here so that no real token stands in this file.
  private static func noise(_ count: Int, _ seed: Int = 1) -> String {
    let alphabet = Array("aK3bZ9cQ7dW1eT5fR8gM2hN6jP4kS0mVxYuLiHoGqD")
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    return String(
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return alphabet[Int(state >> 33) % alphabet.count]
      })
  }

  private func kinds(_ text: String) -> [String] { SecretScan.findings(in: text).map(\.kind) }

  @Test(arguments: [
    ("ghp_" + noise(36), "a GitHub token"), ("github_pat_" + noise(59), "a GitHub token"),
    ("glpat-" + noise(20), "a GitLab token"), ("xoxb-" + noise(40), "a Slack token"),
    ("sk-" + noise(48), "an API key"), ("sk-proj-" + noise(60), "an API key"),
    ("sk-ant-" + noise(60), "an API key"), ("AIza" + noise(35), "a Google API key"),
    ("AKIA" + noise(16, 3).uppercased(), "an AWS access key"), ("npm_" + noise(36), "an npm token"),
    (
      "hooks.slack.com/services/T" + noise(10) + "/B" + noise(9) + "/" + noise(24),
      "a Slack webhook"
    ),
    ("eyJ" + noise(30) + ".eyJ" + noise(50) + "." + noise(43), "a signed web token"),
  ])
  func tokensAreKnownByTheirForm(_ token: String, _ kind: String) {
    #expect(kinds("first\nlet value = f(\"\(token)\")\n") == [kind])
    #expect(SecretScan.findings(in: "first\nurl: https://\(token)\n").map(\.line) == [2])
  }

  @Test func keysInBlocksAreFound() {
    let body = Self.noise(64)
    let key = "-----BEGIN RSA PRIVATE KEY-----\n\(body)\n-----END RSA PRIVATE KEY-----\n"
    #expect(kinds(key) == ["a private key"])
    #expect(kinds("key = \"-----BEGIN PRIVATE KEY-----\\n\(body)\"") == ["a private key"])
    #expect(kinds("if text.hasPrefix(\"-----BEGIN PRIVATE KEY-----\") {\n  return\n}\n").isEmpty)
    #expect(kinds("-----BEGIN PUBLIC KEY-----\n\(body)\n").isEmpty)
  }

  @Test(arguments: [
    "password = \"" + noise(24) + "\"", "API_KEY=" + noise(32),
    "  \"clientSecret\": \"" + noise(40) + "\",",
    "auth_token: '" + noise(20) + "'", "db.password => \"" + noise(18) + "\"",
    "const secretKey = `" + noise(32) + "`;", "self.accessKey = \"" + noise(20) + "\"",
  ])
  func randomValuesOfSecretNamesAreFound(_ line: String) {
    #expect(kinds(line) == ["what looks like a password or key"])
  }

  @Test(arguments: [
    "password = \"correct horse battery staple\"", "let token = tokenizer.next()",
    "API_KEY=your-api-key-goes-here-0001", "token: String = \"\"",
    "secret = os.environ[\"SECRET\"]",
    "password: 'changeme1234567890ab'", "token = \"<|im_start|>assistant0\"",
    "func token(of text: String) -> Token { tokens[text] }", "apiKey = \"${API_KEY_PRODUCTION_1}\"",
    "let hash = \"" + noise(40) + "\"",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "AKIAIOSFODNN7EXAMPLE", ".sk-fading-circle-with-a-long-name-for-a-style-sheet { }",
    "url = \"https://user:password@example.org/\"", "url = https://user:$PASSWORD@host/",
    "https://example.org/a:b/c@d", "the token is a word of the grammar: identifier0123456",
    "private static let tokenEndings = [\"abc\", \"def\"]",
    "passwordField.text = defaultPasswordText1",
    "tokenizer.ggml.eos_token_id: 151645", "case accessKey = \"accessKeyIdentifierName\"",
  ])
  func ordinaryLinesAreNoSecrets(_ line: String) {
    #expect(kinds(line).isEmpty)
  }

  @Test func passwordsInAddressesAreFound() {
    #expect(kinds("DATABASE=postgres://app:k9Xw2mQz@db.internal/x") == ["a password in an address"])
  }

  @Test func theReasonNamesKindAndLine() {
    let bytes = Array("a\nb\nkey ghp_\(Self.noise(36))\n".utf8)
    #expect(SecretScan.reason(for: bytes) == "holds a GitHub token in line 3")
    #expect(SecretScan.reason(for: Array("nothing here\n".utf8)) == nil)
  }

  @Test(.timeLimit(.minutes(1))) func hostileTextTakesLinearTime() {
    for piece in ["=", "://", "a:", "-----BEGIN ", "ghp_", "eyJ.", "\"", "password=", "\n"] {
      let text = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
      #expect(SecretScan.findings(in: text).count <= 20)
    }
  }

  @Test(arguments: [
    (".env", true), ("a/.env.production", true), ("prod.env", true), (".env.example", false),
    ("id_rsa", true), ("id_rsa.pub", false), ("a/b/server.key", true), ("keys.swift", false),
    ("credentials.json", true), ("credentials.py", false), (".aws/config", true),
    ("aws/config", false), (".npmrc", true), ("environment.ts", false), ("monkey", false),
    ("Secret.swift", false), (".netrc", true), ("x.pem", true), ("", false),
  ])
  func privateFilesAreKnownByTheirPath(_ path: String, _ isPrivate: Bool) {
    #expect((PrivateFile.reason(path: path) != nil) == isPrivate)
  }
}
