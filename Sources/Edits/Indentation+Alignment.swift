extension Indentation {
  /// New lines with the indentation of the lines that they replace.
  ///
  /// A small model loses leading blanks, of all lines alike. A line that stands in both texts tells
  /// how many; where none does, new lines whose first has no indentation get that of the old
  /// first line. What is right already stays as it is.
  ///
  /// - Parameters:
  ///   - text: whole lines with LF.
  ///   - old: the lines that they replace.
  package static func aligned(_ text: String, with old: String) -> String {
    let lines = text.codeLines
    let oldLines = old.codeLines
    guard let first = lines.first, let oldFirst = oldLines.first else { return text }
    let shared = lines.lazy.compactMap { line -> (new: Substring, old: Substring)? in
      let twins = oldLines.filter { $0.content == line.content }
      // A brace alone, or a line that stands there twice, tells nothing.
      guard twins.count == 1, let twin = twins.first, line.content.utf8.count > 1 else {
        return nil
      }
      return (line.blanks, twin.blanks)
    }
    let pair = shared.first ?? (first.blanks, oldFirst.blanks)
    let isKnown = shared.first != nil
    guard pair.new != pair.old, isKnown || pair.new.isEmpty else { return text }
    // Less than the first line has cannot be taken from the others.
    guard lines.allSatisfy({ $0.blanks.hasPrefix(pair.new) }) else { return text }
    let all = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    return all.map { Substring($0) }.map { line in
      let isBlank = line.allSatisfy { $0 == " " || $0 == "\t" }
      return isBlank ? String(line) : String(pair.old + line.dropFirst(pair.new.count))
    }.joined(separator: "\n")
  }
}

extension String {
  /// The lines that are not blank, as their leading blanks and the rest.
  fileprivate var codeLines: [(blanks: Substring, content: Substring)] {
    utf8.split(separator: 0x0A).map { Substring($0) }.compactMap { line in
      let blanks = line.prefix { $0 == " " || $0 == "\t" }
      let content = line[blanks.endIndex...]
      return content.isEmpty ? nil : (blanks, content)
    }
  }
}
