// How the products of a step come about, by what the values of a format can be.

/// value = factor · word: Q4_0, Q5_0, Q8_0, IQ4_NL, MXFP4, Q3_K, Q6_K, IQ4_XS.
enum SymmetricStep: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    var sums = TileIntegers(repeating: PairSums())
    addPairs(record, columns, min(16, count), to: &sums)
    addScaled(sums, record, columns, &totals)
  }
}

/// value = factor · word + offset: Q4_1, Q5_1, Q4_K, Q5_K.
enum AffineStep: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    SymmetricStep.add(record, columns, count, to: &totals)
    addOffsets(record + Panel.offsets, columns + FourColumns16.sums, &totals)
  }
}

/// value = factor · word + offset, an offset per 16 values: Q2_K.
enum AffineStep16: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    SymmetricStep.add(record, columns, count, to: &totals)
    addOffsets(record + Panel.offsets, columns + FourColumns16.halves, &totals)
    addOffsets(record + Panel.offsets16, columns + (FourColumns16.halves &+ 16), &totals)
  }
}

/// Adds the products of the rows' pairs with those of four columns.
///
/// - Parameter count: 16; that the compiler must not know it keeps it from unrolling the loop and
///   from ordering its instructions so that they need more registers than there are.
@inline(__always)
private func addPairs(
  _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
  to sums: inout TileIntegers
) {
  for pair in 0..<count {
    let first = words8(record + pair &* 32)
    let second = words8(record + (pair &* 32 &+ 16))
    let four = (columns + pair &* 16).loadUnaligned(as: SIMD4<Int32>.self)
    for column in 0..<4 {
      let words = SIMD4(repeating: four[column])
      sums[2 &* column].add(first, words)
      sums[2 &* column &+ 1].add(second, words)
    }
  }
}

/// `totals += sums · scale of the column · factor of the row`.
@inline(__always)
private func addScaled(
  _ sums: TileIntegers, _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer,
  _ totals: inout TileFloats
) {
  let low = floats4(record + Panel.factors)
  let high = floats4(record + (Panel.factors &+ 16))
  let scales = floats4(columns + FourColumns16.scales)
  for column in 0..<4 {
    let scale = SIMD4(repeating: scales[column])
    let (first, second) = (2 &* column, 2 &* column &+ 1)
    totals[first] = adding(sums[first].rows * scale, times: low, to: totals[first])
    totals[second] = adding(sums[second].rows * scale, times: high, to: totals[second])
  }
}

/// `totals += sum of the column · offset of the row`.
@inline(__always)
private func addOffsets(
  _ offsets: UnsafeRawPointer, _ sums: UnsafeRawPointer, _ totals: inout TileFloats
) {
  let (low, high) = (floats4(offsets), floats4(offsets + 16))
  let four = floats4(sums)
  for column in 0..<4 {
    let sum = SIMD4(repeating: four[column])
    let (first, second) = (2 &* column, 2 &* column &+ 1)
    totals[first] = adding(sum, times: low, to: totals[first])
    totals[second] = adding(sum, times: high, to: totals[second])
  }
}
