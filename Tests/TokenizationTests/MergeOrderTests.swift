import Testing
import Tokenization

/// Merging against its plainest statement: the pair of smallest rank, the leftmost first.
struct MergeOrderTests {
  /// Merges in any order of ranks, also such where a later token needs an earlier rank.
  private static func vocabulary(seed: UInt64, merges: Int) -> SmallVocabulary {
    var numbers = TestNumbers(seed: seed)
    var vocabulary = SmallVocabulary()
    var texts = ["a", "b", "c"]
    var pairs: Set<String> = []
    while pairs.count < merges {
      let left = texts.randomElement(using: &numbers) ?? "a"
      let right = texts.randomElement(using: &numbers) ?? "a"
      guard left.count + right.count <= 12, pairs.insert("\(left) \(right)").inserted else {
        continue
      }
      vocabulary.merge(left, right)
      texts.append(left + right)
    }
    vocabulary.merges.shuffle(using: &numbers)
    return vocabulary
  }

  private static func merged(_ text: String, _ vocabulary: SmallVocabulary) -> [TokenID] {
    let ranks = Dictionary(
      uniqueKeysWithValues: vocabulary.merges.enumerated().map { ($1, $0) })
    let numbers = Dictionary(
      uniqueKeysWithValues: vocabulary.tokens.enumerated().map { ($1, TokenID($0)) })
    var parts = text.map(String.init)
    while true {
      let candidates = zip(parts, parts.dropFirst()).map { ranks["\($0) \($1)"] ?? Int.max }
      guard let best = candidates.min(), best < Int.max,
        let at = candidates.firstIndex(of: best)
      else { break }
      parts.replaceSubrange(at...at + 1, with: [parts[at] + parts[at + 1]])
    }
    return parts.compactMap { numbers[$0] }
  }

  @Test(arguments: 0..<20)
  func mergesBySmallestRankThenLeftmost(_ seed: UInt64) throws {
    let vocabulary = Self.vocabulary(seed: seed, merges: 30)
    let tokenizer = try vocabulary.tokenizer()
    var numbers = TestNumbers(seed: seed + 100)
    for length in [1, 2, 3, 7, 16, 17, 95, 96, 97, 130, 300] {
      let text = String((0..<length).map { _ in "abc".randomElement(using: &numbers) ?? "a" })
      #expect(tokenizer.encode(text) == Self.merged(text, vocabulary), "\(text)")
    }
  }

  /// Pieces of different length take different ways; a token border they share shows that.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func veryLongPiecesMergeAsLongOnesDo(_ seed: UInt64) throws {
    var vocabulary = Self.vocabulary(seed: seed, merges: 40)
    vocabulary.merges.removeAll { $0.contains("c") }
    let tokenizer = try vocabulary.tokenizer()
    var numbers = TestNumbers(seed: seed)
    // No merge crosses a "c", so the parts between merge on their own.
    let parts = (0..<200).map { index in
      String((0..<50 + index).map { _ in "ab".randomElement(using: &numbers) ?? "a" })
    }
    let whole = tokenizer.encode(parts.joined(separator: "c"))
    let separately = parts.map { Self.merged($0, vocabulary) }.joined(
      separator: tokenizer.encode("c"))
    #expect(whole == Array(separately))
  }

  @Test func laterTokenWithEarlierRankIsMergedAtOnce() throws {
    var vocabulary = SmallVocabulary()
    vocabulary.merge("ab", "c")
    vocabulary.merge("a", "b")
    vocabulary.add("ab")
    let known = vocabulary.tokens.firstIndex(of: "abc")
    #expect(try vocabulary.deduplicated().tokenizer().encode("abc") == [TokenID(known ?? -1)])
  }

  @Test func firstOfTwoEqualMergesCounts() throws {
    var vocabulary = SmallVocabulary()
    vocabulary.merge("a", "b")
    vocabulary.merge("b", "c")
    vocabulary.merge("a", "b")
    let tokens = try vocabulary.tokenizer().encode("abc")
    #expect(tokens == [TokenID(vocabulary.tokens.firstIndex(of: "ab") ?? -1), 0x63])
  }

  @Test func llama3TakesWholePieces() throws {
    var vocabulary = SmallVocabulary()
    let whole = vocabulary.add("abc")
    vocabulary.preTokenizer = "llama-bpe"
    #expect(try vocabulary.tokenizer().encode("abc") == [whole])
    vocabulary.preTokenizer = "qwen2"
    #expect(try vocabulary.tokenizer().encode("abc") == [0x61, 0x62, 0x63])
  }
}

extension SmallVocabulary {
  /// The same without tokens whose text came before.
  func deduplicated() -> SmallVocabulary {
    var result = self
    var seen: Set<String> = []
    let kept = zip(tokens, types).filter { seen.insert($0.0).inserted }
    result.tokens = kept.map(\.0)
    result.types = kept.map(\.1)
    return result
  }
}
