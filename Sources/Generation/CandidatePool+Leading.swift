extension CandidatePool {
  /// Keeps the fewest most likely candidates whose weights add up to `target`.
  ///
  /// All stay when they do not reach it, and at least one stays always. The time is linear.
  mutating func keepLeading(weight target: Double) {
    guard let last = lastLeading(weight: target) else { return }
    candidates.removeAll { last.outranks($0) }
  }

  /// The last of the most likely candidates whose weights add up to `target`.
  ///
  /// Quickselect on a copy, by weight in place of count. The choice of pivots is the same at every
  /// call, and no order of logits that a model could give makes it slow.
  private mutating func lastLeading(weight target: Double) -> Candidate? {
    shuffled.removeAll(keepingCapacity: true)
    shuffled.append(contentsOf: candidates)
    var open = shuffled.indices
    var missing = target
    var random = SplitMix64(seed: 0)
    while open.count > 1 {
      let (pivot, leading) = partition(open, using: &random)
      if pivot > open.lowerBound, leading >= missing {
        open = open.lowerBound..<pivot
        continue
      }
      missing -= leading + shuffled[pivot].weight
      if missing <= 0 || pivot + 1 == open.upperBound { return shuffled[pivot] }
      open = pivot + 1..<open.upperBound
    }
    return open.first.map { shuffled[$0] }
  }

  /// Puts the candidates of `range` that outrank a random one before it, and the others behind it.
  ///
  /// - Returns: where the chosen one stands now, and the weight of those before it.
  private mutating func partition(
    _ range: Range<Int>, using random: inout SplitMix64
  ) -> (pivot: Int, leadingWeight: Double) {
    let last = range.upperBound - 1
    shuffled.swapAt(range.lowerBound + Int(random.next() % UInt64(range.count)), last)
    let pivot = shuffled[last]
    var boundary = range.lowerBound
    var leadingWeight = 0.0
    for index in range.lowerBound..<last {
      let candidate = shuffled[index]
      guard candidate.outranks(pivot) else { continue }
      leadingWeight += candidate.weight
      shuffled.swapAt(index, boundary)
      boundary += 1
    }
    shuffled.swapAt(boundary, last)
    return (boundary, leadingWeight)
  }
}
