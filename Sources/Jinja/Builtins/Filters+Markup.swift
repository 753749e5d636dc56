extension Filters {
  static let markup: [Builtin] = [
    Builtin("safe") { (call) throws(Failure) in .text(try call.subjectText().asMarkup()) },
    Builtin("escape") { (call) throws(Failure) in
      let text = try call.subjectText()
      return .text(text.isMarkup ? text : text.escapedForHTML)
    },
    Builtin("forceescape") { (call) throws(Failure) in
      .text(try call.subjectText().escapedForHTML)
    },
    Builtin("striptags", "", stripTags),
    Builtin("xmlattr", "? autospace", attributes),
  ]

  /// Drops tags and comments, makes runs of space one space, and resolves the basic entities.
  private static func stripTags(_ call: Call) throws(Failure) -> Value {
    let text = try call.subjectText().asMarkup(false)
    let bare = text.withoutTags(from: "<!--", to: "-->").withoutTags(from: "<", to: ">")
    let words = Text(" ").joining(bare.splitAtSpace(limit: -1))
    return .text(words.unescapedFromHTML)
  }

  private static func attributes(_ call: Call) throws(Failure) -> Value {
    var pieces: [Text] = []
    let mapping = try call.mapping()
    for (key, value) in zip(mapping.keys, mapping.values) where !value.isNone && !value.isUndefined
    {
      guard case .text(let name) = key else { throw .notMapping(key) }
      guard !name.bytes.contains(where: { " \t\n\r\u{B}\u{C}/>=".utf8.contains($0) }) else {
        throw .badArgument("xmlattr", "invalid character in attribute name")
      }
      let text = try call.renderer.text(of: value)
      let shown = text.isMarkup ? text : text.escapedForHTML
      pieces.append(name.escapedForHTML + Text("=\"").asMarkup() + shown + Text("\"").asMarkup())
    }
    let joined = Text(" ").joining(pieces.map { $0.asMarkup(false) })
    return .text(call.flag(0, default: true) && !joined.isEmpty ? Text(" ") + joined : joined)
  }
}

extension Text {
  /// Without what stands between the two marks, and without them.
  fileprivate func withoutTags(from opening: String, to closing: String) -> Text {
    let closing = Array(closing.utf8)
    let opening = Array(opening.utf8)
    var builder = TextBuilder()
    var start = 0
    while let begin = firstRange(of: opening, from: start),
      let end = firstRange(of: closing, from: begin.upperBound)
    {
      builder.append(self, start..<begin.lowerBound)
      start = end.upperBound
    }
    builder.append(self, start..<bytes.count)
    return builder.finish()
  }

  fileprivate var unescapedFromHTML: Text {
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&#34;", "\""), ("&quot;", "\""),
      ("&amp;", "&"),
    ]
    return entities.reduce(self) { text, entity in
      let isInput = text.marks.holdsInput
      return text.replacing(Text(entity.0), with: Text(entity.1, isInput: isInput))
    }
  }
}
