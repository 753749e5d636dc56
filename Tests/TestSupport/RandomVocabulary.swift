package import Constraints

/// Vocabularies by chance; the last token ends an answer.
package struct RandomVocabulary {
  package let tokens: [[UInt8]]
  package var endToken: Int { tokens.count - 1 }

  /// - Parameter hasAllBytes: whether each byte is a token of its own.
  package init(seed: UInt64, hasAllBytes: Bool) {
    var random = RandomValues(seed: seed)
    let pieces = [
      "a", "b", "\n", "\"", "{", "}", ",", ":", "é", "€", "𝄞", "0", "1", "9", "-", ".", "\\", "[",
      "]", "aa", "true", "null", " ", "`", "(", "\t",
    ]
    var tokens: [[UInt8]] = []
    for byte in UInt8.min...UInt8.max where hasAllBytes || random.number(below: 5) > 0 {
      tokens.append([byte])
    }
    for _ in 0..<random.number(below: 300) {
      var bytes: [UInt8] = []
      for _ in 0...random.number(below: 5) { bytes += random.pick(pieces).utf8 }
      // Some begin or end in the middle of a character.
      if random.number(below: 4) == 0 { bytes.removeFirst() }
      if random.number(below: 4) == 0, !bytes.isEmpty { bytes.removeLast() }
      tokens.append(bytes)
    }
    // Long ones, and one that is there twice.
    tokens.append([UInt8](repeating: UInt8(ascii: "a"), count: 40))
    tokens.append(Array("ab\nab".utf8))
    tokens.append(Array("ab\nab".utf8))
    tokens.shuffle(using: &random)
    tokens.append([])
    self.tokens = tokens
  }

  package var vocabulary: TokenVocabulary {
    TokenVocabulary(PackedBytes(tokens), endTokens: [endToken])
  }
}
