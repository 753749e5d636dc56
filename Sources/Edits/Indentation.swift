/// How lines are indented: by tabs or by spaces.
package enum IndentationStyle: Sendable, Equatable {
  case tabs
  case spaces(width: Int)

  /// The style of a text's lines; nil where none is indented or the two are mixed.
  package init?(of text: String) {
    let leads = text.bodyLines.filter { !$0.isBlank }.map(\.leadingBlanks).filter { !$0.isEmpty }
    guard !leads.isEmpty else { return nil }
    if leads.allSatisfy({ $0.first == 0x09 }) {
      self = .tabs
    } else if leads.allSatisfy({ !$0.contains(0x09) }) {
      self = .spaces(width: leads.reduce(0) { Self.commonDivisor($0, $1.count) })
    } else {
      return nil
    }
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : commonDivisor(b, a % b)
  }

  /// Blanks of another style in this one.
  func converted(_ blanks: Substring.UTF8View, from other: IndentationStyle?) -> String {
    switch (self, other) {
    case (.tabs, .spaces(let width)) where (2...8).contains(width):
      String(repeating: "\t", count: blanks.count / width)
        + String(repeating: " ", count: blanks.count % width)
    case (.spaces(let width), .tabs):
      blanks.reduce(into: "") {
        $0 += $1 == 0x09 ? String(repeating: " ", count: max(1, width)) : " "
      }
    default: String(Substring(blanks))
    }
  }
}

/// Indents new text like the unit that it replaces.
package enum Indentation {
  /// The text with the unit's indentation, tabs or spaces as the unit has them.
  ///
  /// A model often writes a method at the left margin, or forgets the first line's indentation
  /// alone. What is right already stays as it is, and so does a line that stands in the unit with
  /// less indentation than the unit's first line, as lines of a long string literal do.
  ///
  /// - Parameter style: how the file is indented, where the unit itself does not tell.
  package static func adapted(
    _ text: String, to unit: String, style: IndentationStyle? = nil
  ) -> String {
    let lines = text.bodyLines.filter { !$0.isBlank }
    let unitLines = unit.bodyLines.filter { !$0.isBlank }
    guard let first = lines.first, let unitFirst = unitLines.first else { return text }
    let base = String(Substring(first.leadingBlanks))
    let wanted = String(Substring(unitFirst.leadingBlanks))
    if isFirstLineAlone(lines, unitLines, wanted: wanted) {
      let index = text.bodyLines.firstIndex { !$0.isBlank }
      return text.mapLines { $1 == index ? wanted + $0.dropBlanks : String($0) }
    }
    if areEndsAlone(lines, unitLines, wanted: wanted) {
      return text.mapLines { line, _ in
        let isRight = line.isBlank || line.utf8.starts(with: wanted.utf8)
        return isRight ? String(line) : wanted + line.dropBlanks
      }
    }
    return shifted(text, from: base, to: wanted, unit: unit, style: style)
  }

  /// The text with other blanks before its lines.
  private static func shifted(
    _ text: String, from base: String, to wanted: String, unit: String, style: IndentationStyle?
  ) -> String {
    let wantedStyle = IndentationStyle(of: unit) ?? style
    let textStyle = IndentationStyle(of: text)
    if base == wanted, wantedStyle?.isTabs == textStyle?.isTabs || wantedStyle == nil {
      return text
    }
    let fixed = Set(unit.bodyLines.filter { !$0.utf8.starts(with: wanted.utf8) }.map { String($0) })
    return text.mapLines { line, _ in
      guard !line.isBlank, line.utf8.starts(with: base.utf8), !fixed.contains(String(line)) else {
        return String(line)
      }
      let rest = line[line.utf8.index(line.startIndex, offsetBy: base.utf8.count)...]
      let blanks = rest.leadingBlanks
      let inner = wantedStyle?.converted(blanks, from: textStyle) ?? String(Substring(blanks))
      return wanted + inner + rest.dropBlanks
    }
  }

  /// Whether the first line alone lacks its indentation.
  ///
  /// The second line tells, where it is indented like the unit's; or the last one, where it is a
  /// closing bracket in its right place.
  private static func isFirstLineAlone(
    _ lines: [Substring], _ unit: [Substring], wanted: String
  ) -> Bool {
    guard let first = lines.first, let last = lines.last, lines.count > 1,
      first.leadingBlanks.count < wanted.utf8.count,
      lines.dropFirst().allSatisfy({ $0.utf8.starts(with: wanted.utf8) })
    else { return false }
    let isClosed =
      last.leadingBlanks.elementsEqual(wanted.utf8)
      && ["}", "]", ")", "end"].contains { last.dropBlanks.hasPrefix($0) }
    guard unit.count > 1, !isClosed else { return isClosed }
    let opensBlock = first.utf8.last { $0 != 0x0D && $0 != 0x20 }.map { ":{([".utf8.contains($0) }
    return lines[1].leadingBlanks.elementsEqual(unit[1].leadingBlanks)
      && (unit[1].leadingBlanks.count > wanted.utf8.count || opensBlock != true)
  }
}

extension Indentation {
  /// Whether the first line and the bracket that closes it lack their indentation, and what stands
  /// between them is in its right place.
  ///
  /// The lines that the unit has, too, tell: all of them are indented as they are there.
  private static func areEndsAlone(
    _ lines: [Substring], _ unit: [Substring], wanted: String
  ) -> Bool {
    guard let first = lines.first, let last = lines.last, lines.count > 2,
      first.leadingBlanks.count < wanted.utf8.count,
      last.leadingBlanks.elementsEqual(first.leadingBlanks),
      ["}", "]", ")"].contains(where: { last.dropBlanks.hasPrefix($0) })
    else { return false }
    let inner = lines.dropFirst().dropLast()
    guard inner.allSatisfy({ $0.utf8.starts(with: wanted.utf8) }) else { return false }
    // A bracket alone tells nothing.
    let telling = inner.filter { line in
      line.dropBlanks.utf8.count > 2 && unit.contains { $0.dropBlanks == line.dropBlanks }
    }
    return !telling.isEmpty && telling.allSatisfy { unit.contains($0) }
  }
}

extension IndentationStyle {
  fileprivate var isTabs: Bool { self == .tabs }
}

extension String {
  /// The lines without LF; a CR stays at a line's end.
  fileprivate var bodyLines: [Substring] {
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
  }

  fileprivate func mapLines(_ change: (Substring, Int) -> String) -> String {
    bodyLines.enumerated().map { change($1, $0) }.joined(separator: "\n")
  }
}

extension Substring {
  fileprivate var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

  fileprivate var leadingBlanks: Substring.UTF8View { utf8.prefix { $0 == 0x20 || $0 == 0x09 } }

  fileprivate var dropBlanks: String {
    String(Substring(utf8.drop { $0 == 0x20 || $0 == 0x09 }))
  }
}
