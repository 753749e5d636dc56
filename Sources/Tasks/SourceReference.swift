/// A place in a source file that a trace or a log names.
struct SourceReference: Sendable, Equatable {
  var path: String
  var line: Int

  /// Every place that the text names, in its order, each once.
  ///
  /// Read are `path:12`, `path:12:5` and Python's `File "path", line 12`.
  static func all(in text: String, limit: Int = 200) -> [SourceReference] {
    var found: [SourceReference] = []
    for line in text.utf8.split(separator: 0x0A) {
      let line = Substring(line.prefix(2000))
      for reference in python(line).map({ [$0] }) ?? colons(line)
      where !found.contains(reference) {
        found.append(reference)
        if found.count == limit { return found }
      }
    }
    return found
  }

  private static func python(_ line: Substring) -> SourceReference? {
    let body = line.drop { $0 == " " }
    guard body.hasPrefix("File \"") else { return nil }
    let path = body.dropFirst(6).prefix { $0 != "\"" }
    let rest = body[path.endIndex...]
    guard rest.hasPrefix("\", line "), let number = number(rest.dropFirst(8)) else { return nil }
    return SourceReference(path: String(path), line: number)
  }

  private static func colons(_ line: Substring) -> [SourceReference] {
    line.split { " \t()[]\"'`,".contains($0) }.compactMap { word in
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 2, let number = number(parts[1]), isPath(parts[0]) else { return nil }
      return SourceReference(path: String(parts[0]), line: number)
    }
  }

  /// A file has an extension of letters; `12:30:01` and `localhost:80` are no files.
  private static func isPath(_ text: Substring) -> Bool {
    guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { return false }
    let end = text[text.index(after: dot)...]
    return !end.isEmpty && end.count <= 10 && end.allSatisfy { $0.isLetter || $0.isNumber }
      && end.contains(where: \.isLetter)
  }

  private static func number(_ text: Substring) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number > 0 else { return nil }
    return number
  }
}
