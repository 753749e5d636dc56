/// Finds what a file imports, as the text spells it.
struct ImportScanner {
  private let source: LexedSource

  static func imports(of source: LexedSource) -> [String] {
    let scanner = ImportScanner(source: source)
    var found: [String] = []
    var known: Set<String> = []
    for name in scanner.all() where !name.isEmpty && known.insert(name).inserted {
      found.append(name)
    }
    return found
  }

  private func all() -> [String] {
    if source.language.isC { return source.includes }
    return source.tokens.indices.lazy.filter { source.isWord($0) }.flatMap(imports)
  }

  private func imports(at index: Int) -> [String] {
    switch source.language {
    case .swift:
      source.isWord(index, "import") && begins(index) ? [swiftModule(index + 1)] : []
    case .python: begins(index) ? python(index) : []
    case .javascript, .typescript, .tsx: script(index)
    case .go: source.isWord(index, "import") && begins(index) ? go(index + 1) : []
    case .rust: begins(index) || source.isWord(index - 1, "pub") ? rust(index) : []
    case .java:
      source.isWord(index, "import") && begins(index)
        ? [path(source.isWord(index + 1, "static") ? index + 2 : index + 1, [".", "*"])] : []
    case .shell: begins(index) && source.isWord(index, "source") ? shell(index) : []
    case .c, .cpp: []
    }
  }

  private func begins(_ index: Int) -> Bool {
    source.startsLine(index) || source.isMark(index - 1, ";")
      || source.isMark(index - 1, ")") && source.language == .swift
      || source.isWord(index - 1)
        && source.tokens[index - 1].line == source.tokens[index].line
        && source.language == .swift
  }

  /// A path of words and marks that stand side by side.
  private func path(_ start: Int, _ marks: [Unicode.Scalar]) -> String {
    var end = start
    while end < min(source.count, start + 64),
      source.isWord(end)
        || marks.contains(where: {
          source.isMark(end, $0)
        }), end == start || source.tokens[end].start == source.tokens[end - 1].end
    {
      end += 1
    }
    return end > start ? source.text(from: start, to: end - 1) : ""
  }

  private func swiftModule(_ index: Int) -> String {
    let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return path(kinds.contains(source.text(index)) ? index + 1 : index, ["."])
  }

  /// `import a.b, c as d` and `from a.b import c`.
  private func python(_ index: Int) -> [String] {
    if source.isWord(index, "from") { return [path(index + 1, ["."])] }
    guard source.isWord(index, "import") else { return [] }
    var found: [String] = []
    var place = index + 1
    let line = source.tokens[index].line
    while place < min(source.count, index + 128), source.tokens[place].line == line {
      if place == index + 1 || source.isMark(place - 1, ",") { found.append(path(place, ["."])) }
      place += 1
    }
    return found
  }

  /// `import … from "x"`, `import "x"`, `export … from "x"`, `require("x")`, `import("x")`.
  private func script(_ index: Int) -> [String] {
    let isCall = source.isWord(index, "require") || source.isWord(index, "import")
    var place = index + 1
    if isCall, source.isMark(place, "(") {
      place += 1
    } else if !source.isWord(index, "from"), !source.isWord(index, "import") {
      return []
    }
    guard place < source.count, source.tokens[place].kind == .string else { return [] }
    let text = source.text(place)
    return text.utf8.first == 0x60 ? [] : [String(text.dropFirst().dropLast())]
  }

  private func go(_ start: Int) -> [String] {
    let end = source.isMark(start, "(") ? source.partner(start) ?? start : start + 2
    return (start..<min(end, source.count)).filter { source.tokens[$0].kind == .string }.map {
      String(source.text($0).dropFirst().dropLast())
    }
  }

  /// `use a::b::{c, d};` and `mod a;`.
  private func rust(_ index: Int) -> [String] {
    if source.isWord(index, "use") {
      let name = path(index + 1, [":"])
      return [name.hasSuffix("::") ? String(name.dropLast(2)) : name]
    }
    let isModule = source.isWord(index, "mod") && source.isMark(index + 2, ";")
    return isModule ? [source.text(index + 1)] : []
  }

  private func shell(_ index: Int) -> [String] {
    let start = Int(source.tokens[index].end)
    let rest = source.bytes[start...].prefix { $0 != 0x0A }.drop { $0 == 0x20 || $0 == 0x22 }
    return [String(decoding: rest.prefix { $0 > 0x20 && $0 != 0x22 && $0 != 0x3B }, as: UTF8.self)]
  }
}
