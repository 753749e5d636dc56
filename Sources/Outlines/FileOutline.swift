/// The units of a file, what it imports, and the names that it uses.
package struct FileOutline: Sendable {
  /// A name in the text, as a place; the text itself is not kept here.
  package struct Word: Sendable {
    /// The same for the same name, in every file.
    package var hash: UInt64
    package var range: Range<Int32>
    /// From 1.
    package var line: Int32
  }

  package var language: SourceLanguage
  /// In the order of their first lines; a unit stands before those inside it.
  package var units: [CodeUnit]
  /// Modules, packages and files, as the text spells them.
  package var imports: [String]
  /// Every name outside comments and plain strings, in the order of the text.
  package var words: [Word]

  /// Outlines a text in time that grows with its length alone.
  ///
  /// Texts that do not parse give what can be made out; nothing is an error.
  package init(of text: String, language: SourceLanguage) {
    self.init(of: Array(text.utf8), language: language)
  }

  /// Outlines a text given as bytes of UTF-8.
  package init(of bytes: [UInt8], language: SourceLanguage) {
    let source = LexedSource(bytes, language)
    self.language = language
    units = UnitScanner.units(of: source)
    imports = ImportScanner.imports(of: source)
    words = source.tokens.lazy.filter { $0.kind == .word }.map { token in
      Word(
        hash: NameHash.hash(bytes[Int(token.start)..<Int(token.end)]),
        range: token.start..<token.end, line: token.line)
    }
  }

  /// The smallest unit that all of some lines lie in.
  package func unit(around lines: ClosedRange<Int>) -> CodeUnit? {
    let around = units.filter {
      $0.lines.lowerBound <= lines.lowerBound && $0.lines.upperBound >= lines.upperBound
    }
    return around.min { $0.lines.count < $1.lines.count }
  }

  /// The units with a name: `evict`, `Cache.evict`, or `Cache::evict`.
  package func units(named name: String) -> [CodeUnit] {
    let dotted = name.replacing("::", with: ".")
    return units.filter {
      $0.name == dotted || $0.qualifiedName == dotted || $0.qualifiedName.hasSuffix("." + dotted)
    }
  }

  /// How often each name is used in some lines.
  ///
  /// - Parameter bytes: the text that the outline was made from.
  package func names(in lines: ClosedRange<Int>, of bytes: [UInt8]) -> [String: Int] {
    words(in: lines).reduce(into: [:]) { counts, word in
      let range = Int(word.range.lowerBound)..<Int(word.range.upperBound)
      guard range.upperBound <= bytes.count else { return }
      counts[String(decoding: bytes[range], as: UTF8.self), default: 0] += 1
    }
  }

  /// The names in some lines.
  package func words(in lines: ClosedRange<Int>) -> ArraySlice<Word> {
    let first = firstWord(from: lines.lowerBound)
    return words[first..<firstWord(from: min(lines.upperBound, Int(Int32.max) - 1) + 1)]
  }

  private func firstWord(from line: Int) -> Int {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle].line < line { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A number for a name, so that names can be counted without making strings.
package enum NameHash {
  /// FNV-1a over the bytes of UTF-8; the same in every run.
  package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
