/// 64 positions of a head as 16-bit integers, each position with a scale for its key and one for
/// its value.
///
///     keys         4 blocks of 16 positions: for each two values of the head, both of them of
///                  every position
///     values       for each two positions, every value of the head of both of them
///     key scales   64 floats: key ≈ scale · integers
///     value scales 64 floats
///
/// So a register holds pairs of neighbours along the sum, as VPDPWSSD wants them, of 16 positions
/// or of 16 values of the head.
struct PackedStep {
  static var positions: Int { @inline(__always) get { 64 } }
  static var positionsPerBlock: Int { @inline(__always) get { 16 } }
  /// The length, in integers, of packed queries and keys: no product of two such vectors overflows
  /// 32 bits, by the inequality of Cauchy and Schwarz.
  static var length: Float { @inline(__always) get { 46_300 } }
  /// The largest integer.
  static var largest: Float { @inline(__always) get { 32_767 } }
  /// What the weights of a step's positions add up to at most, but for their rounding.
  static var weightSum: Float { @inline(__always) get { 32_700 } }

  static var bytesPerValue: Int { @inline(__always) get { 256 } }
  static var bytesOfScales: Int { @inline(__always) get { 512 } }

  @inline(__always)
  static func byteCount(_ width: Int) -> Int { bytesPerValue &* width &+ bytesOfScales }

  let base: UnsafeRawPointer
  let width: Int

  @inline(__always)
  init(base: UnsafeRawPointer, width: Int) {
    self.base = base
    self.width = width
  }

  @inline(__always)
  func keys(block: Int) -> UnsafeRawPointer { base + block &* (32 &* width) }

  @inline(__always)
  var values: UnsafeRawPointer { base + 128 &* width }

  @inline(__always)
  var keyScales: UnsafePointer<Float> {
    (base + 256 &* width).assumingMemoryBound(to: Float.self)
  }

  @inline(__always)
  var valueScales: UnsafePointer<Float> { keyScales + Self.positions }
}
