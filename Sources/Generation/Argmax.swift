extension Span<Float> {
  /// Where the greatest number stands; of equal ones, the first.
  ///
  /// NaN and minus infinity never win; nil when there is nothing else. One pass, nothing copied.
  package var argmax: Int? {
    withUnsafeBufferPointer { row in
      var best = LaneMaxima()
      let wholeCount = row.count & ~7
      if let base = row.baseAddress {
        let bytes = UnsafeRawPointer(base)
        for start in stride(from: 0, to: wholeCount, by: 8) {
          // In bounds because `start` + 8 is at most `wholeCount`.
          best.update(
            bytes.loadUnaligned(fromByteOffset: start &* 4, as: SIMD8<Float>.self), at: start)
        }
      }
      var winner = best.first
      for index in wholeCount..<row.count where row[index] > winner.value {
        winner = (row[index], index)
      }
      return winner.index
    }
  }
}

/// The greatest number of each of eight lanes, and the start of the block it was in.
private struct LaneMaxima {
  private var values = SIMD8<Float>(repeating: -.infinity)
  private var starts = SIMD8<Int32>(repeating: -1)

  /// Looks at eight numbers; an earlier equal one stays, and a comparison with NaN is false.
  @inline(__always)
  mutating func update(_ block: SIMD8<Float>, at start: Int) {
    let isGreater = block .> values
    values.replace(with: block, where: isGreater)
    // A token number is an `Int32`, and so is any place in a row of logits.
    starts.replace(with: SIMD8(repeating: Int32(truncatingIfNeeded: start)), where: isGreater)
  }

  /// The greatest of the lanes with its index; of equal ones, the lowest index.
  var first: (value: Float, index: Int?) {
    var winner: (value: Float, index: Int?) = (-.infinity, nil)
    for lane in 0..<8 where starts[lane] >= 0 {
      let index = Int(starts[lane]) + lane
      let isEarlier = values[lane] == winner.value && index < winner.index ?? .max
      if values[lane] > winner.value || isEarlier { winner = (values[lane], index) }
    }
    return winner
  }
}
