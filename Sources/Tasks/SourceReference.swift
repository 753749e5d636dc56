/// A place in a source file that a trace or a log names.
struct SourceReference: Sendable, Hashable {
  var path: String
  var line: Int

  /// Every place that the text names, each once: the ones that tell most come first.
  ///
  /// Read are `path:12`, `path:12:5`, `file:///path:12:5`, Python's `File "path", line 12` and
  /// Java's `at shop.Cart.add(Cart.java:12)`. These are in the order of the text, in which the place
  /// that failed stands above its callers; Python has it the other way round, so its places are
  /// turned.
  static func all(in text: String, limit: Int = 200) -> [SourceReference] {
    var found: [SourceReference] = []
    var turned: [SourceReference] = []
    for line in text.utf8.split(separator: 0x0A).prefix(lineLimit) {
      let line = Substring(line.prefix(2000))
      if let reference = python(line) {
        turned.append(reference)
      } else if found.count < limit {
        found += java(line).map { [$0] } ?? colons(line)
      }
    }
    return distinct(turned.reversed() + found, limit: limit)
  }

  /// A longer text repeats itself.
  private static let lineLimit = 50_000

  private static func distinct(
    _ references: some Sequence<SourceReference>, limit: Int
  ) -> [SourceReference] {
    var known: Set<SourceReference> = []
    return Array(references.lazy.filter { known.insert($0).inserted }.prefix(limit))
  }

  private static func python(_ line: Substring) -> SourceReference? {
    let body = line.drop { $0 == " " }
    guard body.hasPrefix("File \"") else { return nil }
    let path = body.dropFirst(6).prefix { $0 != "\"" }
    let rest = body[path.endIndex...]
    guard rest.hasPrefix("\", line "), let number = number(rest.dropFirst(8)) else { return nil }
    return SourceReference(path: String(path), line: number)
  }

  /// The packages of a class are folders, which tell files of one name apart.
  private static func java(_ line: Substring) -> SourceReference? {
    let body = line.drop { $0 == " " || $0 == "\t" }
    guard body.hasPrefix("at "), let open = body.lastIndex(of: "("), body.hasSuffix(")") else {
      return nil
    }
    let place = body[body.index(after: open)...].dropLast().split(separator: ":")
    guard place.count == 2, let number = number(place[1]), isPath(place[0]),
      !place[0].contains("/")
    else { return nil }
    // A loader and a module may stand before the class: `app//shop.Cart.add`.
    let method = body[..<open].dropFirst(3).split(separator: "/").last ?? ""
    let folders = method.split(separator: ".").dropLast(2)
    return SourceReference(
      path: (folders + [place[0]]).joined(separator: "/"), line: number)
  }

  private static func colons(_ line: Substring) -> [SourceReference] {
    line.split { " \t()[]\"'`,".contains($0) }.compactMap { word in
      let word = word.hasPrefix("file://") ? word.dropFirst(7) : word
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
