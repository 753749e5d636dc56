import Diffs
import TextModel

/// Cuts a file's part of a diff into pieces that a prompt has room for; no line is lost.
struct DiffSplitter {
  let model: any TextGenerator
  /// The most tokens of a piece.
  let room: Int

  /// Pieces counted apart can have some tokens more when they stand together.
  private var safeRoom: Int { max(1, room - room / 16) }

  /// The pieces, each with the file's header.
  func parts(of file: FileChange) -> [String] {
    let header = DiffText.header(of: file)
    let free = max(1, safeRoom - model.tokenCount(of: header))
    var parts: [String] = []
    var current = ""
    var used = 0
    for piece in file.hunks.flatMap({ pieces(of: $0, free: free) }) {
      let tokens = model.tokenCount(of: piece)
      if used > 0, used + tokens > free {
        parts.append(header + current)
        current = ""
        used = 0
      }
      current += piece
      used += tokens
    }
    return parts + [header + current]
  }

  /// A hunk, or runs of its lines where the whole is too large.
  private func pieces(of hunk: Hunk, free: Int) -> [String] {
    let tokens = model.tokenCount(of: hunk.text)
    guard tokens > free else { return [hunk.text] }
    var cut = hunk
    cut.lines = hunk.lines.flatMap { fragments(of: $0, free: free) }
    var pieces: [String] = []
    var first = 0
    let headline = model.tokenCount(of: cut.part(cut.lines.indices).headline)
    var used = headline
    for (index, line) in cut.lines.enumerated() {
      let tokens = model.tokenCount(of: line.raw)
      if used + tokens > free, index > first {
        pieces.append(cut.part(first..<index).text)
        first = index
        used = headline
      }
      used += tokens
    }
    return pieces + [cut.part(first..<cut.lines.count).text]
  }

  /// The line, or pieces of it where it alone is too long: minified code has such lines.
  private func fragments(of line: Hunk.Line, free: Int) -> [Hunk.Line] {
    // No token is shorter than a byte, so this many bytes always fit beside a headline.
    let limit = max(1, free / 2)
    guard line.raw.utf8.count > limit, model.tokenCount(of: line.raw) > limit else {
      return [line]
    }
    var fragments: [Hunk.Line] = []
    var rest = line.content
    while !rest.isEmpty {
      var fragment = line
      let piece = Self.prefix(of: rest, bytes: limit)
      fragment.raw = "\(line.raw.first ?? " ")\(piece)\n"
      fragments.append(fragment)
      rest = rest[piece.endIndex...]
    }
    return fragments
  }

  /// As many whole characters as fit into some bytes, but at least one.
  private static func prefix(of text: Substring, bytes: Int) -> Substring {
    var end = text.startIndex
    var size = 0
    while end < text.endIndex {
      size += text[end].utf8.count
      if size > bytes, end > text.startIndex { break }
      end = text.index(after: end)
    }
    return text[..<end]
  }
}
