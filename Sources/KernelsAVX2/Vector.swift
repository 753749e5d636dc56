import _Builtin_intrinsics.intel

/// Eight floats in a 256-bit register: the vector that the shared kernel sources compute with.
struct FloatVector {
  static let width = 8
  /// How many rows of two vectors of sums fit into the registers.
  static var rowsPerTile: Int { @inline(__always) get { 6 } }

  var lanes: __m256

  @inline(__always)
  init(_ lanes: __m256) { self.lanes = lanes }

  @inline(__always)
  init(repeating value: Float) { lanes = _mm256_set1_ps(value) }

  @inline(__always)
  init(loading pointer: UnsafePointer<Float>) { lanes = _mm256_loadu_ps(pointer) }

  @inline(__always)
  init(widening pointer: UnsafePointer<UInt16>) {
    lanes = _mm256_cvtph_ps(UnsafeRawPointer(pointer).loadUnaligned(as: __m128i.self))
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) { _mm256_storeu_ps(pointer, lanes) }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(_mm256_add_ps(a.lanes, b.lanes)) }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(_mm256_sub_ps(a.lanes, b.lanes)) }

  @inline(__always)
  static func * (a: Self, b: Self) -> Self { Self(_mm256_mul_ps(a.lanes, b.lanes)) }

  @inline(__always)
  static func / (a: Self, b: Self) -> Self { Self(_mm256_div_ps(a.lanes, b.lanes)) }

  /// `self + a * b`.
  @inline(__always)
  func adding(_ a: Self, times b: Self) -> Self {
    Self(_mm256_fmadd_ps(a.lanes, b.lanes, lanes))
  }

  @inline(__always)
  func maximum(_ other: Self) -> Self { Self(_mm256_max_ps(lanes, other.lanes)) }

  @inline(__always)
  func minimum(_ other: Self) -> Self { Self(_mm256_min_ps(lanes, other.lanes)) }

  @inline(__always)
  var magnitude: Self { Self(_mm256_andnot_ps(_mm256_set1_ps(-0.0), lanes)) }

  @inline(__always)
  var sum: Float { sumOfLanes(lanes) }

  @inline(__always)
  var largest: Float {
    let four = _mm_max_ps(lowHalf(lanes), highHalf(lanes))
    let two = _mm_max_ps(four, _mm_movehl_ps(four, four))
    return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)))
  }

  /// `self * 2^k`, where `biased` is k + 1.5 · 2²³ and k is at least -126 and at most 127.
  ///
  /// The sum with that constant leaves k in the low bits of the float's own bits.
  @inline(__always)
  func scaled(byPowerIn biased: Self) -> Self {
    let exponent = _mm256_slli_epi32(_mm256_castps_si256(biased.lanes), 23)
    let bits = _mm256_add_epi32(_mm256_castps_si256(lanes), exponent)
    return Self(_mm256_castsi256_ps(bits))
  }

  /// Rounds to nearest even and stores as bytes; values are within -128...127.
  @inline(__always)
  func storeBytes(to pointer: UnsafeMutableRawPointer) {
    // The low byte of each 32-bit lane moves to the front of its half, then the halves meet.
    let front = _mm256_set1_epi64x(0x0C08_0400)
    let bytes = _mm256_shuffle_epi8(_mm256_cvtps_epi32(lanes), front)
    let halves = _mm256_permutevar8x32_epi32(bytes, _mm256_set_epi32(0, 0, 0, 0, 0, 0, 4, 0))
    pointer.storeBytes(of: _mm_cvtsi128_si64(_mm256_castsi256_si128(halves)), as: Int64.self)
  }

  /// Eight signed bytes.
  @inline(__always)
  init(bytes pointer: UnsafeRawPointer) {
    let eight = _mm_cvtsi64_si128(pointer.loadUnaligned(as: Int64.self))
    lanes = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(eight))
  }
}
