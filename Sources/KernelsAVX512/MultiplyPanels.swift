import _Builtin_intrinsics.intel

// Panels times a column block: 16 rows × 8 columns at a time, lanes are rows.
//
// A step of 32 inner values takes 8 loads of weights and 64 dpbusd, each with four activations of
// a column broadcast from memory. Then the eight integer sums become floats, are scaled by column
// and by row, and are added up; that is three operations for eight dpbusd.

/// The integer and float sums of eight columns.
private typealias Integers = InlineArray<8, __m512i>
private typealias Floats = InlineArray<8, __m512>

/// value = factor · byte + offset, both per 32 values: Q4_K.
func multiplyAffine32(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(AffineStep.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// value = factor · (byte − 128), a factor per 32 values: Q4_0, Q5_0, Q8_0.
func multiplySymmetric32(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(SymmetricStep32.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// value = factor · (byte − 128), a factor per 16 values: Q6_K.
func multiplySymmetric16(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(SymmetricStep16.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// What one record of a panel and one of a column block add to the totals.
private protocol PanelStep {
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats)
}

private enum AffineStep: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats
  ) {
    var sums = Integers(repeating: _mm512_setzero_si512())
    for group in 0..<8 { addGroup(record, columns, group, &sums) }
    let factor = floats(record + Panel.factors)
    let offset = floats(record + Panel.second)
    for column in 0..<8 {
      let scaled = _mm512_mul_ps(
        _mm512_cvtepi32_ps(sums[column]), scalar(columns, ColumnBlock.scales, column))
      let shifted = _mm512_fmadd_ps(
        offset, scalar(columns, ColumnBlock.sums, column), totals[column])
      totals[column] = _mm512_fmadd_ps(scaled, factor, shifted)
    }
  }
}

private enum SymmetricStep32: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats
  ) {
    var sums = biases(columns, half: 0)
    let second = biases(columns, half: 1)
    for column in 0..<8 { sums[column] = _mm512_add_epi32(sums[column], second[column]) }
    for group in 0..<8 { addGroup(record, columns, group, &sums) }
    addScaled(sums, floats(record + Panel.factors), columns, &totals)
  }
}

private enum SymmetricStep16: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats
  ) {
    var sums = biases(columns, half: 0)
    for group in 0..<4 { addGroup(record, columns, group, &sums) }
    addScaled(sums, floats(record + Panel.factors), columns, &totals)
    sums = biases(columns, half: 1)
    for group in 4..<8 { addGroup(record, columns, group, &sums) }
    addScaled(sums, floats(record + Panel.second), columns, &totals)
  }
}

/// Walks the records of every panel with those of the column block, and stores the totals.
///
/// The step is a type and not a closure, so that the compiler inlines it and keeps the totals in
/// registers.
@inline(__always)
private func multiply<Step: PanelStep>(
  _: Step.Type, _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  var record = panels
  var first = 0
  while first < rows {
    var totals = Floats(repeating: _mm512_setzero_ps())
    var activations = columnBlock
    for _ in 0..<count / 32 {
      Step.add(record, activations, to: &totals)
      record += Panel.stride
      activations += ColumnBlock.stride
    }
    let mask = rowMask(rows &- first)
    for column in 0..<8 where column < columns {
      _mm512_mask_storeu_ps(output + (column &* outputStride &+ first), mask, totals[column])
    }
    first &+= Panel.rows
  }
}

@inline(__always)
private func rowMask(_ rows: Int) -> __mmask16 {
  rows >= 16 ? 0xFFFF : __mmask16(truncatingIfNeeded: (1 &<< rows) &- 1)
}

/// `sums[column] += Σ` of four products of every row with the column.
@inline(__always)
private func addGroup(
  _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ group: Int, _ sums: inout Integers
) {
  let weights = (record + group &* 64).loadUnaligned(as: __m512i.self)
  for column in 0..<8 {
    let four = (columns + (group &* 32 &+ column &* 4)).loadUnaligned(as: Int32.self)
    sums[column] = _mm512_dpbusd_epi32(sums[column], weights, _mm512_set1_epi32(four))
  }
}

/// `totals[column] += sums[column] · scale of the column · factor of the row`.
@inline(__always)
private func addScaled(
  _ sums: Integers, _ factor: __m512, _ columns: UnsafeRawPointer, _ totals: inout Floats
) {
  for column in 0..<8 {
    let scaled = _mm512_mul_ps(
      _mm512_cvtepi32_ps(sums[column]), scalar(columns, ColumnBlock.scales, column))
    totals[column] = _mm512_fmadd_ps(scaled, factor, totals[column])
  }
}

/// The correction for bytes that are 128 too large, as the start of the integer sums.
@inline(__always)
private func biases(_ columns: UnsafeRawPointer, half: Int) -> Integers {
  var sums = Integers(repeating: _mm512_setzero_si512())
  for column in 0..<8 {
    let offset = ColumnBlock.biases &+ half &* 32 &+ column &* 4
    sums[column] = _mm512_set1_epi32((columns + offset).loadUnaligned(as: Int32.self))
  }
  return sums
}

@inline(__always)
private func floats(_ address: UnsafeRawPointer) -> __m512 {
  _mm512_loadu_ps(address.assumingMemoryBound(to: Float.self))
}

@inline(__always)
private func scalar(_ columns: UnsafeRawPointer, _ offset: Int, _ column: Int) -> __m512 {
  _mm512_set1_ps((columns + (offset &+ column &* 4)).loadUnaligned(as: Float.self))
}
