/// C and C++: functions, types and namespaces.
///
/// These languages do not say what a declaration is, so each statement is read up to its brace or
/// semicolon, and what was seen on the way tells.
struct CGrammar: UnitGrammar {
  let source: LexedSource

  /// What was seen of a statement.
  private struct Header {
    var start: Int
    /// The parenthesis that seems to open the parameters.
    var parameters: Int?
    /// `struct`, `class`, `union` or `enum`, before any parenthesis.
    var typeKeyword: Int?
    var namespace: Int?
    var hasAssignment = false
    /// Whether `:` or `->` came after the parameters, so that no parameters follow.
    var isPastParameters = false
    var hasInitializers = false
  }

  func step(in region: UnitRegion) -> UnitStep {
    var header = Header(start: region.index)
    var place = region.index
    while place < region.end {
      if source.isMark(place, ";") || source.isMark(place, "}") {
        return .advance(to: place + 1)
      }
      if source.isMark(place, "{") {
        if opensValue(place, header) {
          place = source.skipGroup(place)
          continue
        }
        return body(place, header, region)
      }
      if endsLabel(place, header) { return .advance(to: place + 1) }
      if let next = afterLostMacro(place, header) { return .advance(to: next) }
      place = read(place, &header)
    }
    return .advance(to: region.end)
  }

  // MARK: Reading a statement

  /// Takes one token of a statement, and says where the next one is.
  private func read(_ place: Int, _ header: inout Header) -> Int {
    if source.isWord(place) { return readWord(place, &header) }
    if source.isPair(place, ":", ":") { return place + 2 }
    if source.isMark(place, ":") {
      if header.parameters != nil {
        header.isPastParameters = true
        header.hasInitializers = true
      }
    } else if source.isPair(place, "-", ">") {
      header.isPastParameters = true
    } else if source.isMark(place, "="), !isOperator(place) {
      header.hasAssignment = true
    } else if source.isMark(place, "(") {
      readParenthesis(place, &header)
      return source.skipGroup(place)
    } else if source.isMark(place, "[") {
      return source.skipGroup(place)
    }
    return place + 1
  }

  private func readWord(_ place: Int, _ header: inout Header) -> Int {
    if source.isWord(place, "template"), let next = source.skipAngles(place + 1) { return next }
    if source.isWord(place, "namespace"), header.parameters == nil { header.namespace = place }
    let isType =
      source.isWord(place, "struct") || source.isWord(place, "class")
      || source.isWord(place, "union") || source.isWord(place, "enum")
    if isType, header.typeKeyword == nil, header.parameters == nil { header.typeKeyword = place }
    return place + 1
  }

  private func readParenthesis(_ place: Int, _ header: inout Header) {
    guard !header.hasAssignment, !header.isPastParameters else { return }
    // `void (*name(int))(long)` returns a pointer to a function.
    if source.isMark(place + 1, "*"), isName(place + 2), source.isMark(place + 3, "(") {
      header.parameters = place + 3
      header.isPastParameters = true
      return
    }
    // `operator()` has parentheses in its name.
    if source.isWord(place - 1, "operator") { return }
    guard isOperatorName(before: place) || isName(place - 1) else { return }
    if header.parameters == nil || !isShouted(place - 1) { header.parameters = place }
  }

  private func isName(_ place: Int) -> Bool {
    source.isWord(place) && !Self.wordsBeforeParentheses.contains(source.text(place))
  }

  private static let wordsBeforeParentheses: Set<String> = [
    "if", "for", "while", "switch", "return", "sizeof", "catch", "alignas", "alignof", "decltype",
    "noexcept", "throw", "requires", "explicit", "__attribute__", "__attribute", "__declspec",
    "__asm__", "asm", "static_assert", "_Static_assert", "_Alignas", "typeof", "__typeof__",
    "defined", "else", "do", "new", "delete",
  ]

  /// Whether a name is written in capitals, as macros are.
  private func isShouted(_ place: Int) -> Bool {
    guard source.isWord(place) else { return false }
    let token = source.tokens[place]
    let name = source.bytes[Int(token.start)..<Int(token.end)]
    return name.count > 1 && !name.contains { 0x61...0x7A ~= $0 }
  }

  private func isOperator(_ place: Int) -> Bool {
    (1...3).contains { source.isWord(place - $0, "operator") }
  }

  /// Whether a parenthesis follows `operator<<`, `operator()` or `operator new[]`.
  private func isOperatorName(before place: Int) -> Bool {
    (1...4).contains { source.isWord(place - $0, "operator") }
  }

  /// Whether a brace opens a value and no body: `= {…}`, or `x{1}` among initializers.
  private func opensValue(_ place: Int, _ header: Header) -> Bool {
    if header.hasAssignment { return true }
    guard header.hasInitializers else { return false }
    return source.isWord(place - 1) || source.isMark(place - 1, ">")
  }

  /// Whether a colon ends `public:` or `Q_OBJECT signals:`, which begin no declaration.
  private func endsLabel(_ place: Int, _ header: Header) -> Bool {
    guard source.isMark(place, ":"), !source.isPair(place, ":", ":"),
      !source.isPair(place - 1, ":", ":"), place - header.start <= 2
    else { return false }
    return ["public", "private", "protected", "signals", "slots"].contains(
      source.text(header.start))
  }

  /// The place after a macro without a semicolon: `Q_OBJECT`, `DEFINE_LIST(x)`.
  private func afterLostMacro(_ place: Int, _ header: Header) -> Int? {
    guard place == header.start || place == header.start + 1, isShouted(header.start),
      source.startsLine(header.start)
    else { return nil }
    let isCall = source.isMark(place, "(")
    guard isCall || source.text(place).hasPrefix("Q_") else { return nil }
    let next = source.skipGroup(place)
    return source.isWord(next) && source.startsLine(next) ? next : nil
  }

  // MARK: Bodies

  private func body(_ open: Int, _ header: Header, _ region: UnitRegion) -> UnitStep {
    let close = min(source.partner(open) ?? region.end - 1, region.end - 1)
    if let namespace = header.namespace {
      return .unit(
        UnitDraft(
          kind: .namespace, name: name(from: namespace + 1, to: open) ?? "(anonymous)",
          first: header.start, nameToken: namespace, body: open, last: close, inner: .file))
    }
    if source.isWord(header.start, "extern"), open - header.start == 2,
      source.tokens[open - 1].kind == .string
    {
      // What stands in it stands at the top; its closing brace is passed over when it comes.
      return .advance(to: open + 1)
    }
    if let parameters = header.parameters, header.typeKeyword == nil || isFunction(header),
      let draft = function(parameters, open, close, header, region)
    {
      return .unit(draft)
    }
    if let keyword = header.typeKeyword {
      return .unit(type(keyword, open, close, header, region))
    }
    return .advance(to: close + 1)
  }

  /// Whether a statement that names a type declares a function that returns it.
  private func isFunction(_ header: Header) -> Bool {
    guard let keyword = header.typeKeyword, let parameters = header.parameters else { return false }
    // `struct EXPORT(x) name {` has a macro between.
    return !(parameters == keyword + 2 && isShouted(keyword + 1))
  }

  private func function(
    _ parameters: Int, _ open: Int, _ close: Int, _ header: Header, _ region: UnitRegion
  ) -> UnitDraft? {
    guard source.partner(parameters) != nil else { return nil }
    var nameToken = parameters - 1
    var name = source.text(nameToken)
    if let place = (1...4).first(where: { source.isWord(parameters - $0, "operator") }) {
      nameToken = parameters - place
      name = operatorName(from: nameToken, to: parameters - 1)
    } else if source.isMark(nameToken - 1, "~") {
      name = "~" + name
    } else if nameToken == header.start, isShouted(nameToken) {
      name = macroName(nameToken, parameters)
    }
    // A function may be one `try` with its handlers.
    var last = close
    while source.isWord(last + 1, "catch"), source.isMark(last + 2, "("),
      let handler = source.partner(last + 2).map({ $0 + 1 }), source.isMark(handler, "{"),
      let end = source.partner(handler)
    {
      last = end
    }
    let owner = owner(before: source.isMark(nameToken - 1, "~") ? nameToken - 1 : nameToken)
    return UnitDraft(
      kind: region.context == .type || !owner.isEmpty ? .method : .function, name: name,
      owner: owner, first: header.start, nameToken: nameToken, body: open, last: last)
  }

  private func operatorName(from start: Int, to end: Int) -> String {
    source.isWord(start + 1)
      ? source.text(from: start, to: end)
      : "operator" + source.text(from: start + 1, to: end)
  }

  /// `TEST(Suite, Name) {` is known by what stands in the parentheses.
  private func macroName(_ token: Int, _ parameters: Int) -> String {
    guard let close = source.partner(parameters) else { return source.text(token) }
    let words = (parameters + 1..<min(close, parameters + 8)).filter { source.isWord($0) }
    if source.text(token).contains("TEST"), words.count >= 2 {
      return source.text(words[0]) + "." + source.text(words[1])
    }
    return words.first.map(source.text) ?? source.text(token)
  }

  /// The type in `Type::name`, template arguments left out.
  private func owner(before nameToken: Int) -> String {
    guard source.isPair(nameToken - 2, ":", ":") else { return "" }
    var place = nameToken - 3
    if source.isMark(place, ">") {
      var depth = 0
      let limit = max(0, place - 64)
      while place > limit {
        if source.isMark(place, ">") { depth += 1 }
        if source.isMark(place, "<") { depth -= 1 }
        place -= 1
        if depth == 0 { break }
      }
    }
    return source.isWord(place) ? source.text(place) : ""
  }

  // MARK: Types

  private func type(
    _ keyword: Int, _ open: Int, _ close: Int, _ header: Header, _ region: UnitRegion
  ) -> UnitDraft {
    var last = close
    while last + 1 < min(region.end, close + 64), !source.isMark(last, ";"),
      !source.isMark(last + 1, "}")
    {
      last += 1
    }
    if !source.isMark(last, ";") { last = close }
    var name = typeName(from: keyword + 1, to: open)
    let isAlias = (header.start..<keyword).contains { source.isWord($0, "typedef") }
    if isAlias || name == nil, source.isMark(last, ";"), source.isWord(last - 1) {
      name = source.text(last - 1)
    }
    let isEnum = source.isWord(keyword, "enum")
    return UnitDraft(
      kind: .type, name: name ?? "(anonymous)", first: header.start,
      nameToken: keyword, body: open, last: last,
      inner: source.language == .cpp && !isEnum ? .type : nil)
  }

  /// The name between a keyword and `:`, `<` or the brace, past attributes and macros.
  private func typeName(from start: Int, to open: Int) -> String? {
    var found: String?
    var place = start
    while place < open {
      if source.isMark(place, "<") { break }
      if source.isPair(place, ":", ":") {
        place += 2
        continue
      }
      if source.isMark(place, ":") { break }
      if source.isWord(place), !source.isWord(place, "final"), !source.isWord(place, "class"),
        !source.isMark(place + 1, "(")
      {
        found = source.text(place)
      }
      place = source.skipGroup(place)
    }
    return found
  }

  private func name(from start: Int, to open: Int) -> String? {
    let words = (start..<max(start, open)).filter { source.isWord($0) && !isShouted($0) }
    return words.isEmpty ? nil : words.map(source.text).joined(separator: ".")
  }
}
