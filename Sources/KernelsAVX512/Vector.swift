import _Builtin_intrinsics.intel

/// Sixteen floats in a 512-bit register: the vector that the shared kernel sources compute with.
struct FloatVector {
  static let width = 16
  /// How many rows of two vectors of sums fit into the registers.
  static var rowsPerTile: Int { @inline(__always) get { 8 } }

  var lanes: __m512

  @inline(__always)
  init(_ lanes: __m512) { self.lanes = lanes }

  @inline(__always)
  init(repeating value: Float) { lanes = _mm512_set1_ps(value) }

  @inline(__always)
  init(loading pointer: UnsafePointer<Float>) { lanes = _mm512_loadu_ps(pointer) }

  @inline(__always)
  init(widening pointer: UnsafePointer<UInt16>) {
    lanes = _mm512_cvtph_ps(UnsafeRawPointer(pointer).loadUnaligned(as: __m256i.self))
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) { _mm512_storeu_ps(pointer, lanes) }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(_mm512_add_ps(a.lanes, b.lanes)) }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(_mm512_sub_ps(a.lanes, b.lanes)) }

  @inline(__always)
  static func * (a: Self, b: Self) -> Self { Self(_mm512_mul_ps(a.lanes, b.lanes)) }

  @inline(__always)
  static func / (a: Self, b: Self) -> Self { Self(_mm512_div_ps(a.lanes, b.lanes)) }

  /// `self + a * b`.
  @inline(__always)
  func adding(_ a: Self, times b: Self) -> Self {
    Self(_mm512_fmadd_ps(a.lanes, b.lanes, lanes))
  }

  @inline(__always)
  func maximum(_ other: Self) -> Self { Self(_mm512_max_ps(lanes, other.lanes)) }

  @inline(__always)
  func minimum(_ other: Self) -> Self { Self(_mm512_min_ps(lanes, other.lanes)) }

  @inline(__always)
  var magnitude: Self { Self(_mm512_abs_ps(lanes)) }

  @inline(__always)
  var sum: Float { _mm512_reduce_add_ps(lanes) }

  @inline(__always)
  var largest: Float { _mm512_reduce_max_ps(lanes) }

  /// `self * 2^k`, where `biased` is k + 1.5 · 2²³ and k is at least -126 and at most 127.
  ///
  /// The sum with that constant leaves k in the low bits of the float's own bits.
  @inline(__always)
  func scaled(byPowerIn biased: Self) -> Self {
    let exponent = _mm512_slli_epi32(_mm512_castps_si512(biased.lanes), 23)
    let bits = _mm512_add_epi32(_mm512_castps_si512(lanes), exponent)
    return Self(_mm512_castsi512_ps(bits))
  }

  /// Rounds to nearest even and stores as bytes; values are within -128...127.
  @inline(__always)
  func storeBytes(to pointer: UnsafeMutableRawPointer) {
    let bytes = _mm512_cvtsepi32_epi8(_mm512_cvtps_epi32(lanes))
    pointer.storeBytes(of: bytes, as: __m128i.self)
  }

  /// Sixteen signed bytes.
  @inline(__always)
  init(bytes pointer: UnsafeRawPointer) {
    let wide = _mm512_cvtepi8_epi32(pointer.loadUnaligned(as: __m128i.self))
    lanes = _mm512_cvtepi32_ps(wide)
  }
}
