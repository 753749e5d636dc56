import _Builtin_intrinsics.intel

// Panels times a column block: 16 rows × 4 columns at a time, lanes are rows.
//
// maddubs multiplies four bytes of each of eight rows with four activations of a column, which are
// broadcast from memory, and adds them by pairs. The sums of pairs stay in 16 bits over as many
// groups as their bound allows, and one madd widens them: a step of 32 values takes 64 maddubs, 64
// additions and 8 or 16 madd. What overflows on the way does no harm, as long as the last sum
// fits; that is why symmetric values begin at −bias · Σ q and not at zero.

/// The sums of four columns: of rows 0-7 at 2c, and of rows 8-15 at 2c + 1.
typealias TileIntegers = InlineArray<8, __m256i>
typealias TileFloats = InlineArray<8, __m256>

/// What one record of a panel and one of four columns add to the totals.
protocol PanelStep {
  /// - Parameter count: the inner dimension, 32 at least. The numbers of groups are bounded by it
  ///   so that the compiler cannot know them: it would unroll the loops over groups, and bring
  ///   their instructions into an order that needs many more registers than there are.
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
  withUnsafeTemporaryAllocation(byteCount: ColumnBlock.columns &* 64, alignment: 32) { bytes in
    guard let totals = bytes.baseAddress else { return }
    var (panel, first) = (panels, 0)
    while first < rows {
      var index = 0
      while index < records {
        let end = min(index &+ ColumnBlock.recordsPerSlice, records)
        for four in 0..<fours {
          addRecords(
            Step.self, panel + index &* Panel.stride,
            columnBlock + (four &* records &+ index) &* FourColumns8.stride, end &- index, count,
            to: totals + four &* 256, isFirst: index == 0)
        }
        index = end
      }
      for column in 0..<columns {
        store(
          totals + column &* 64, rows: rows &- first,
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
  var totals = TileFloats(repeating: _mm256_setzero_ps())
  if !isFirst {
    for index in 0..<8 { totals[index] = (address + index &* 32).load(as: __m256.self) }
  }
  var (record, activations) = (panel, columns)
  for _ in 0..<records {
    Step.add(record, activations, count, to: &totals)
    record += Panel.stride
    activations += FourColumns8.stride
  }
  for index in 0..<8 { (address + index &* 32).storeBytes(of: totals[index], as: __m256.self) }
}

/// Stores a column's totals of sixteen rows, or of fewer where there are fewer.
@inline(__always)
private func store(
  _ totals: UnsafeMutableRawPointer, rows: Int, to target: UnsafeMutablePointer<Float>
) {
  storeRows(totals.load(as: __m256.self), rows, to: target)
  if rows > 8 { storeRows((totals + 32).load(as: __m256.self), rows &- 8, to: target + 8) }
}

/// Stores eight floats, or fewer where there are fewer rows.
@inline(__always)
private func storeRows(_ totals: __m256, _ rows: Int, to target: UnsafeMutablePointer<Float>) {
  if rows >= 8 { return _mm256_storeu_ps(target, totals) }
  let isRow = _mm256_cmpgt_epi32(
    _mm256_set1_epi32(Int32(truncatingIfNeeded: rows)),
    _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0))
  _mm256_maskstore_ps(target, isRow, totals)
}
