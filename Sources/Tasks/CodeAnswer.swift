/// The code in an answer of which only the code is wanted.
struct CodeAnswer: Equatable {
  /// The code without blank lines around it; the first line keeps its indentation.
  var code: String
  /// Whether a fence closes the code, so that what comes after it does not matter.
  var isClosed: Bool

  /// Takes the code out of the first fence, or takes all where there is no fence.
  ///
  /// A fence is closed by one of its own length or more, so that shorter ones can stand in it.
  ///
  /// - Parameter fence: how many backticks a fence has at least; shorter ones belong to the code.
  init(_ answer: String, fence: Int = 3) {
    let lines = answer.replacing("\r\n", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { Self.opens($0, fence) }) else {
      let isOdd = lines.count { Self.fence($0).count >= 3 } % 2 == 1
      // A model may close a long fence with a short one.
      let last = lines.lastIndex(where: \.isCode) ?? 0
      let isClosed = fence > 3 && isOdd && Self.closes(lines[last], 3)
      self.init(isClosed ? lines[..<last] : lines[...], isClosed: isClosed)
      return
    }
    let length = Self.fence(lines[start]).count
    let body = lines[(start + 1)...]
    let end = body.firstIndex { Self.closes($0, length) }
    // A lone fence after code closes what the prompt had opened already.
    if end == nil, Self.closes(lines[start], length), lines[..<start].contains(where: \.isCode) {
      self.init(lines[..<start], isClosed: true)
    } else {
      self.init(body[..<(end ?? body.endIndex)], isClosed: end != nil)
    }
  }

  private init(_ lines: ArraySlice<Substring>, isClosed: Bool) {
    let first = lines.firstIndex(where: \.isCode) ?? lines.endIndex
    let last = lines.lastIndex(where: \.isCode).map { $0 + 1 } ?? lines.endIndex
    code = lines[first..<max(first, last)].joined(separator: "\n")
    self.isClosed = isClosed
  }

  /// The backticks that a line begins with; deeper ones belong to the code.
  private static func fence(_ line: Substring) -> Substring {
    let blanks = line.prefix { $0 == " " }
    return line[(blanks.count <= 3 ? blanks.endIndex : line.endIndex)...].prefix { $0 == "`" }
  }

  private static func opens(_ line: Substring, _ length: Int) -> Bool {
    let fence = fence(line)
    return fence.count >= length && !line[fence.endIndex...].contains("`")
  }

  private static func closes(_ line: Substring, _ length: Int) -> Bool {
    let fence = fence(line)
    return fence.count >= length && !line[fence.endIndex...].isCode
  }
}

extension Substring {
  /// Whether there is more than white space.
  var isCode: Bool { contains { !$0.isWhitespace } }

  /// The text without white space at its ends.
  var trimmed: Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
