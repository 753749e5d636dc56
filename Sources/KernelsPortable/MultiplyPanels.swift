// Panels times a column block: 8 rows × 4 columns at a time, lanes are rows.
//
// A pair of words of each of four rows is multiplied with a pair of a column that stands in all
// lanes. The scales of weights that are whole numbers are in the words, so that sums stay in 32
// bits for 32 values (32 · 4,096 · 127 = 16,646,144, which a float holds exactly), and then become
// floats.

/// The sums of four columns: of rows 0-3 at 2c, and of rows 4-7 at 2c + 1.
typealias TileIntegers = InlineArray<8, PairSums>
typealias TileFloats = InlineArray<8, SIMD4<Float>>

/// What one record of a panel and one of four columns add to the totals.
protocol PanelStep {
  /// - Parameter count: the inner dimension, 32 at least; see `addPairs`.
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats)
}

/// Walks the records of every panel with those of the column block, and stores the totals.
///
/// Some records of a panel are multiplied with all columns before the next ones, so that they are
/// read into L1 once; the totals wait in memory meanwhile. The step is a type and not a closure, so
/// that the compiler inlines it.
@inline(__always)
func multiplyPanels<Step: PanelStep>(
  _: Step.Type, _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let records = count / 32
  let fours = (columns &+ 3) / 4
  withUnsafeTemporaryAllocation(byteCount: ColumnBlock.columns &* 32, alignment: 16) { bytes in
    guard let totals = bytes.baseAddress else { return }
    var (panel, first) = (panels, 0)
    while first < rows {
      var index = 0
      while index < records {
        let end = min(index &+ ColumnBlock.recordsPerSlice, records)
        for four in 0..<fours {
          addRecords(
            Step.self, panel + index &* Panel.stride,
            columnBlock + (four &* records &+ index) &* FourColumns16.stride, end &- index, count,
            to: totals + four &* 128, isFirst: index == 0)
        }
        index = end
      }
      for column in 0..<columns {
        store(
          totals + column &* 32, rows: min(rows &- first, Panel.rows),
          to: output + (column &* outputStride &+ first))
      }
      panel += records &* Panel.stride
      first &+= Panel.rows
    }
  }
}

/// Adds the products of some records with four columns to the totals at an address.
@inline(__always)
private func addRecords<Step: PanelStep>(
  _: Step.Type, _ panel: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ records: Int,
  _ count: Int, to address: UnsafeMutableRawPointer, isFirst: Bool
) {
  var totals = TileFloats(repeating: SIMD4(repeating: 0))
  if !isFirst {
    for index in 0..<8 { totals[index] = floats4(address + index &* 16) }
  }
  var (record, activations) = (panel, columns)
  for _ in 0..<records {
    Step.add(record, activations, count, to: &totals)
    record += Panel.stride
    activations += FourColumns16.stride
  }
  for index in 0..<8 {
    address.storeBytes(of: totals[index], toByteOffset: index &* 16, as: SIMD4<Float>.self)
  }
}

/// Stores a column's totals of eight rows, or of fewer where there are fewer.
@inline(__always)
private func store(
  _ totals: UnsafeMutableRawPointer, rows: Int, to target: UnsafeMutablePointer<Float>
) {
  if rows == Panel.rows {
    let lanes = totals.loadUnaligned(as: SIMD8<Float>.self)
    return UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: SIMD8<Float>.self)
  }
  for row in 0..<rows {
    target[row] = totals.load(fromByteOffset: row &* 4, as: Float.self)
  }
}

/// The four floats at an address.
@inline(__always)
func floats4(_ address: UnsafeRawPointer) -> SIMD4<Float> {
  address.loadUnaligned(as: SIMD4<Float>.self)
}
