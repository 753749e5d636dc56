import Foundation
import TestSupport
import Testing
import Tokenization

/// The reference token ids of other people's vocabularies, both ways.
@Suite(.enabled(if: Conformance.isAvailable, Conformance.missing))
struct ConformanceVectorTests {
  static let vocabularies = ["qwen2", "llama-bpe", "gpt-2", "starcoder", "deepseek-coder"]
  static let texts = [
    "commit.diff", "deque.swift", "nio-readme.md", "odd-unicode", "shim.c", "textwrap.py",
  ]
  /// The lists of these texts were made by a program that reads `\n` as a newline, and so on:
  /// they are the tokens of the text after that step, and decode to it.
  static let textsReadWithEscapes: Set = ["shim.c", "textwrap.py"]

  @Test(arguments: vocabularies)
  func shortTexts(_ name: String) throws {
    let tokenizer = try Reference.tokenizer(name)
    let input = try Conformance.data("tokenizers/ggml-vocab-\(name).gguf.inp")
    let output = try Conformance.data("tokenizers/ggml-vocab-\(name).gguf.out")
    let texts = String(decoding: input, as: UTF8.self)
      .components(separatedBy: "\n__ggml_vocab_test__\n")
    let lines = String(decoding: output, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(texts.count >= 40)
    #expect(lines.count >= texts.count)
    for (text, line) in zip(texts, lines) {
      let expected = line.split(separator: " ").compactMap { TokenID($0) }
      let tokens = tokenizer.encode(text)
      #expect(tokens == expected, "\(text.debugDescription)")
      #expect(tokenizer.decode(tokens) == Array(text.utf8), "\(text.debugDescription)")
    }
  }

  @Test(arguments: vocabularies, texts)
  func longTexts(_ name: String, _ text: String) throws {
    let tokenizer = try Reference.tokenizer(name)
    var bytes = [UInt8](try Conformance.data("tokenizers/corpus/\(text).txt"))
    if Self.textsReadWithEscapes.contains(text) { bytes = Self.withoutEscapes(bytes) }
    let expected = try JSONDecoder().decode(
      [TokenID].self, from: Conformance.data("tokenizers/corpus/\(text).\(name).ids"))
    let tokens = tokenizer.encode(bytes.span)
    let firstDifference = zip(tokens, expected).enumerated().first { $1.0 != $1.1 }
    #expect(tokens.count == expected.count)
    #expect(firstDifference == nil)
    #expect(tokenizer.decode(tokens) == bytes)
  }

  /// Replaces the escapes of C that the reference program knows and the texts use.
  private static func withoutEscapes(_ text: [UInt8]) -> [UInt8] {
    let letters = zip("nrt'\"\\".utf8, "\n\r\t'\"\\".utf8)
    let replacements = Dictionary(uniqueKeysWithValues: letters)
    var result: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
        result.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if let replacement = replacements[letter] {
        result.append(replacement)
      } else if letter == UInt8(ascii: "x"), let value = UInt8(digits, radix: 16) {
        result.append(value)
        rest = rest.dropFirst(2)
      } else {
        result += [byte, letter]
      }
    }
    return result
  }
}
