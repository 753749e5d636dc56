/// Eight floats: two registers of SSE or NEON, and the vector that the shared sources compute with.
struct FloatVector {
  static let width = 8
  /// How many rows share a loaded vector; on x86-64 their sums do not all fit into the registers,
  /// but widening halves without an instruction for it costs more than that.
  static var rowsPerTile: Int { @inline(__always) get { 4 } }

  var lanes: SIMD8<Float>

  @inline(__always)
  init(_ lanes: SIMD8<Float>) { self.lanes = lanes }

  @inline(__always)
  init(repeating value: Float) { lanes = SIMD8(repeating: value) }

  @inline(__always)
  init(loading pointer: UnsafePointer<Float>) {
    lanes = UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  init(widening pointer: UnsafePointer<UInt16>) {
    lanes = floats(fromHalves: UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<UInt16>.self))
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: lanes, as: SIMD8<Float>.self)
  }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(a.lanes + b.lanes) }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(a.lanes - b.lanes) }

  @inline(__always)
  static func * (a: Self, b: Self) -> Self { Self(a.lanes * b.lanes) }

  @inline(__always)
  static func / (a: Self, b: Self) -> Self { Self(a.lanes / b.lanes) }

  /// `self + a * b`.
  @inline(__always)
  func adding(_ a: Self, times b: Self) -> Self {
    #if arch(arm64)
    Self(lanes.addingProduct(a.lanes, b.lanes))
    #else
    // SSE2 has no fused multiply-add, and the one of the C library takes a call for each lane.
    Self(lanes + a.lanes * b.lanes)
    #endif
  }

  @inline(__always)
  func maximum(_ other: Self) -> Self {
    Self(other.lanes.replacing(with: lanes, where: lanes .> other.lanes))
  }

  @inline(__always)
  func minimum(_ other: Self) -> Self {
    Self(other.lanes.replacing(with: lanes, where: lanes .< other.lanes))
  }

  @inline(__always)
  var magnitude: Self {
    let bits = unsafeBitCast(lanes, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF
    return Self(unsafeBitCast(bits, to: SIMD8<Float>.self))
  }

  @inline(__always)
  var sum: Float {
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always)
  var largest: Float {
    let (low, high) = (lanes.lowHalf, lanes.highHalf)
    let four = high.replacing(with: low, where: low .> high)
    let two = four.highHalf.replacing(with: four.lowHalf, where: four.lowHalf .> four.highHalf)
    return two.x > two.y ? two.x : two.y
  }

  /// `self * 2^k`, where `biased` is k + 1.5 · 2²³ and k is at least -126 and at most 127.
  ///
  /// The sum with that constant leaves k in the low bits of the float's own bits.
  @inline(__always)
  func scaled(byPowerIn biased: Self) -> Self {
    let exponent = unsafeBitCast(biased.lanes, to: SIMD8<UInt32>.self) &<< 23
    let bits = unsafeBitCast(lanes, to: SIMD8<UInt32>.self) &+ exponent
    return Self(unsafeBitCast(bits, to: SIMD8<Float>.self))
  }

  /// Rounds to nearest even and stores as bytes; values are within -128...127.
  ///
  /// Adding 1.5 · 2²³ rounds, and leaves the integer in the low byte. A value that is not a number
  /// gives some byte.
  @inline(__always)
  func storeBytes(to pointer: UnsafeMutableRawPointer) {
    let biased = unsafeBitCast(lanes + 12_582_912, to: SIMD8<UInt32>.self)
    pointer.storeBytes(of: lowBytes(biased), as: SIMD8<UInt8>.self)
  }

  /// Eight signed bytes.
  @inline(__always)
  init(bytes pointer: UnsafeRawPointer) {
    let wide = widened(pointer.loadUnaligned(as: SIMD8<Int8>.self))
    lanes = SIMD8(
      lowHalf: floats(widened(wide.lowHalf)), highHalf: floats(widened(wide.highHalf)))
  }
}
