extension FileChange {
  /// The file after the change; nil where a hunk does not fit, or the change has no text.
  ///
  /// Every line that a hunk names must stand exactly where the hunk says: nothing is searched.
  ///
  /// - Parameter old: the bytes before; none for a new file.
  package func applied(to old: [UInt8]) -> [UInt8]? {
    let isMerge = header.hasPrefix("diff --cc ") || header.hasPrefix("diff --combined ")
    guard !isBinary, !isMerge else { return nil }
    let lines = ByteLines(old)
    var result: [UInt8] = []
    var next = 0
    for hunk in hunks {
      let names = hunk.lines.contains { $0.kind == .context || $0.kind == .removed }
      let start = names ? hunk.oldStart - 1 : hunk.oldStart
      guard start >= next, start <= lines.count else { return nil }
      result += lines.bytes[lines.offsets(of: next..<start)]
      next = start
      for (kind, bytes) in hunk.exactLines {
        if kind != .added {
          guard next < lines.count, lines[next].elementsEqual(bytes) else { return nil }
          next += 1
        }
        if kind != .removed { result += bytes }
      }
    }
    return result + lines.bytes[lines.offsets(of: next..<lines.count)]
  }
}

extension Hunk {
  /// The lines without markers; one that a remark says has no line end comes without it.
  fileprivate var exactLines: [(kind: Line.Kind, bytes: Substring.UTF8View)] {
    lines.indices.compactMap { index in
      let line = lines[index]
      guard line.kind != .remark else { return nil }
      var bytes = Substring(line.raw).utf8
      if bytes.first != 0x0A, bytes.first != 0x0D { bytes.removeFirst() }
      let isUnended = index + 1 < lines.count && lines[index + 1].kind == .remark
      if isUnended, bytes.last == 0x0A { bytes.removeLast() }
      return (line.kind, bytes)
    }
  }
}
