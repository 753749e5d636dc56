/// The hunks of a diff between two texts.
struct PatchHunks {
  private let old: ByteLines
  private let new: ByteLines
  /// The changes of each hunk.
  private let groups: [[LineDiff.Change]]

  init(old: ByteLines, new: ByteLines) {
    self.old = old
    self.new = new
    var groups: [[LineDiff.Change]] = []
    for change in LineDiff(old: old, new: new).changes {
      let end = groups.last?.last?.old.upperBound
      if let end, change.old.lowerBound - end <= 2 * FilePatch.context {
        groups[groups.count - 1].append(change)
      } else {
        groups.append([change])
      }
    }
    self.groups = groups
  }

  var isEmpty: Bool { groups.isEmpty }

  var bytes: [UInt8] {
    var output: [UInt8] = []
    var sections = SectionFinder(lines: old)
    for group in groups {
      guard let first = group.first, let last = group.last else { continue }
      let before = min(FilePatch.context, first.old.lowerBound)
      let after = min(FilePatch.context, old.count - last.old.upperBound)
      let oldRange = first.old.lowerBound - before..<last.old.upperBound + after
      let newRange = first.new.lowerBound - before..<last.new.upperBound + after
      output += "@@ -\(Self.numbers(oldRange)) +\(Self.numbers(newRange)) @@".utf8
      output += sections.section(before: oldRange.lowerBound)
      output.append(0x0A)
      append(group, within: oldRange, to: &output)
    }
    return output
  }

  private func append(
    _ group: [LineDiff.Change], within range: Range<Int>, to output: inout [UInt8]
  ) {
    var line = range.lowerBound
    for change in group {
      append(" ", old, line..<change.old.lowerBound, to: &output)
      append("-", old, change.old, to: &output)
      append("+", new, change.new, to: &output)
      line = change.old.upperBound
    }
    append(" ", old, line..<range.upperBound, to: &output)
  }

  private func append(
    _ marker: Unicode.Scalar, _ lines: ByteLines, _ range: Range<Int>, to output: inout [UInt8]
  ) {
    for index in range {
      output.append(UInt8(ascii: marker))
      output += lines[index]
      if index == lines.count - 1, !lines.endsWithNewline {
        output += "\n\\ No newline at end of file\n".utf8
      }
    }
  }

  /// A range as a headline has it: without lines, it names the line before.
  private static func numbers(_ range: Range<Int>) -> String {
    if range.isEmpty { return "\(range.lowerBound),0" }
    return range.count == 1
      ? "\(range.lowerBound + 1)" : "\(range.lowerBound + 1),\(range.count)"
  }
}

/// Finds the line that tells a reader where a hunk stands: the last one that begins with a letter.
private struct SectionFinder {
  let lines: ByteLines
  /// The lines before this one are looked at; the last find is kept.
  private var looked = 0
  private var found: [UInt8] = []

  init(lines: ByteLines) { self.lines = lines }

  /// A blank and the line, or nothing.
  mutating func section(before line: Int) -> [UInt8] {
    var index = line - 1
    while index >= looked {
      if Self.isHead(lines[index]) {
        found = Self.shortened(lines[index])
        break
      }
      index -= 1
    }
    looked = max(looked, line)
    return found
  }

  private static func isHead(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    switch first {
    case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "$"): return true
    default: return false
    }
  }

  /// At most 80 bytes, none of them a part of a character or a control.
  private static func shortened(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var text = line.prefix { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }.prefix(80)
    if text.count == 80, text.endIndex < line.endIndex, line[text.endIndex] & 0xC0 == 0x80 {
      while let last = text.popLast(), last & 0xC0 == 0x80 {}
    }
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    return [0x20] + text
  }
}
