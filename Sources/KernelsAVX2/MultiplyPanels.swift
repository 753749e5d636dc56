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
/// The step is a type and not a closure, so that the compiler inlines it.
@inline(__always)
func multiplyPanels<Step: PanelStep>(
  _: Step.Type, _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let records = count / 32
  var (panel, first) = (panels, 0)
  while first < rows {
    var (activations, column) = (columnBlock, 0)
    while column < columns {
      var totals = TileFloats(repeating: _mm256_setzero_ps())
      var record = panel
      for _ in 0..<records {
        Step.add(record, activations, count, to: &totals)
        record += Panel.stride
        activations += FourColumns8.stride
      }
      store(
        totals, rows: rows &- first, columns: columns &- column,
        to: output + (column &* outputStride &+ first), outputStride)
      column &+= FourColumns8.columns
    }
    panel += records &* Panel.stride
    first &+= Panel.rows
  }
}

@inline(__always)
private func store(
  _ totals: TileFloats, rows: Int, columns: Int,
  to output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  for column in 0..<4 where column < columns {
    let target = output + column &* outputStride
    storeRows(totals[2 &* column], rows, to: target)
    if rows > 8 { storeRows(totals[2 &* column &+ 1], rows &- 8, to: target + 8) }
  }
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
