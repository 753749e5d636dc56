package import Workspace

/// Lines of a file around a place that a trace or a log names.
package struct Excerpt: Sendable, Equatable {
  package var source: SourceText
  /// The line that was named.
  package var line: Int
  /// Why it must not be shown, as a clause; nil where nothing looks private.
  package var withheld: String?

  /// How many lines are shown before and after the one named.
  private static let margin = 12
  /// How many places are shown; the ones named first tell most.
  private static let limit = 6

  /// The excerpts for those places that lie in the repository's own files.
  ///
  /// A trace from another machine names other folders, so a file is found by the longest end of
  /// its path; an end that several files share finds none.
  static func all(
    for references: [SourceReference], files: [String], root: String
  ) -> [Excerpt] {
    var excerpts: [Excerpt] = []
    for reference in references where excerpts.count < limit {
      guard let file = match(reference.path, files) else { continue }
      let isShown = excerpts.contains { $0.covers(reference.line, of: file) }
      guard !isShown, let excerpt = read(file, line: reference.line, root: root) else { continue }
      excerpts.append(excerpt)
    }
    return excerpts
  }

  /// The lines with their numbers, so that the model can find the one that is named.
  var numberedText: String {
    let first = source.lines?.lowerBound ?? 1
    let table = LineTable(source.text)
    return (0..<table.count).reduce(into: "") { text, index in
      text += "\(first + index)  \(table[(index + 1)...(index + 1)])"
    }
  }

  private func covers(_ line: Int, of file: String) -> Bool {
    source.path == file && source.lines?.contains(line) == true
  }

  private static func read(_ file: String, line: Int, root: String) -> Excerpt? {
    let target = FileTarget(
      path: "\(root)/\(file)", lines: max(1, line - margin)...line.advanced(by: margin))
    guard var source = try? SourceText(reading: target, limit: 1 << 20),
      source.lines?.contains(line) == true
    else { return nil }
    source.path = file
    let secret = SecretScan.findings(in: source.text, limit: 1).first.map { "holds \($0.kind)" }
    return Excerpt(
      source: source, line: line, withheld: PrivateFile.reason(path: file) ?? secret)
  }

  private static func match(_ path: String, _ files: [String]) -> String? {
    var end = path.split(separator: "/").filter { $0 != "." && $0 != ".." }[...]
    while !end.isEmpty {
      let tail = end.joined(separator: "/")
      let found = files.filter { $0 == tail || $0.hasSuffix("/" + tail) }
      if found.count == 1 { return found[0] }
      if found.count > 1 { return found.contains(tail) ? tail : nil }
      end = end.dropFirst()
    }
    return nil
  }
}
