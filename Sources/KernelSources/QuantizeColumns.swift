/// Quantizes up to eight columns into a column block; see `ColumnBlock` for the layout.
func quantizeColumns(
  _ input: UnsafePointer<Float>, _ columns: Int, _ count: Int, _ output: UnsafeMutableRawPointer
) {
  withUnsafeTemporaryAllocation(byteCount: 32, alignment: 32) { scratch in
    guard let quants = scratch.baseAddress else { return }
    for index in 0..<count / 32 {
      let record = output + index &* ColumnBlock.stride
      for column in 0..<ColumnBlock.columns {
        var scale: Float = 0
        if column < columns {
          scale = quantizeRun(input + (column &* count &+ index &* 32), 32, quants)
        } else {
          quants.initializeMemory(as: UInt8.self, repeating: 0, count: 32)
        }
        place(quants, scale, column, in: record)
      }
    }
  }
}

/// Writes 32 quants of one column into a record, with their sums.
@inline(__always)
private func place(
  _ quants: UnsafeMutableRawPointer, _ scale: Float, _ column: Int,
  in record: UnsafeMutableRawPointer
) {
  for group in 0..<8 {
    let four = quants.load(fromByteOffset: group &* 4, as: UInt32.self)
    record.storeBytes(of: four, toByteOffset: group &* 32 &+ column &* 4, as: UInt32.self)
  }
  let values = UnsafePointer(quants.assumingMemoryBound(to: Int8.self))
  let low = Int32(sumOf16(values))
  let high = Int32(sumOf16(values + 16))
  let lane = column &* 4
  record.storeBytes(of: scale, toByteOffset: ColumnBlock.scales &+ lane, as: Float.self)
  record.storeBytes(
    of: scale * Float(low &+ high), toByteOffset: ColumnBlock.sums &+ lane, as: Float.self)
  record.storeBytes(of: -128 &* low, toByteOffset: ColumnBlock.biases &+ lane, as: Int32.self)
  record.storeBytes(
    of: -128 &* high, toByteOffset: ColumnBlock.biases &+ 32 &+ lane, as: Int32.self)
}
