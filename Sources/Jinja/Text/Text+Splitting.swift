extension Text {
  /// The pieces between occurrences of a separator that is not empty.
  func split(by separator: [UInt8], limit: Int) -> [Text] {
    var pieces: [Text] = []
    var start = 0
    for range in ranges(of: separator, limit: limit) {
      pieces.append(self[start..<range.lowerBound])
      start = range.upperBound
    }
    return pieces + [self[start..<bytes.count]]
  }

  /// As `split`, but counts the limit from the end.
  func splitFromEnd(by separator: [UInt8], limit: Int) -> [Text] {
    var pieces: [Text] = []
    var end = bytes.count
    while limit < 0 || pieces.count < limit, let range = lastRange(of: separator, before: end) {
      pieces.append(self[range.upperBound..<end])
      end = range.lowerBound
    }
    return [self[0..<end]] + pieces.reversed()
  }

  /// The words between runs of space; after `limit` of them the rest is one piece.
  func splitAtSpace(limit: Int) -> [Text] {
    var pieces: [Text] = []
    var start = offsetSkippingSpace(from: 0)
    while start < bytes.count {
      if limit >= 0, pieces.count == limit {
        return pieces + [self[start..<bytes.count]]
      }
      var end = start
      while end < bytes.count {
        let (scalar, length) = Scalars.scalar(in: bytes, at: end)
        if Scalars.isSpace(scalar) { break }
        end += length
      }
      pieces.append(self[start..<end])
      start = offsetSkippingSpace(from: end)
    }
    return pieces
  }

  /// As `splitAtSpace`, but counts the limit from the end.
  func splitAtSpaceFromEnd(limit: Int) -> [Text] {
    var pieces: [Text] = []
    var end = trimmedEnd(from: 0, where: Scalars.isSpace)
    while end > 0 {
      if limit >= 0, pieces.count == limit {
        pieces.append(self[0..<end])
        break
      }
      var start = end
      while start > 0 {
        let (scalar, length) = Scalars.scalar(in: bytes, before: start)
        if Scalars.isSpace(scalar) { break }
        start -= length
      }
      pieces.append(self[start..<end])
      end = trimmedEnd(from: 0, before: start, where: Scalars.isSpace)
    }
    return pieces.reversed()
  }

  /// The lines as `str.splitlines` has them; no empty one after a final line break.
  func lines(keepingEnds: Bool = false) -> [Text] {
    var lines: [Text] = []
    var start = 0
    var offset = 0
    while offset < bytes.count {
      let (scalar, length) = Scalars.scalar(in: bytes, at: offset)
      var next = offset + length
      if Scalars.isLineBreak(scalar) {
        let isPair = scalar == "\r" && next < bytes.count && bytes[next] == UInt8(ascii: "\n")
        if isPair { next += 1 }
        lines.append(self[start..<(keepingEnds ? next : offset)])
        start = next
      }
      offset = next
    }
    if start < bytes.count { lines.append(self[start..<bytes.count]) }
    return lines
  }

  private func offsetSkippingSpace(from start: Int) -> Int {
    trimmedStart(from: start, where: Scalars.isSpace)
  }
}

extension Text {
  /// The text without the characters at its ends for which the predicate holds.
  func trimmed(
    start: Bool = true, end: Bool = true, where drops: (Unicode.Scalar) -> Bool
  ) -> Text {
    let first = start ? trimmedStart(from: 0, where: drops) : 0
    let last = end ? trimmedEnd(from: first, where: drops) : bytes.count
    return self[first..<last]
  }

  func trimmedStart(from start: Int, where drops: (Unicode.Scalar) -> Bool) -> Int {
    var offset = start
    while offset < bytes.count {
      let (scalar, length) = Scalars.scalar(in: bytes, at: offset)
      guard drops(scalar) else { break }
      offset += length
    }
    return offset
  }

  func trimmedEnd(
    from start: Int, before end: Int? = nil, where drops: (Unicode.Scalar) -> Bool
  ) -> Int {
    var offset = end ?? bytes.count
    while offset > start {
      let (scalar, length) = Scalars.scalar(in: bytes, before: offset)
      guard drops(scalar) else { break }
      offset -= length
    }
    return offset
  }
}
