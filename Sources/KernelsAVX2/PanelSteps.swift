import _Builtin_intrinsics.intel

// How the products of a step come about, by what the values of a format can be.

/// value = factor · (byte − 16), values −16 to 16: Q4_0, Q5_0, MXFP4.
///
/// Sixteen products fit int16: 16 · 16 · 127 = 32,512.
enum SymmetricStep: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    var sums = pairs(columns, FourColumns8.biases)
    addGroups(WholeBytes.self, record, columns, min(8, count), to: &sums)
    widen(&sums)
    addScaled(sums, record, columns, &totals)
  }
}

/// value = factor · byte + offset, bytes to 15: Q4_1, Q4_K.
///
/// Sixteen products fit int16: 16 · 15 · 127 = 30,480.
enum AffineStep15: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    var sums = TileIntegers(repeating: _mm256_setzero_si256())
    addGroups(WholeBytes.self, record, columns, min(8, count), to: &sums)
    widen(&sums)
    addScaled(sums, record, columns, &totals)
    addOffsets(record, Panel.second, columns, FourColumns8.sums, &totals)
  }
}

/// value = factor · (byte − 16) + offset, bytes to 31: Q5_1, Q5_K.
enum AffineStep31: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    SymmetricStep.add(record, columns, count, to: &totals)
    addOffsets(record, Panel.second, columns, FourColumns8.sums, &totals)
  }
}

/// value = factor · scale · (byte − 32), an int16 scale per 16 values: Q6_K, Q3_K.
///
/// Eight products fit int16: 8 · 32 · 127 = 32,512.
enum SymmetricStep16: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    var sums = TileIntegers(repeating: _mm256_setzero_si256())
    for half in 0..<min(2, count) {
      var part = pairs(columns, FourColumns8.biases16 &+ half &* 16)
      addGroups(
        WholeBytes.self, record + half &* 256, columns + half &* 64, min(4, count),
        to: &part)
      let scales = record + (Panel.second &+ half &* 64)
      let (low, high) = (bytes32(scales), bytes32(scales + 32))
      for column in 0..<4 {
        let (first, second) = (2 &* column, 2 &* column &+ 1)
        sums[first] = _mm256_add_epi32(sums[first], _mm256_madd_epi16(part[first], low))
        sums[second] = _mm256_add_epi32(sums[second], _mm256_madd_epi16(part[second], high))
      }
    }
    addScaled(sums, record, columns, &totals)
  }
}

/// value = factor · byte + offset, bytes to 45, an offset per 16 values: Q2_K.
///
/// Four products fit int16: 4 · 45 · 127 = 22,860.
enum AffineStep16: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    let zero = _mm256_setzero_si256()
    var sums = TileIntegers(repeating: zero)
    // Unrolled: a loop of two groups costs more than the registers it saves.
    for quarter in 0..<4 {
      var part = TileIntegers(repeating: zero)
      addTwoGroups(WholeBytes.self, record + quarter &* 128, columns + quarter &* 32, to: &part)
      for index in 0..<8 { sums[index] = _mm256_add_epi32(sums[index], widened(part[index])) }
    }
    addScaled(sums, record, columns, &totals)
    addOffsets(record, Panel.second, columns, FourColumns8.halves, &totals)
    addOffsets(record, Panel.third, columns, FourColumns8.halves &+ 16, &totals)
  }
}

/// value = factor · (byte − 128): Q8_0, IQ4_NL, IQ4_XS.
///
/// Bytes are multiplied as two nibbles, 16 · (high − 8) + low, of which sixteen products fit int16.
/// Giving the values' signs to the activations, and widening every product, was just as fast.
enum ByteStep: PanelStep {
  @inline(__always)
  static func add(
    _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
    to totals: inout TileFloats
  ) {
    var sums = pairs(columns, FourColumns8.biases8)
    addGroups(HighNibbles.self, record, columns, min(8, count), to: &sums)
    let sixteen = _mm256_set1_epi16(16)
    for index in 0..<8 { sums[index] = _mm256_madd_epi16(sums[index], sixteen) }
    var low = TileIntegers(repeating: _mm256_setzero_si256())
    addGroups(LowNibbles.self, record, columns, min(8, count), to: &low)
    for index in 0..<8 { sums[index] = _mm256_add_epi32(sums[index], widened(low[index])) }
    addScaled(sums, record, columns, &totals)
  }
}

/// What of a panel's bytes is multiplied.
private protocol ByteParts {
  static func of(_ bytes: __m256i) -> __m256i
}

private enum WholeBytes: ByteParts {
  @inline(__always)
  static func of(_ bytes: __m256i) -> __m256i { bytes }
}

private enum LowNibbles: ByteParts {
  @inline(__always)
  static func of(_ bytes: __m256i) -> __m256i {
    _mm256_and_si256(bytes, _mm256_set1_epi8(0x0F))
  }
}

private enum HighNibbles: ByteParts {
  @inline(__always)
  static func of(_ bytes: __m256i) -> __m256i {
    _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F))
  }
}

/// Adds the pairs of products of the rows' bytes in some groups, an even number, with those of four
/// columns.
@inline(__always)
private func addGroups<Parts: ByteParts>(
  _: Parts.Type, _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, _ count: Int,
  to sums: inout TileIntegers
) {
  for pair in 0..<count / 2 {
    addTwoGroups(Parts.self, record + pair &* 128, columns + pair &* 32, to: &sums)
  }
}

@inline(__always)
private func addTwoGroups<Parts: ByteParts>(
  _: Parts.Type, _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer,
  to sums: inout TileIntegers
) {
  for group in 0..<2 {
    let first = Parts.of(bytes32(record + group &* 64))
    let second = Parts.of(bytes32(record + (group &* 64 &+ 32)))
    for column in 0..<4 {
      let four = fourBytes(columns, group &* 16 &+ column &* 4)
      let (low, high) = (2 &* column, 2 &* column &+ 1)
      sums[low] = _mm256_add_epi16(sums[low], _mm256_maddubs_epi16(first, four))
      sums[high] = _mm256_add_epi16(sums[high], _mm256_maddubs_epi16(second, four))
    }
  }
}

/// The two int16 of each lane, added up.
@inline(__always)
private func widened(_ pairs: __m256i) -> __m256i {
  _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))
}

@inline(__always)
private func widen(_ sums: inout TileIntegers) {
  for index in 0..<8 { sums[index] = widened(sums[index]) }
}

/// `totals += sums · scale of the column · factor of the row`.
@inline(__always)
private func addScaled(
  _ sums: TileIntegers, _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer,
  _ totals: inout TileFloats
) {
  let low = floats(record + Panel.factors)
  let high = floats(record + (Panel.factors &+ 32))
  for column in 0..<4 {
    let scale = scalar(columns, FourColumns8.scales &+ column &* 4)
    let (first, second) = (2 &* column, 2 &* column &+ 1)
    totals[first] = _mm256_fmadd_ps(
      _mm256_mul_ps(_mm256_cvtepi32_ps(sums[first]), scale), low, totals[first])
    totals[second] = _mm256_fmadd_ps(
      _mm256_mul_ps(_mm256_cvtepi32_ps(sums[second]), scale), high, totals[second])
  }
}

/// `totals += sum of the column · offset of the row`.
@inline(__always)
private func addOffsets(
  _ record: UnsafeRawPointer, _ offsets: Int, _ columns: UnsafeRawPointer, _ sums: Int,
  _ totals: inout TileFloats
) {
  let low = floats(record + offsets)
  let high = floats(record + (offsets &+ 32))
  for column in 0..<4 {
    let sum = scalar(columns, sums &+ column &* 4)
    let (first, second) = (2 &* column, 2 &* column &+ 1)
    totals[first] = _mm256_fmadd_ps(sum, low, totals[first])
    totals[second] = _mm256_fmadd_ps(sum, high, totals[second])
  }
}

/// Two int16 of each column, for both halves of the rows.
@inline(__always)
private func pairs(_ columns: UnsafeRawPointer, _ offset: Int) -> TileIntegers {
  var sums = TileIntegers(repeating: _mm256_setzero_si256())
  for column in 0..<4 {
    let pair = fourBytes(columns, offset &+ column &* 4)
    sums[2 &* column] = pair
    sums[2 &* column &+ 1] = pair
  }
  return sums
}

@inline(__always)
private func fourBytes(_ columns: UnsafeRawPointer, _ offset: Int) -> __m256i {
  _mm256_set1_epi32((columns + offset).loadUnaligned(as: Int32.self))
}

@inline(__always)
private func floats(_ address: UnsafeRawPointer) -> __m256 {
  _mm256_loadu_ps(address.assumingMemoryBound(to: Float.self))
}

@inline(__always)
private func scalar(_ columns: UnsafeRawPointer, _ offset: Int) -> __m256 {
  _mm256_set1_ps((columns + offset).loadUnaligned(as: Float.self))
}
