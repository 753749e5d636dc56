// Activations as int8 with float scales: q = round(127 · x / largest magnitude), x ≈ scale · q.
//
// Blocks of 32, for weight formats with blocks of 32: first `count` quants, then `count / 32`
// float scales. Blocks of 256: `Activation256` records, see below.

/// The record of 256 activations.
///
///     offset   0  quants   256 × int8
///     offset 256  sums      16 × int16, of 16 quants each
///     offset 288  sums       8 × int16, of 32 quants each
///     offset 304  scale      float32
///     offset 320  end        (a multiple of 64, so that quants never straddle cache lines)
enum Activation256 {
  static var sums16: Int { @inline(__always) get { 256 } }
  static var sums32: Int { @inline(__always) get { 288 } }
  static var scale: Int { @inline(__always) get { 304 } }
  static var stride: Int { @inline(__always) get { 320 } }
}

/// The bytes that 32 activations take in blocks of 32.
enum Activation32 {
  static var stride: Int { @inline(__always) get { 36 } }
}

func quantizeBlocks32(
  _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutableRawPointer
) {
  let scales = (output + count).assumingMemoryBound(to: Float.self)
  for block in 0..<count / 32 {
    let scale = quantizeRun(input + block &* 32, 32, output + block &* 32)
    scales[block] = scale
  }
}

func quantizeBlocks256(
  _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutableRawPointer
) {
  for block in 0..<count / 256 {
    let record = output + block &* Activation256.stride
    let scale = quantizeRun(input + block &* 256, 256, record)
    record.storeBytes(of: scale, toByteOffset: Activation256.scale, as: Float.self)
    let quants = UnsafePointer(record.assumingMemoryBound(to: Int8.self))
    let sums = (record + Activation256.sums16).assumingMemoryBound(to: Int16.self)
    let pairs = (record + Activation256.sums32).assumingMemoryBound(to: Int16.self)
    for i in 0..<16 { sums[i] = sumOf16(quants + i &* 16) }
    for i in 0..<8 { pairs[i] = sums[2 &* i] &+ sums[2 &* i &+ 1] }
  }
}

@inline(__always)
func sumOf16(_ quants: UnsafePointer<Int8>) -> Int16 {
  var sum: Int16 = 0
  for i in 0..<16 { sum = sum &+ Int16(quants[i]) }
  return sum
}

/// Quantizes `count` values, a multiple of 32, with one scale, and returns the scale.
@inline(__always)
func quantizeRun(
  _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutableRawPointer
) -> Float {
  var peaks = FloatVector(repeating: 0)
  var i = 0
  while i < count {
    peaks = peaks.maximum(FloatVector(loading: input + i).magnitude)
    i &+= FloatVector.width
  }
  let peak = peaks.largest
  let scale = peak / 127
  // A peak so small that 127 / peak overflows quantizes to zero, as a peak of zero does.
  let inverse = peak > 1e-36 ? 127 / peak : 0
  let factor = FloatVector(repeating: inverse)
  i = 0
  while i < count {
    (FloatVector(loading: input + i) * factor).storeBytes(to: output + i)
    i &+= FloatVector.width
  }
  return inverse == 0 ? 0 : scale
}
