import Testing
import Tokenization

/// Text that comes in pieces of characters.
struct StreamingDecoderTests {
  private let tokenizer: Tokenizer

  init() throws { tokenizer = try SmallVocabulary().tokenizer() }

  /// What each byte lets out, with what the end lets out as the last element.
  private func stream(_ bytes: [UInt8]) -> [String] {
    var decoder = StreamingDecoder(tokenizer)
    return bytes.map { decoder.append(TokenID($0)) } + [decoder.finish()]
  }

  @Test(arguments: [
    "a", "é", "中", "🦊", "👩‍👩‍👧‍👦", "\u{0}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}",
    "\u{10000}", "\u{10FFFF}", "naïve 日本語 🏳️‍🌈!", "e\u{301}",
  ])
  func wholeCharactersOnly(_ text: String) {
    let outputs = stream(Array(text.utf8))
    #expect(outputs.joined().unicodeScalars.elementsEqual(text.unicodeScalars))
    #expect(!outputs.joined().contains("\u{FFFD}"))
    // Each character comes out at once with its last byte.
    var expected: [String] = []
    for scalar in text.unicodeScalars {
      let count = String(scalar).utf8.count
      expected += Array(repeating: "", count: count - 1) + [String(scalar)]
    }
    #expect(outputs == expected + [""])
  }

  @Test(
    arguments: [
      [0x80], [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF0, 0x9F, 0x61], [0xE4, 0xB8, 0xE4, 0xB8, 0xAD], [0xF0, 0x9F, 0xF0, 0x9F, 0xA6, 0x8A],
      [0x61, 0xC3, 0x61, 0xC3], [0xF5, 0x80], [0xC2, 0xC2, 0xA9], [0xE2, 0x82], [0xF0],
      [0xF0, 0x9F, 0xA6],
    ] as [[UInt8]])
  func invalidBytesBecomeReplacementCharacters(_ bytes: [UInt8]) {
    let expected = String(decoding: bytes, as: UTF8.self)
    #expect(stream(bytes).joined() == expected)
    #expect(expected.contains("\u{FFFD}"))
  }

  @Test func invalidBytesDoNotHoldUpWhatFollows() {
    #expect(stream([0xE4, 0x61]) == ["", "\u{FFFD}a", ""])
    #expect(stream([0xFF]) == ["\u{FFFD}", ""])
    #expect(stream([0xE0, 0x80]) == ["", "\u{FFFD}\u{FFFD}", ""])
  }

  @Test func randomBytesGiveTheSameTextAsAtOnce() {
    var numbers = TestNumbers(seed: 7)
    for _ in 0..<300 {
      let bytes = (0..<20).map { _ in
        Bool.random(using: &numbers)
          ? UInt8.random(in: 0x80...0xFF, using: &numbers)
          : [0xF0, 0x9F, 0xA6, 0x8A, 0xE4, 0xB8, 0xAD, 0x61].randomElement(using: &numbers) ?? 0
      }
      #expect(stream(bytes).joined() == String(decoding: bytes, as: UTF8.self), "\(bytes)")
    }
  }

  /// A token can end one character, hold others and start the next.
  @Test func tokensWithPartsOfCharacters() throws {
    var vocabulary = SmallVocabulary()
    let bytes = Array("🦊中é".utf8)
    let middle = vocabulary.add(SmallVocabulary.spelled(Array(bytes[2..<8])))
    let tokenizer = try vocabulary.tokenizer()
    var decoder = StreamingDecoder(tokenizer)
    #expect(decoder.append(0xF0) == "")
    #expect(decoder.append(0x9F) == "")
    #expect(decoder.append(middle) == "🦊中")
    #expect(decoder.append(0xA9) == "é")
    #expect(decoder.finish() == "")
  }

  @Test func decoderStartsAfreshAfterTheEnd() {
    var decoder = StreamingDecoder(tokenizer)
    #expect(decoder.append(0xE4) == "")
    #expect(decoder.finish() == "\u{FFFD}")
    #expect(decoder.append(0x61) == "a")
    #expect(decoder.finish() == "")
  }

  @Test func controlTokensAreSilentUnlessShown() throws {
    var vocabulary = SmallVocabulary()
    let end = vocabulary.add("<|im_end|>", type: 3)
    let tokenizer = try vocabulary.tokenizer()
    var silent = StreamingDecoder(tokenizer)
    var shown = StreamingDecoder(tokenizer, showsControlTokens: true)
    #expect(silent.append(end) == "")
    #expect(shown.append(end) == "<|im_end|>")
  }
}
