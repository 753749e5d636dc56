import TestSupport
import Testing
import Tokenization

/// Any bytes come back from their tokens.
@Suite(.enabled(if: Conformance.isAvailable, Conformance.missing))
struct RoundTripTests {
  static let vocabularies = ["qwen2", "llama-bpe", "gpt-2"]

  @Test(arguments: vocabularies)
  func randomBytes(_ name: String) throws {
    let tokenizer = try Reference.tokenizer(name)
    var numbers = TestNumbers(seed: 1)
    for length in 0..<400 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      #expect(tokenizer.decode(tokenizer.encode(bytes.span)) == bytes)
    }
  }

  @Test(arguments: vocabularies)
  func randomCharactersAndBrokenOnes(_ name: String) throws {
    let tokenizer = try Reference.tokenizer(name)
    var numbers = TestNumbers(seed: 2)
    let alphabet = Array("aé中🦊 \n\r\t'1½٣,\u{301}\u{85}\u{A0}\u{3000}<|im_end|>".utf8)
    for length in 0..<400 {
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &numbers) ?? 0 }
      #expect(tokenizer.decode(tokenizer.encode(bytes.span)) == bytes)
    }
  }

  @Test(arguments: vocabularies)
  func everyScalar(_ name: String) throws {
    let tokenizer = try Reference.tokenizer(name)
    var text = String.UnicodeScalarView()
    for value in UInt32(0)..<0x11_0000 {
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    let whole = String(text)
    #expect(tokenizer.decode(tokenizer.encode(whole)) == Array(whole.utf8))
  }

  /// These vocabularies cannot spell some bytes; the rest of the text stays whole.
  @Test(arguments: ["starcoder", "deepseek-coder"])
  func bytesWithoutATokenBecomeReplacementCharacters(_ name: String) throws {
    let tokenizer = try Reference.tokenizer(name)
    let bytes = Array("a".utf8) + [0xC0, 0xFF] + Array("é中🦊b".utf8)
    let expected = Array("a\u{FFFD}\u{FFFD}é中🦊b".utf8)
    #expect(tokenizer.decode(tokenizer.encode(bytes.span)) == expected)
  }

  @Test func allThreadsGetTheSameTokens() async throws {
    let tokenizer = try Reference.tokenizer("qwen2")
    let text = String(repeating: "let answer = try compute(42) // résumé 中文\n", count: 200)
    let expected = tokenizer.encode(text)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { tokenizer.encode(text) == expected } }
      for await isEqual in group { #expect(isEqual) }
    }
  }
}
