/// The changes of one function, or of the lines between functions, with the code around them.
package struct ChangeUnit: Sendable, Equatable {
  package struct Edit: Sendable, Equatable {
    package var change: LineEdit
    /// The first line of the statement around the edit, such as `if (count == 0)`; may be empty.
    package var statement: String

    package init(change: LineEdit, statement: String) {
      self.change = change
      self.statement = statement
    }
  }

  /// The first lines of the functions and types around the changes, the innermost first.
  package var headlines: [String]
  /// The code before, as far as the hunk shows it, with its own indentation.
  package var before: [String]
  package var after: [String]
  package var edits: [Edit]
  /// How many lines were added and removed.
  package var changedLines: Int

  /// The names of the innermost function or type; nil where there is none.
  package var name: String? { headlines.first.map(Enclosure.name) }
}

extension Hunk {
  /// The hunk's changes, function by function.
  ///
  /// Imports and brackets alone make no unit.
  package var changeUnits: [ChangeUnit] {
    UnitFinder(lines: lines.filter { $0.kind != .remark }, section: section).units()
  }
}

/// Gathers the changed runs of a hunk that stand in one function.
private struct UnitFinder {
  let lines: [Hunk.Line]
  let section: String

  /// How many lines are shown before and after a change, where its function goes on.
  private static let margin = 8

  private struct Group {
    var runs: [Range<Int>]
    /// The heads around the first run with their positions; -1 for what git found.
    var heads: [(position: Int, text: String)]

    var start: Int { runs.first?.lowerBound ?? 0 }
    var end: Int { runs.last?.upperBound ?? 0 }
  }

  func units() -> [ChangeUnit] {
    let groups = groups()
    let starts = groups.indices.map { first(of: groups[$0], after: $0 > 0 ? groups[$0 - 1] : nil) }
    return groups.indices.compactMap { index in
      let limit = index + 1 < groups.count ? starts[index + 1] : lines.count
      return unit(groups[index], from: starts[index], limit: limit)
    }
  }

  // MARK: - Groups

  private func groups() -> [Group] {
    var groups: [Group] = []
    for range in runs() {
      let run = run(range)
      if run.isImport { continue }
      let heads = heads(around: range)
      if let last = groups.last, belongs(run, heads.first, to: last) {
        groups[groups.count - 1].runs.append(range)
      } else if !run.isPunctuation {
        groups.append(Group(runs: [range], heads: heads))
      }
    }
    return groups
  }

  private func belongs(
    _ run: ChangedRun, _ head: (position: Int, text: String)?, to group: Group
  ) -> Bool {
    if run.isPunctuation { return true }
    guard let head else { return group.heads.isEmpty }
    let isSame = group.heads.first.map { $0 == head } ?? false
    return isSame || (group.start..<group.end).contains(head.position)
  }

  private func runs() -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var index = 0
    while index < lines.count {
      let length = lines[index...].prefix { $0.kind != .context }.count
      if length > 0 { runs.append(index..<(index + length)) }
      index += max(1, length)
    }
    return runs
  }

  private func run(_ range: Range<Int>) -> ChangedRun {
    let changed = lines[range]
    return ChangedRun(
      removed: changed.filter { $0.kind == .removed }.map { String($0.content) },
      added: changed.filter { $0.kind == .added }.map { String($0.content) },
      enclosing: "", line: 0)
  }

  private func heads(around range: Range<Int>) -> [(position: Int, text: String)] {
    let first = lines[range].first { $0.content.contains { $0.isLetter || $0.isNumber } }
    var limit = first?.content.indentation ?? 0
    var heads: [(position: Int, text: String)] = []
    for index in (0..<range.lowerBound).reversed() where lines[index].kind != .removed {
      let text = lines[index].content
      guard text.contains(where: { !$0.isWhitespace && $0 != "{" }), text.indentation < limit
      else { continue }
      limit = text.indentation
      if Enclosure.isHead(opened(text, at: index)) {
        heads.append((index, Enclosure.trimmed(text)))
      }
    }
    let found = Enclosure.trimmed(section[...])
    if limit > 0, !found.isEmpty, !heads.contains(where: { $0.text == found }) {
      heads.append((-1, found))
    }
    return heads
  }

  /// The line with the brace that may stand alone on the next one.
  private func opened(_ text: Substring, at index: Int) -> Substring {
    let next = lines[(index + 1)...].first { $0.kind != .removed }
    let isBrace = next.map { $0.content.filter { !$0.isWhitespace } == "{" } ?? false
    return isBrace ? text + "{" : text
  }

  // MARK: - What is shown

  /// The first line to show: the function's own, where it is near.
  private func first(of group: Group, after previous: Group?) -> Int {
    let floor = previous?.end ?? 0
    if let head = group.heads.first?.position, head >= 0, group.start - head <= 2 * Self.margin {
      return max(floor, head)
    }
    return max(floor, group.start - Self.margin)
  }

  private func unit(_ group: Group, from start: Int, limit: Int) -> ChangeUnit {
    let base = group.heads.first.map { $0.position == start ? lines[start].content.indentation : 0 }
    var end = group.end
    while end < min(limit, group.end + Self.margin) {
      let text = lines[end].content
      if let base, !text.isBlank, text.indentation <= base {
        // The bracket that closes the function belongs to it.
        if text.contains(where: { "})]".contains($0) }), text.count <= base + 2 { end += 1 }
        break
      }
      end += 1
    }
    let shown = lines[start..<max(start, end)]
    return ChangeUnit(
      headlines: group.heads.map(\.text),
      before: block(shown, without: .added, group), after: block(shown, without: .removed, group),
      edits: group.runs.flatMap(edits), changedLines: group.runs.reduce(0) { $0 + $1.count })
  }

  private func block(
    _ shown: ArraySlice<Hunk.Line>, without kind: Hunk.Line.Kind, _ group: Group
  ) -> [String] {
    let kept = shown.filter { $0.kind != kind }.map { $0.content }
    let margin = kept.filter { !$0.isBlank }.map(blanks).min() ?? 0
    let block = kept.map { String($0.dropFirst(min(margin, blanks($0)))) }
    guard let head = group.heads.first, head.position < 0 else { return block }
    return [head.text, "    ..."] + block.map { "    " + $0 }
  }

  private func blanks(_ line: Substring) -> Int {
    line.prefix { $0 == " " || $0 == "\t" }.count
  }

  private func edits(_ range: Range<Int>) -> [ChangeUnit.Edit] {
    run(range).edits.map { change in
      ChangeUnit.Edit(change: change, statement: statement(around: change, in: range))
    }
  }

  /// The statement whose block holds the edit's first line.
  private func statement(around change: LineEdit, in range: Range<Int>) -> String {
    let (text, kind): (String?, Hunk.Line.Kind) =
      switch change {
      case .added(let lines): (lines.first, .removed)
      case .removed(let lines): (lines.first, .added)
      case .became, .rewritten: (nil, .context)
      }
    guard let text, let first = range.first(where: { Self.isLine(lines[$0], text) }) else {
      return ""
    }
    let limit = lines[first].content.indentation
    let above = lines[..<first].last { line in
      line.kind != kind && !line.content.isBlank && line.content.indentation < limit
    }
    guard let above, !Enclosure.isHead(above.content) else { return "" }
    return Enclosure.trimmedStatement(above.content)
  }

  private static func isLine(_ line: Hunk.Line, _ text: String) -> Bool {
    line.kind != .context && line.content.drop(while: \.isWhitespace).hasPrefix(text)
  }
}

extension Enclosure {
  /// The name in a function's or type's first line: what stands before the first bracket, or after
  /// the word that declares a type.
  static func name(_ headline: String) -> String {
    let words = CodeWord.all(in: headline)
    for (index, word) in words.enumerated() where word.text == "(" && index > 0 {
      let last = words[..<index].last { word in
        let text = String(word.text)
        return word.kind == .name && !control.contains(text) && !declarations.contains(text)
      }
      if let last { return String(last.text) }
    }
    let types: Set<Substring> = [
      "class", "struct", "enum", "extension", "protocol", "actor", "interface", "impl", "trait",
      "module", "namespace", "record", "object",
    ]
    for (word, next) in zip(words, words.dropFirst())
    where types.contains(word.text) && next.kind == .name {
      return String(next.text)
    }
    return headline
  }

  /// A statement's first line without its opening bracket; empty where it decides nothing.
  static func trimmedStatement(_ line: Substring) -> String {
    let text = trimmed(line.drop { $0.isWhitespace || $0 == "}" })
    let first = text.prefix { $0.isLetter || $0 == "_" }
    return control.contains(String(first)) ? text : ""
  }
}
