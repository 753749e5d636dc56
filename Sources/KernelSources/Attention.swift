func attendOverFloats(
  _ queries: UnsafePointer<Float>, _ heads: Int, _ headSize: Int,
  _ keys: UnsafePointer<Float>, _ values: UnsafePointer<Float>, _ positions: Int,
  _ scale: Float, _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>
) {
  var first = 0
  while first < positions {
    let rows = min(rowsPerAttentionBlock, positions &- first)
    scoreBlock(
      queries, heads, headSize, keys + first &* headSize, rows, scale, scores + first, positions)
    first &+= rows
  }
  for h in 0..<heads { softmaxRow(scores + h &* positions, positions) }
  for i in 0..<heads &* headSize { output[i] = 0 }
  first = 0
  while first < positions {
    let rows = min(rowsPerAttentionBlock, positions &- first)
    addWeightedBlock(
      scores + first, positions, heads, headSize, values + first &* headSize, rows, output)
    first &+= rows
  }
}

/// Widens a block of rows at a time; see `attendOverFloats` for the rest.
func attendOverHalves(
  _ queries: UnsafePointer<Float>, _ heads: Int, _ headSize: Int,
  _ keys: UnsafePointer<UInt16>, _ values: UnsafePointer<UInt16>, _ positions: Int,
  _ scale: Float, _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>
) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: rowsPerAttentionBlock &* headSize) {
    guard let block = $0.baseAddress else { return }
    var first = 0
    while first < positions {
      let rows = min(rowsPerAttentionBlock, positions &- first)
      widenHalves(keys + first &* headSize, rows &* headSize, block)
      scoreBlock(queries, heads, headSize, block, rows, scale, scores + first, positions)
      first &+= rows
    }
    for h in 0..<heads { softmaxRow(scores + h &* positions, positions) }
    for i in 0..<heads &* headSize { output[i] = 0 }
    first = 0
    while first < positions {
      let rows = min(rowsPerAttentionBlock, positions &- first)
      widenHalves(values + first &* headSize, rows &* headSize, block)
      addWeightedBlock(scores + first, positions, heads, headSize, block, rows, output)
      first &+= rows
    }
  }
}
