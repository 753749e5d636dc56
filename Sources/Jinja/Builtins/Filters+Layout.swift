extension Filters {
  static let layout: [Builtin] = [
    Builtin("center", "? width") { (call) throws(Failure) in
      let width = call.values[0] ?? .integer(80)
      let center = try Call(
        TextMethods.center, on: .text(try call.subjectText()), Arguments(positional: [width]),
        call.renderer)
      return try center.center()
    },
    Builtin("indent", "? width first blank", indent),
    Builtin("wordwrap", "? width break_long_words wrapstring break_on_hyphens", wrap),
  ]

  private static func indent(_ call: Call) throws(Failure) -> Value {
    guard case .text(let text) = call.subject else {
      throw .wrongSubject("indent", "strings", call.subject)
    }
    let padding = try call.indentation()
    let lines = (text + Text("\n")).lines()
    try call.renderer.chargeRepeating(size: padding.bytes.count + 1, count: lines.count)
    try call.renderer.charge(bytes: text.bytes.count)
    var builder = TextBuilder()
    if call.flag(1) { builder.append(padding) }
    for (position, line) in lines.enumerated() {
      if position > 0 {
        builder.append("\n")
        if call.flag(2) || !line.isEmpty { builder.append(padding) }
      }
      builder.append(line)
    }
    return .text(builder.finish(isMarkup: text.isMarkup))
  }

  private static func wrap(_ call: Call) throws(Failure) -> Value {
    let width = try call.integer(0, default: 79)
    guard width > 0 else { throw .badArgument("wordwrap", "the width is at least 1") }
    let breaksWords = call.flag(1, default: true)
    let separator = try call.optionalText(2) ?? Text("\n")
    var lines: [Text] = []
    for line in try call.receiver().lines() {
      let wrapper = LineWrapper(
        width: width, breaksWords: breaksWords, breaksHyphens: call.flag(3, default: true),
        renderer: call.renderer)
      let wrapped = try wrapper.wrap(line)
      lines.append(separator.joining(wrapped))
    }
    try call.renderer.chargeRepeating(size: separator.bytes.count, count: lines.count)
    return .text(separator.joining(lines))
  }
}

extension TextMethods {
  /// The method `center`, which the filter uses too.
  static let center = Builtin("center", "width ? fillchar") { (call) throws(Failure) in
    try call.center()
  }
}

extension Call {
  /// What `indent` puts before lines: so many spaces, or a string.
  fileprivate func indentation() throws(Failure) -> Text {
    if case .text(let text)? = values[0] { return text }
    let width = max(0, try integer(0, default: 4))
    try renderer.charge(bytes: width)
    return Text(" ").repeated(width)
  }
}

/// Breaks a line into lines of a width, between words.
private struct LineWrapper {
  let width: Int
  let breaksWords: Bool
  let breaksHyphens: Bool
  let renderer: Renderer

  func wrap(_ line: Text) throws(Failure) -> [Text] {
    var lines: [Text] = []
    var current: [Text] = []
    var length = 0
    /// What is still to be placed, the next piece last.
    var chunks: [Text] = chunks(of: line).reversed()
    func flush() {
      while let last = current.last, last.isSpace { current.removeLast() }
      if !current.isEmpty { lines.append(Text.empty.joining(current)) }
      current = []
      length = 0
    }
    while let chunk = chunks.popLast() {
      try renderer.charge()
      if current.isEmpty, !lines.isEmpty, chunk.isSpace { continue }
      let size = chunk.length
      if length + size <= width {
        current.append(chunk)
        length += size
      } else if size > width, breaksWords {
        try renderer.charge(bytes: chunk.bytes.count)
        let (head, tail) = chunk.split(at: width - length)
        current.append(head)
        flush()
        chunks.append(tail)
      } else if current.isEmpty {
        current.append(chunk)
        length = size
      } else {
        flush()
        chunks.append(chunk)
      }
    }
    flush()
    return lines
  }

  /// Words and the space between them; words also break behind hyphens.
  private func chunks(of line: Text) -> [Text] {
    var chunks: [Text] = []
    var start = 0
    var wasSpace: Bool?
    var previous: Unicode.Scalar = " "
    line.forEachScalar { scalar, range in
      let isSpace = Scalars.isSpace(scalar)
      let isBehindHyphen =
        breaksHyphens && previous == "-" && scalar.properties.isAlphabetic
        && range.lowerBound - start > 1
      if let wasSpace, wasSpace != isSpace || isBehindHyphen {
        chunks.append(line[start..<range.lowerBound])
        start = range.lowerBound
      }
      wasSpace = isSpace
      previous = scalar
    }
    if start < line.bytes.count { chunks.append(line[start..<line.bytes.count]) }
    return chunks
  }
}

extension Text {
  fileprivate var isSpace: Bool { scalars.allSatisfy(Scalars.isSpace) }

  fileprivate func split(at count: Int) -> (Text, Text) {
    let offsets = scalarOffsets
    let middle = offsets[max(0, min(count, offsets.count - 1))]
    return (self[0..<middle], self[middle..<bytes.count])
  }
}
