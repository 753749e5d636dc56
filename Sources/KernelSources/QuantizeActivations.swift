// Activations as int8 with float scales: q = round(127 · x / largest magnitude), x ≈ scale · q.

/// The record of 128 activations, four blocks of 32, for weight formats with blocks of 32.
///
/// The first halves of the four blocks stand before the second halves, because weight formats keep
/// a block's first half in low and its second half in high nibbles: each 16 bytes of a register
/// belong to one block. A last record that is not full is padded with zeros.
///
///     offset   0  quants   8 × 16 int8
///     offset 128  sums    16 × int32: per block, −8 times the sums of the quants that a lane of
///                         four bytes has in both halves; the start of sums of biased products
///     offset 192  scales   4 × float32
///     offset 208  totals   4 × float32, scale times the sum of a block's quants
///     offset 256  words    of the instruction set: see `storeWords`
enum Activation128 {
  static var sums: Int { @inline(__always) get { 128 } }
  static var scales: Int { @inline(__always) get { 192 } }
  static var totals: Int { @inline(__always) get { 208 } }
  static var words: Int { @inline(__always) get { 256 } }
  static var stride: Int { @inline(__always) get { words &+ 128 &* bytesPerWord32 } }
}

/// The record of 256 activations.
///
///     offset   0  quants   256 × int8
///     offset 256  sums      16 × int16, of 16 quants each
///     offset 288  sums       8 × int16, of 32 quants each
///     offset 304  scale      float32
///     offset 320  words    of the instruction set: see `storeWords`
///
/// The size is a multiple of 64, so that quants never straddle cache lines.
enum Activation256 {
  static var sums16: Int { @inline(__always) get { 256 } }
  static var sums32: Int { @inline(__always) get { 288 } }
  static var scale: Int { @inline(__always) get { 304 } }
  static var words: Int { @inline(__always) get { 320 } }
  static var stride: Int { @inline(__always) get { words &+ 256 &* bytesPerWord256 } }
}

func quantizeBlocks32(
  _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutableRawPointer
) {
  let blocks = count / 32
  for group in 0..<(blocks &+ 3) / 4 {
    let first = group &* 4
    let record = output + group &* Activation128.stride
    let sums = (record + Activation128.sums).assumingMemoryBound(to: Int32.self)
    let scales = (record + Activation128.scales).assumingMemoryBound(to: Float.self)
    let totals = (record + Activation128.totals).assumingMemoryBound(to: Float.self)
    for index in 0..<4 {
      let (low, high) = (record + index &* 16, record + (64 &+ index &* 16))
      if first &+ index < blocks {
        let source = input + (first &+ index) &* 32
        let (scale, factor) = scaleOfRun(source, 32)
        storeQuants(source, 16, factor, low)
        storeQuants(source + 16, 16, factor, high)
        scales[index] = scale
      } else {
        for offset in 0..<16 {
          low.storeBytes(of: 0, toByteOffset: offset, as: Int8.self)
          high.storeBytes(of: 0, toByteOffset: offset, as: Int8.self)
        }
        scales[index] = 0
      }
      totals[index] = scales[index] * Float(storeSums(low, high, sums + index &* 4))
    }
    storeWords(record, 128, record + Activation128.words)
  }
}

/// Stores −8 times the sums of each four bytes of two halves, and returns the sum of all.
@inline(__always)
private func storeSums(
  _ low: UnsafeMutableRawPointer, _ high: UnsafeMutableRawPointer,
  _ sums: UnsafeMutablePointer<Int32>
) -> Int32 {
  let first = UnsafePointer(low.assumingMemoryBound(to: Int8.self))
  let second = UnsafePointer(high.assumingMemoryBound(to: Int8.self))
  var total: Int32 = 0
  for lane in 0..<4 {
    var sum: Int32 = 0
    for byte in 4 &* lane..<4 &* lane &+ 4 {
      sum = sum &+ Int32(first[byte]) &+ Int32(second[byte])
    }
    sums[lane] = sum &* -8
    total = total &+ sum
  }
  return total
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
    storeWords(record, 256, record + Activation256.words)
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
  let (scale, factor) = scaleOfRun(input, count)
  storeQuants(input, count, factor, output)
  return scale
}

/// The scale of `count` values, a multiple of 16, and the factor that makes quants of them.
@inline(__always)
private func scaleOfRun(
  _ input: UnsafePointer<Float>, _ count: Int
) -> (scale: Float, factor: Float) {
  var peaks = FloatVector(repeating: 0)
  var i = 0
  while i < count {
    peaks = peaks.maximum(FloatVector(loading: input + i).magnitude)
    i &+= FloatVector.width
  }
  let peak = peaks.largest
  // A peak so small that 127 / peak overflows quantizes to zero, as a peak of zero does.
  let factor = peak > 1e-36 ? 127 / peak : 0
  return (factor == 0 ? 0 : peak / 127, factor)
}

@inline(__always)
private func storeQuants(
  _ input: UnsafePointer<Float>, _ count: Int, _ scale: Float, _ output: UnsafeMutableRawPointer
) {
  let factor = FloatVector(repeating: scale)
  var i = 0
  while i < count {
    (FloatVector(loading: input + i) * factor).storeBytes(to: output + i)
    i &+= FloatVector.width
  }
}
