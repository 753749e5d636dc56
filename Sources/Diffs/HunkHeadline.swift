/// The numbers of a hunk's first line: `@@ -1,2 +3,4 @@ section`, or the `@@@` of a merge.
struct HunkHeadline {
  struct Side {
    var start: Int
    var count: Int
  }

  /// One side for each parent; a merge has several.
  var parents: [Side]
  var new: Side
  var section: String

  var old: Side { parents[0] }

  init?(_ line: Substring) {
    let marks = line.prefix { $0 == "@" }.count
    guard marks >= 2, marks <= 9 else { return nil }
    let fence = String(repeating: "@", count: marks)
    var words = line.dropFirst(marks).prefix { !$0.isNewline }
    guard words.first == " " else { return nil }
    var sides: [Side] = []
    for sign in Array(repeating: Character("-"), count: marks - 1) + ["+"] {
      words = words.drop { $0 == " " }
      guard words.first == sign else { return nil }
      let word = words.dropFirst().prefix { $0 != " " }
      guard let side = Self.side(word) else { return nil }
      sides.append(side)
      words = words[word.endIndex...]
    }
    guard words.hasPrefix(" " + fence), let new = sides.popLast() else { return nil }
    parents = sides
    self.new = new
    section = String(words.dropFirst(1 + marks).drop { $0 == " " })
  }

  private static func side(_ word: Substring) -> Side? {
    let parts = word.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let start = number(parts[0]) else { return nil }
    guard parts.count == 2 else { return Side(start: start, count: 1) }
    return number(parts[1]).map { Side(start: start, count: $0) }
  }

  /// Line numbers beyond any file are not numbers, so that sums of them cannot overflow.
  private static func number(_ text: Substring) -> Int? {
    guard let number = Int(text), number >= 0, number <= 1 << 40 else { return nil }
    return number
  }
}

/// Gives each line of a hunk its kind and numbers, and knows when the hunk is over.
struct HunkCounter {
  private var parents: [HunkHeadline.Side]
  private var new: HunkHeadline.Side

  init(_ headline: HunkHeadline) {
    parents = headline.parents
    new = headline.new
  }

  private var isOver: Bool { new.count <= 0 && parents.allSatisfy { $0.count <= 0 } }

  /// The line as part of the hunk; nil where it is not one.
  mutating func take(_ raw: Substring) -> Hunk.Line? {
    if raw.first == "\\" { return Hunk.Line(kind: .remark, raw: String(raw)) }
    guard !isOver, !FileHeader.isGitHeader(raw) else { return nil }
    // By scalars: an accent at the line's start would be one character with the marker.
    let markers = raw.unicodeScalars.prefix(parents.count).prefix { " +-".contains(Character($0)) }
    // Mailers take the blank off the end of an empty context line.
    let isEmpty = raw.first?.isNewline == true
    guard markers.count == parents.count || isEmpty else { return nil }
    return line(String(raw), isEmpty ? "" : Substring(markers))
  }

  private mutating func line(_ raw: String, _ markers: Substring) -> Hunk.Line {
    let removed = markers.contains("-")
    let added = !removed && markers.contains("+")
    var line = Hunk.Line(kind: removed ? .removed : added ? .added : .context, raw: raw)
    if !added { line.oldNumber = parents[0].start }
    if !removed {
      line.newNumber = new.start
      new.start += 1
      new.count -= 1
    }
    for parent in parents.indices {
      let marker = markers.dropFirst(parent).first ?? " "
      guard removed ? marker == "-" : marker == " " else { continue }
      parents[parent].start += 1
      parents[parent].count -= 1
    }
    return line
  }
}
