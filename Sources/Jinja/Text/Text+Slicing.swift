extension Text {
  /// A range of bytes that cuts no character, with its marks.
  subscript(range: Range<Int>) -> Text {
    if range.count == bytes.count { return self }
    switch marks {
    case .template, .input:
      return Text(bytes: Array(bytes[range]), marks: marks, isMarkup: isMarkup)
    case .mixed:
      var builder = TextBuilder()
      builder.append(self, range)
      return builder.finish(isMarkup: isMarkup)
    }
  }

  /// The character at a scalar position, counted from the end where negative.
  func character(at position: Int) -> Text? {
    let offsets = scalarOffsets
    let count = offsets.count - 1
    let index = position < 0 ? position + count : position
    guard index >= 0, index < count else { return nil }
    return self[offsets[index]..<offsets[index + 1]]
  }

  /// All characters as texts.
  var characters: [Text] {
    let offsets = scalarOffsets
    return (0..<offsets.count - 1).map { self[offsets[$0]..<offsets[$0 + 1]] }
  }

  /// The characters at these scalar positions.
  func characters(at positions: SlicePositions) -> Text {
    let offsets = scalarOffsets
    guard positions.count > 0 else { return Text(bytes: [], isMarkup: isMarkup) }
    guard positions.step != 1 else {
      return self[offsets[positions.start]..<offsets[positions.start + positions.count]]
    }
    var builder = TextBuilder()
    for position in positions.indices {
      builder.append(self, offsets[position]..<offsets[position + 1])
    }
    return builder.finish(isMarkup: isMarkup)
  }

  /// Both texts, one behind the other.
  static func + (left: Text, right: Text) -> Text {
    if left.isEmpty, right.isMarkup == left.isMarkup { return right }
    if right.isEmpty { return left }
    var builder = TextBuilder()
    builder.append(left)
    builder.append(right)
    return builder.finish(isMarkup: left.isMarkup)
  }

  func joining(_ pieces: [Text]) -> Text {
    var builder = TextBuilder()
    for (position, piece) in pieces.enumerated() {
      if position > 0 { builder.append(self) }
      builder.append(piece)
    }
    return builder.finish(isMarkup: isMarkup)
  }
}

/// The positions that a Python slice picks from a sequence of known length.
struct SlicePositions {
  let start: Int
  /// The bound itself; -1 where a slice backwards takes the first item too.
  let stop: Int
  let step: Int
  let count: Int

  /// Resolves a slice as `slice.indices` does; nil where the step is 0.
  init?(start: Int?, stop: Int?, step: Int?, length: Int) {
    let step = step ?? 1
    guard step != 0 else { return nil }
    let lowest = step < 0 ? -1 : 0
    let highest = step < 0 ? length - 1 : length
    func clamp(_ bound: Int) -> Int {
      if bound >= 0 { return min(bound, highest) }
      return bound < -length ? lowest : max(bound + length, lowest)
    }
    let first = start.map(clamp) ?? (step < 0 ? highest : lowest)
    let end = stop.map(clamp) ?? (step < 0 ? lowest : highest)
    let distance = step < 0 ? first - end : end - first
    let stride = step.magnitude
    self.step = step
    count = distance <= 0 ? 0 : Int((UInt(distance) - 1) / stride) + 1
    self.start = first
    self.stop = end
  }

  var indices: [Int] {
    (0..<count).map { start + $0 * step }
  }
}
