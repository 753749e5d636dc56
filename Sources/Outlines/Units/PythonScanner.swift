/// Python: functions and classes, by their indentation.
struct PythonScanner {
  private struct Open {
    var unit: Int
    var indentation: Int
  }

  private let source: LexedSource
  private var units: [CodeUnit] = []
  private var open: [Open] = []
  /// How many brackets are open.
  private var depth = 0
  /// The first decorator above the place, and its indentation.
  private var decorator: (token: Int, indentation: Int)?

  static func units(of source: LexedSource) -> [CodeUnit] {
    var scanner = PythonScanner(source: source)
    scanner.run()
    return scanner.units
  }

  private init(source: LexedSource) { self.source = source }

  private mutating func run() {
    for index in source.tokens.indices {
      if beginsStatement(index) { readStatement(index) }
      if source.isMark(index, "(") || source.isMark(index, "[") || source.isMark(index, "{") {
        depth += 1
      } else if source.isMark(index, ")") || source.isMark(index, "]")
        || source.isMark(index, "}")
      {
        depth = max(0, depth - 1)
      }
    }
    close(to: 0, before: source.count)
  }

  private mutating func beginsStatement(_ index: Int) -> Bool {
    guard source.startsLine(index) else { return false }
    if depth > 0, startsDefinition(index), indentation(of: index) == 0 {
      // A bracket was never closed; nothing at the margin stands inside one.
      depth = 0
    }
    return depth == 0 && (index == 0 || !isContinued(index))
  }

  private func startsDefinition(_ index: Int) -> Bool {
    (source.isWord(index, "def") || source.isWord(index, "class")
      || source.isWord(index, "async") && source.isWord(index + 1, "def"))
      && source.isWord(index + 1)
  }

  /// Whether a backslash ends the line before.
  private func isContinued(_ index: Int) -> Bool {
    var offset = Int(source.lineStarts[Int(source.tokens[index].line) - 1]) - 2
    if offset >= 0, source.bytes[offset] == 0x0D { offset -= 1 }
    return offset >= 0 && source.bytes[offset] == UInt8(ascii: "\\")
  }

  private func indentation(of index: Int) -> Int {
    let token = source.tokens[index]
    let start = Int(source.lineStarts[Int(token.line) - 1])
    return source.bytes[start..<Int(token.start)].reduce(0) { column, byte in
      byte == 0x09 ? (column / 8 + 1) * 8 : column + 1
    }
  }

  private mutating func readStatement(_ index: Int) {
    let indentation = indentation(of: index)
    close(to: indentation, before: index)
    if source.isMark(index, "@") {
      if decorator?.indentation != indentation { decorator = (index, indentation) }
      return
    }
    if startsDefinition(index) { add(index, indentation) }
    decorator = nil
  }

  private mutating func add(_ index: Int, _ indentation: Int) {
    let keyword = source.isWord(index, "async") ? index + 1 : index
    let nameToken = keyword + 1
    guard source.isWord(nameToken) else { return }
    let isType = source.isWord(keyword, "class")
    let parent = open.last?.unit
    let first = decorator?.indentation == indentation ? decorator?.token ?? index : index
    let isMethod = parent.map { units[$0].kind == .type } ?? false
    let start = Int(source.tokens[first].start)
    let lines = source.firstLine(of: first)...Int(source.tokens[nameToken].line)
    units.append(
      CodeUnit(
        kind: isType ? .type : isMethod ? .method : .function, name: source.text(nameToken),
        container: parent.map { units[$0].qualifiedName.boundedName } ?? "", lines: lines,
        nameLine: Int(source.tokens[nameToken].line),
        signature: start..<signatureEnd(from: nameToken), parent: parent))
    open.append(Open(unit: units.count - 1, indentation: indentation))
  }

  /// The offset after the colon that ends a declaration.
  private func signatureEnd(from nameToken: Int) -> Int {
    var place = nameToken + 1
    let limit = min(source.count, nameToken + UnitScanner.headerLimit)
    while place < limit {
      if source.isMark(place, ":") { return Int(source.tokens[place].end) }
      place = source.skipGroup(place)
    }
    return Int(source.tokens[nameToken].end)
  }

  /// Ends the units that a statement at this indentation does not belong to.
  private mutating func close(to indentation: Int, before index: Int) {
    while let last = open.last, last.indentation >= indentation {
      open.removeLast()
      let line = Int(source.lastLine(of: max(index - 1, 0)))
      let first = units[last.unit].lines.lowerBound
      units[last.unit].lines = first...max(line, units[last.unit].lines.upperBound)
    }
  }
}
