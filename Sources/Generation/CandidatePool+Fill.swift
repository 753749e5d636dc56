import SequenceModel

extension CandidatePool {
  /// How many logits are compared at once with the least of those kept.
  ///
  /// Eight vectors: the test whether any lane is greater then costs an eighth of a vector's load.
  private static var blockSize: Int { 64 }

  /// Replaces the candidates by the tokens of a row of logits.
  ///
  /// Tokens whose logit is NaN or minus infinity are left out.
  ///
  /// - Parameters:
  ///   - row: the logits, by token.
  ///   - limit: how many tokens to keep, the most likely ones; 0 or less keeps all.
  package mutating func fill(from row: Span<Float>, keeping limit: Int) {
    candidates.removeAll(keepingCapacity: true)
    if limit > 0, limit < row.count {
      row.withUnsafeBufferPointer { collect($0, keeping: limit) }
    } else {
      for index in row.indices { append(row[index], at: index, above: -.infinity) }
    }
  }

  /// Collects the `limit` greatest of a row without a copy of it.
  ///
  /// Logits above `floor` are collected until there are twice as many as wanted; then the lower
  /// half is thrown away and `floor` rises to the least of the others. So almost all blocks of a
  /// long row are passed over after one comparison, and no order makes it more than linear.
  private mutating func collect(_ row: UnsafeBufferPointer<Float>, keeping limit: Int) {
    // `limit` is below the row's count, so the product does not overflow.
    let most = 2 * limit + Self.blockSize
    var floor = -Float.infinity
    for start in stride(from: 0, to: row.count, by: Self.blockSize) {
      let end = Swift.min(start + Self.blockSize, row.count)
      let block = UnsafeBufferPointer(rebasing: row[start..<end])
      guard block.hasValue(above: floor) else { continue }
      for index in block.indices { append(block[index], at: start + index, above: floor) }
      guard candidates.count >= most else { continue }
      keepLeading(weight: Double(limit))
      floor = candidates.lazy.map(\.logit).min() ?? floor
    }
    keepLeading(weight: Double(limit))
  }

  @inline(__always)
  private mutating func append(_ logit: Float, at index: Int, above floor: Float) {
    guard logit > floor else { return }
    // A row has one logit for each token number, which is an `Int32`.
    candidates.append(Candidate(token: TokenID(truncatingIfNeeded: index), logit: logit))
  }
}

extension UnsafeBufferPointer<Float> {
  /// Whether a number is greater than `floor`; NaN is not.
  fileprivate func hasValue(above floor: Float) -> Bool {
    let floors = SIMD8(repeating: floor)
    var found = SIMDMask<SIMD8<Int32>>()
    let wholeCount = count & ~7
    if let baseAddress {
      let bytes = UnsafeRawPointer(baseAddress)
      for start in stride(from: 0, to: wholeCount, by: 8) {
        // In bounds because `start` + 8 is at most `wholeCount`.
        let lanes = bytes.loadUnaligned(fromByteOffset: start &* 4, as: SIMD8<Float>.self)
        found = found .| (lanes .> floors)
      }
    }
    return any(found) || self[wholeCount...].contains { $0 > floor }
  }
}
