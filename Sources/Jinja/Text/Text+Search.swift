extension Text {
  /// Where this text first holds another one, from a byte offset on.
  func firstRange(of needle: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard needle.count <= bytes.count - start else { return nil }
    guard needle.count <= LongSearch.threshold else {
      return LongSearch(needle).firstRange(in: bytes, from: start)
    }
    guard let first = needle.first else { return start..<start }
    return bytes.withUnsafeBufferPointer { hay in
      var offset = start
      while offset <= hay.count - needle.count {
        if hay[offset] == first, hay[offset..<offset + needle.count].elementsEqual(needle) {
          return offset..<offset + needle.count
        }
        offset += 1
      }
      return nil
    }
  }

  /// Where this text last holds another one, ending at or before a byte offset.
  func lastRange(of needle: [UInt8], before end: Int? = nil) -> Range<Int>? {
    guard needle.count <= LongSearch.threshold else {
      return LongSearch(needle.reversed()).lastRange(in: bytes, before: end ?? bytes.count)
    }
    var offset = (end ?? bytes.count) - needle.count
    while offset >= 0 {
      if bytes[offset..<offset + needle.count].elementsEqual(needle) {
        return offset..<offset + needle.count
      }
      offset -= 1
    }
    return nil
  }

  func contains(_ needle: Text) -> Bool {
    firstRange(of: needle.bytes) != nil
  }

  /// The places of another text, none overlapping, at most `limit` where it is not negative.
  func ranges(of needle: [UInt8], limit: Int = -1) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while limit < 0 || ranges.count < limit, let range = firstRange(of: needle, from: start) {
      ranges.append(range)
      start = range.upperBound
      if needle.isEmpty {
        guard start < bytes.count else { break }
        start += Scalars.length(leading: bytes[start])
      }
    }
    return ranges
  }

  /// Puts another text in the place of every occurrence, at most `limit` where not negative.
  func replacing(_ old: Text, with new: Text, limit: Int = -1) -> Text {
    let ranges = ranges(of: old.bytes, limit: limit)
    guard !ranges.isEmpty else { return self }
    var builder = TextBuilder()
    var start = 0
    for range in ranges {
      builder.append(self, start..<range.lowerBound)
      builder.append(new)
      start = range.upperBound
    }
    builder.append(self, start..<bytes.count)
    return builder.finish(isMarkup: isMarkup)
  }
}
