import Diffs

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How well texts fit a question, by the words that they share.
struct WordRanking {
  /// A score for each text; 0 where it shares no word.
  let scores: [Double]

  /// - Parameters:
  ///   - texts: what is ranked.
  ///   - names: the name of each text, which counts more than its words; empty for none.
  init(query: String, texts: [String], names: [String]) {
    let wanted = Set(Self.words(query))
    let spoken = SpokenNames(in: query)
    let counts = texts.map { text in
      Self.words(text).reduce(into: [Substring: Int]()) { $0[$1, default: 0] += 1 }
    }
    let lengths = counts.map { Double($0.values.reduce(0, +)) }
    let mean = max(1, lengths.reduce(0, +) / Double(max(1, lengths.count)))
    var rarity: [Substring: Double] = [:]
    for word in wanted {
      let holders = Double(counts.count { $0[word] != nil })
      rarity[word] = log(1 + (Double(texts.count) - holders + 0.5) / (holders + 0.5))
    }
    scores = texts.indices.map { index in
      let score = rarity.sorted { $0.key < $1.key }.reduce(0) { sum, word in
        sum + word.value * Self.weight(counts[index][word.key] ?? 0, lengths[index] / mean)
      }
      return score + Self.bonus(names[index], spoken, wanted)
    }
  }

  /// Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond".
  private static func weight(_ count: Int, _ length: Double) -> Double {
    let count = Double(count)
    return count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length))
  }

  /// A function that the question names is meant, whatever it holds.
  private static func bonus(
    _ name: String, _ spoken: SpokenNames, _ wanted: Set<Substring>
  ) -> Double {
    guard !name.isEmpty else { return 0 }
    if spoken.contains(name) { return 20 }
    let parts = words(name)
    return !parts.isEmpty && parts.allSatisfy(wanted.contains) ? 8 : 0
  }

  /// The words in a text: also those that a name is put together of.
  private static func words(_ text: String) -> [Substring] {
    var parted = ""
    parted.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    var wasSmall = false
    for scalar in text.unicodeScalars {
      let isLarge = scalar.properties.isUppercase
      let isPart = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      if !isPart || isLarge && wasSmall { parted += " " }
      if isPart { parted.unicodeScalars.append(scalar) }
      wasSmall = isPart && !isLarge
    }
    return parted.lowercased().split(separator: " ").filter {
      $0.utf8.count > 1 && !common.contains($0)
    }
  }

  private static let common: Set<Substring> = [
    "the", "an", "of", "to", "in", "is", "it", "and", "or", "for", "on", "at", "by", "with", "that",
    "this", "be", "as", "so", "if", "when", "where", "not", "no", "from", "instead", "make", "add",
    "use", "change", "function", "method", "class", "file", "code", "line", "lines", "return",
    "returns", "self", "let", "var", "def", "func", "const", "should", "must", "all", "its",
  ]
}
