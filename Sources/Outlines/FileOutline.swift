/// The units of a file, what it imports, and the names that it uses.
package struct FileOutline: Sendable {
  /// A name in the text, as a place; the text itself is not kept here.
  package struct Word: Sendable {
    /// The same for the same name, in every file.
    package var hash: UInt64
    package var range: Range<Int32>
    /// From 1.
    package var line: Int32
    /// Whether arguments follow it.
    package var isCall: Bool
    /// Whether it stands after `.`, `->` or `::`.
    package var isMember: Bool
    /// Whether it only labels an argument.
    package var isLabel: Bool
  }

  /// How some lines use a name.
  package struct Use: Sendable, Equatable {
    /// How often it stands there, labels left out.
    package var count = 0
    /// Whether it is called by itself: `name(…)`.
    package var isCalled = false
    /// Whether it is called of something: `x.name(…)`.
    package var isCalledAsMember = false
    /// Whether it stands after a dot, called or not.
    package var isMember = false

    package init() {}
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
    let language = language.refined(by: bytes)
    let source = LexedSource(bytes, language)
    self.language = language
    units = UnitScanner.units(of: source)
    imports = ImportScanner.imports(of: source)
    words = source.tokens.indices.lazy.filter { source.tokens[$0].kind == .word }.map { place in
      Word(source, place)
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

  /// How each name is used in some lines.
  ///
  /// - Parameter bytes: the text that the outline was made from.
  package func uses(in lines: ClosedRange<Int>, of bytes: [UInt8]) -> [String: Use] {
    words(in: lines).reduce(into: [:]) { uses, word in
      let range = Int(word.range.lowerBound)..<Int(word.range.upperBound)
      guard range.upperBound <= bytes.count, !word.isLabel else { return }
      var use = uses[String(decoding: bytes[range], as: UTF8.self)] ?? Use()
      use.count += 1
      if word.isMember { use.isMember = true }
      if word.isCall {
        if word.isMember { use.isCalledAsMember = true } else { use.isCalled = true }
      }
      uses[String(decoding: bytes[range], as: UTF8.self)] = use
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

extension FileOutline.Word {
  init(_ source: LexedSource, _ place: Int) {
    let token = source.tokens[place]
    hash = NameHash.hash(source.bytes[Int(token.start)..<Int(token.end)])
    range = token.start..<token.end
    line = token.line
    isCall =
      source.isMark(place + 1, "(")
      || source.isPair(place + 1, ":", ":")
        && source.isMark(place + 3, "<")
      || source.callsWithTypes(place)
      || source.isMark(place + 1, "!")
        && source.language == .rust && source.isMark(place + 2, "(")
    isMember =
      source.isMark(place - 1, ".")
      || source.isPair(place - 2, "-", ">")
        && source.language.isC
      || source.isPair(place - 2, ":", ":")
    // `f(label: x)` in Swift, `f(label=x)` in Python.
    let mark: Unicode.Scalar = source.language == .python ? "=" : ":"
    isLabel =
      source.isMark(place + 1, mark) && !source.isPair(place + 1, mark, mark)
      && (source.isMark(place - 1, "(") || source.isMark(place - 1, ","))
  }
}

/// A number for a name, so that names can be counted without making strings.
package enum NameHash {
  /// FNV-1a over the bytes of UTF-8; the same in every run.
  package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
