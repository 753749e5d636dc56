import Edits
import Workspace

/// Takes lines off new code that stand right before or behind its place, too.
///
/// A model that replaces two lines writes the brace behind them once more. Whether such a line is
/// meant shows in the brackets: it goes where the file is whole only without it.
struct RepeatedEdges {
  private let file: CodeFile
  private let lines: ClosedRange<Int>

  /// More than these are no slip.
  private static let most = 3

  /// - Parameter lines: what the new code replaces, counted from 1.
  init(of lines: ClosedRange<Int>, in file: CodeFile) {
    self.file = file
    self.lines = lines
  }

  /// The text as it is, or without the lines that make the file whole by their absence.
  ///
  /// - Parameter text: whole lines with LF.
  func trimmed(_ text: String) -> String {
    guard let language = file.language else { return text }
    let check = ReplacementCheck(LexicalRules.rules(language))
    let old = file.text(of: lines)
    func isWhole(_ text: String) -> Bool {
      // The lines have their indentation only afterwards, which those that go must not decide.
      let edit = LineReplacement(lines: lines, text: Indentation.aligned(text, with: old))
      let updated = file.text.replacing([edit], first: 1)
      return check.problems(in: updated, replacing: file.text).isEmpty
    }
    if isWhole(text) { return text }
    return candidates(text).first(where: isWhole) ?? text
  }

  /// The text without some repeated lines at its end, at its beginning, and at both.
  private func candidates(_ text: String) -> [String] {
    let new = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let all = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    let before = all.prefix(lines.lowerBound - 1)
    let behind = all.dropFirst(lines.upperBound)
    let heads = (0...Self.most).filter { count in
      count < new.count && before.count >= count && same(new.prefix(count), before.suffix(count))
    }
    let tails = (0...Self.most).filter { count in
      count < new.count && behind.count >= count && same(new.suffix(count), behind.prefix(count))
    }
    let pairs = heads.flatMap { head in tails.map { (head, $0) } }
      .filter { $0 + $1 > 0 && $0 + $1 < new.count }
    return pairs.sorted { $0.0 + $0.1 < $1.0 + $1.1 }.map { head, tail in
      new.dropFirst(head).dropLast(tail).map { $0 + "\n" }.joined()
    }
  }

  private func same(_ some: ArraySlice<Substring>, _ others: ArraySlice<Substring>) -> Bool {
    some.map(\.trimmed) == others.map(\.trimmed)
  }
}
