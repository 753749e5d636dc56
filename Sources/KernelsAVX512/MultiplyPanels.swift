import _Builtin_intrinsics.intel

// Panels times a column block: 16 rows × 8 or 4 columns at a time, lanes are rows.
//
// A step of 32 inner values takes 8 loads of weights and 64 dpbusd, each with four activations of
// a column broadcast from memory. Then the eight integer sums become floats, get the exponents of
// the columns' scales by an addition of integers, and are added up, times the multiple of the
// row's factor that goes with the fraction of the column's scale: one operation in the pipes of
// dpbusd for eight of them.

/// The integer and float sums of some columns.
private typealias Integers<let width: Int> = InlineArray<width, __m512i>
private typealias Floats<let width: Int> = InlineArray<width, __m512>

/// value = factor · byte + offset, both per 32 values: Q4_1, Q5_1.
func multiplyAffine32(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(AffineStep.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// value = factor · byte − dmin · minimum, in blocks of eight runs of 32: Q4_K, Q5_K.
func multiplyRuns32(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(RunsStep32.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// value = factor · (byte − 128), a factor per 32 values: Q4_0, Q5_0, Q8_0, IQ4.
func multiplySymmetric32(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(SymmetricStep32.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// The same with factors that may be as large as a float can be: MXFP4.
func multiplyPowers32(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(PowersStep32.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// value = factor · (byte − 128), a factor per 16 values: Q6_K.
func multiplySymmetric16(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(SymmetricStep16.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// value = factor · byte − dmin · minimum, a minimum per 16 values: Q2_K.
func multiplyMinima16(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiply(MinimaStep16.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

/// What some records of a panel and those of a column block add to the totals.
private protocol PanelStep {
  /// The inner values of a step, and the bytes of the panel that hold them.
  static var values: Int { get }
  static var stride: Int { get }
  /// What the totals are multiplied with, beside the columns' units.
  static var unit: Float { get }
  /// Totals no larger than this are traces of sums that were zero.
  static var trace: Float { get }

  static func add<let width: Int>(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats<width>)
}

extension PanelStep {
  static var unit: Float { @inline(__always) get { 1 } }
  /// One product makes at least 2^-24, the least half float; sums of zero make less than 2^-70.
  static var trace: Float { @inline(__always) get { 0x1p-70 } }
}

private enum AffineStep: PanelStep {
  static var values: Int { @inline(__always) get { 32 } }
  static var stride: Int { @inline(__always) get { Panel.affineStride } }

  @inline(__always)
  static func add<let width: Int>(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats<width>
  ) {
    addUnsigned32(record, columns, to: &totals)
    let offset = floats(record + Panel.offsets)
    for column in 0..<width {
      totals[column] = _mm512_fmadd_ps(
        offset, scalar(columns, ColumnBlock.sums, column), totals[column])
    }
  }
}

private enum RunsStep32: PanelStep {
  static var values: Int { @inline(__always) get { 256 } }
  static var stride: Int { @inline(__always) get { Panel.runsStride } }

  @inline(__always)
  static func add<let width: Int>(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats<width>
  ) {
    for run in 0..<8 {
      addUnsigned32(
        record + run &* Panel.symmetricStride, columns + run &* ColumnBlock.stride, to: &totals)
    }
    addMinima(record, columns + ColumnBlock.runs, to: &totals)
  }

  /// Pairs of minima times pairs of sums, all of them whole numbers until the end.
  @inline(__always)
  private static func addMinima<let width: Int>(
    _ record: UnsafeRawPointer, _ runs: UnsafeRawPointer, to totals: inout Floats<width>
  ) {
    var sums = Integers<width>(repeating: _mm512_setzero_si512())
    for pair in 0..<4 {
      let minima = (record + (Panel.minima &+ pair &* 64)).loadUnaligned(as: __m512i.self)
      let columns = runs + pair &* ColumnBlock.stride
      for column in 0..<width {
        sums[column] = _mm512_dpwssd_epi32(sums[column], minima, dword(columns, 0, column))
      }
    }
    let dmin = floats(record + Panel.dmin)
    let units = runs + 4 &* ColumnBlock.stride
    for column in 0..<width {
      let scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[column]), dmin)
      totals[column] = _mm512_fnmadd_ps(scaled, scalar(units, 0, column), totals[column])
    }
  }
}

private enum SymmetricStep32: PanelStep {
  static var values: Int { @inline(__always) get { 32 } }
  static var stride: Int { @inline(__always) get { Panel.symmetricStride } }

  @inline(__always)
  static func add<let width: Int>(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats<width>
  ) {
    let sums: Integers<width> = symmetricSums(record, columns)
    addScaled(sums, record + Panel.factors, columns, &totals)
  }
}

private enum PowersStep32: PanelStep {
  static var values: Int { @inline(__always) get { 32 } }
  static var stride: Int { @inline(__always) get { Panel.symmetricStride } }
  static var unit: Float { @inline(__always) get { 0x1p24 } }
  static var trace: Float { @inline(__always) get { 0 } }

  /// Multiplies with the columns' scales less 2^24, where they are no larger than 1, so that no
  /// product overflows of which the result does not.
  @inline(__always)
  static func add<let width: Int>(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats<width>
  ) {
    let sums: Integers<width> = symmetricSums(record, columns)
    let one = _mm512_set1_epi32((127 &- ScaleGrid.top) &<< 23)
    for column in 0..<width {
      let scale = _mm512_add_epi32(one, dword(columns, ColumnBlock.exponents, column))
      let scaled = _mm512_mul_ps(
        _mm512_cvtepi32_ps(sums[column]), _mm512_castsi512_ps(scale))
      totals[column] = _mm512_fmadd_ps(
        scaled, factor(record + Panel.factors, columns, column), totals[column])
    }
  }
}

private enum SymmetricStep16: PanelStep {
  static var values: Int { @inline(__always) get { 32 } }
  static var stride: Int { @inline(__always) get { Panel.halvesStride } }

  @inline(__always)
  static func add<let width: Int>(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats<width>
  ) {
    var sums: Integers<width> = biases(columns, half: 0)
    for group in 0..<4 { addGroup(record, columns, group, &sums) }
    addScaled(sums, record + Panel.factors, columns, &totals)
    sums = biases(columns, half: 1)
    for group in 4..<8 { addGroup(record, columns, group, &sums) }
    addScaled(sums, record + (Panel.factors &+ Panel.factorBytes), columns, &totals)
  }
}

private enum MinimaStep16: PanelStep {
  static var values: Int { @inline(__always) get { 32 } }
  static var stride: Int { @inline(__always) get { Panel.minimaStride } }

  @inline(__always)
  static func add<let width: Int>(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats<width>
  ) {
    addUnsigned32(record, columns, to: &totals)
    let minima = (record + Panel.halvesStride).loadUnaligned(as: __m512i.self)
    let mask = _mm512_set1_epi32(15)
    let low = _mm512_and_si512(minima, mask)
    let high = _mm512_and_si512(_mm512_srli_epi32(minima, 4), mask)
    let second: Integers<width> = biases(columns, half: 1)
    var sums: Integers<width> = biases(columns, half: 0)
    for column in 0..<width {
      sums[column] = _mm512_add_epi32(
        _mm512_mullo_epi32(sums[column], low), _mm512_mullo_epi32(second[column], high))
    }
    addScaled(sums, record + (Panel.factors &+ Panel.factorBytes), columns, &totals)
  }
}

/// Multiplies with the columns of a block; half of them take half the time.
@inline(__always)
private func multiply<Step: PanelStep>(
  _ step: Step.Type, _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  if columns > 4 {
    multiplyColumns(
      step, Floats<8>.self, panels, rows, count, columnBlock, columns, output, outputStride)
  } else {
    multiplyColumns(
      step, Floats<4>.self, panels, rows, count, columnBlock, columns, output, outputStride)
  }
}

/// Walks the records of every panel with those of the column block, and stores the totals.
///
/// The step is a type and not a closure, so that the compiler inlines it and keeps the totals in
/// registers.
@inline(__always)
private func multiplyColumns<Step: PanelStep, let width: Int>(
  _: Step.Type, _: Floats<width>.Type, _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  var record = panels
  var first = 0
  while first < rows {
    var totals = Floats<width>(repeating: _mm512_setzero_ps())
    var activations = columnBlock + ColumnBlock.header
    for _ in 0..<count / Step.values {
      Step.add(record, activations, to: &totals)
      record += Step.stride
      activations += Step.values / 32 &* ColumnBlock.stride
    }
    let mask = rowMask(rows &- first)
    for column in 0..<width where column < columns {
      let unit = _mm512_mul_ps(scalar(columnBlock, 0, column), _mm512_set1_ps(Step.unit))
      let total = _mm512_mul_ps(largerThan(Step.trace, totals[column]), unit)
      _mm512_mask_storeu_ps(output + (column &* outputStride &+ first), mask, total)
    }
    first &+= Panel.rows
  }
}

/// The totals whose magnitude is larger than a limit, and zero for the others.
@inline(__always)
private func largerThan(_ limit: Float, _ totals: __m512) -> __m512 {
  let least = _mm512_castps_si512(_mm512_set1_ps(limit))
  // Positive floats are in the order of their bits: the difference is negative for larger ones.
  let magnitudes = _mm512_castps_si512(_mm512_abs_ps(totals))
  let isLarger = _mm512_movepi32_mask(_mm512_sub_epi32(least, magnitudes))
  return _mm512_maskz_mov_ps(isLarger, totals)
}

@inline(__always)
private func rowMask(_ rows: Int) -> __mmask16 {
  rows >= 16 ? 0xFFFF : __mmask16(truncatingIfNeeded: (1 &<< rows) &- 1)
}

/// Adds the products of a record's bytes as they are.
@inline(__always)
private func addUnsigned32<let width: Int>(
  _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats<width>
) {
  var sums = Integers<width>(repeating: _mm512_setzero_si512())
  for group in 0..<8 { addGroup(record, columns, group, &sums) }
  addScaled(sums, record + Panel.factors, columns, &totals)
}

/// `sums[column] += Σ` of four products of every row with the column.
@inline(__always)
private func addGroup<let width: Int>(
  _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ group: Int,
  _ sums: inout Integers<width>
) {
  let weights = (record + group &* 64).loadUnaligned(as: __m512i.self)
  for column in 0..<width {
    sums[column] = _mm512_dpbusd_epi32(
      sums[column], weights, dword(columns, group &* 32, column))
  }
}

/// `totals[column] += sums[column] · scale of the column · factor of the row`.
///
/// A sum of zero becomes 2^(exponent − 127), which is nothing beside a sum of one, 2^exponent, and
/// goes in the end.
@inline(__always)
private func addScaled<let width: Int>(
  _ sums: Integers<width>, _ factors: UnsafeRawPointer, _ columns: UnsafeRawPointer,
  _ totals: inout Floats<width>
) {
  for column in 0..<width {
    let bits = _mm512_add_epi32(
      _mm512_castps_si512(_mm512_cvtepi32_ps(sums[column])),
      dword(columns, ColumnBlock.exponents, column))
    totals[column] = _mm512_fmadd_ps(
      _mm512_castsi512_ps(bits), factor(factors, columns, column), totals[column])
  }
}

/// The multiple of the rows' factors that goes with a column's scale.
@inline(__always)
private func factor(
  _ factors: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ column: Int
) -> __m512 {
  let step = (columns + (ColumnBlock.steps &+ column &* 4)).loadUnaligned(as: Int32.self)
  return floats(factors + Int(step))
}

/// The sums of products with bytes less 128.
@inline(__always)
private func symmetricSums<let width: Int>(
  _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer
) -> Integers<width> {
  var sums: Integers<width> = biases(columns, half: 0)
  let second: Integers<width> = biases(columns, half: 1)
  for column in 0..<width { sums[column] = _mm512_add_epi32(sums[column], second[column]) }
  for group in 0..<8 { addGroup(record, columns, group, &sums) }
  return sums
}

/// The correction for bytes that are 128 too large, as the start of the integer sums.
@inline(__always)
private func biases<let width: Int>(_ columns: UnsafeRawPointer, half: Int) -> Integers<width> {
  var sums = Integers<width>(repeating: _mm512_setzero_si512())
  for column in 0..<width {
    sums[column] = dword(columns, ColumnBlock.biases &+ half &* 32, column)
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

@inline(__always)
private func dword(_ columns: UnsafeRawPointer, _ offset: Int, _ column: Int) -> __m512i {
  _mm512_set1_epi32((columns + (offset &+ column &* 4)).loadUnaligned(as: Int32.self))
}
