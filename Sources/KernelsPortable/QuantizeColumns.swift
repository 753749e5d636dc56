/// Quantizes columns, four at a time, into a column block; see `FourColumns16` for the layout.
func quantizeColumns(
  _ input: UnsafePointer<Float>, _ columns: Int, _ count: Int, _ output: UnsafeMutableRawPointer
) {
  // The bytes of four columns before they become words.
  withUnsafeTemporaryAllocation(byteCount: 128, alignment: 16) { bytes in
    guard let quants = bytes.baseAddress else { return }
    var (record, first) = (output, 0)
    while first < columns {
      for index in 0..<count / 32 {
        quantizeFour(
          input + (first &* count &+ index &* 32), min(columns &- first, 4), stride: count,
          through: quants, to: record)
        record += FourColumns16.stride
      }
      first &+= FourColumns16.columns
    }
  }
}

/// Quantizes 32 values of up to four columns; missing columns become zero.
@inline(__always)
private func quantizeFour(
  _ input: UnsafePointer<Float>, _ columns: Int, stride: Int,
  through quants: UnsafeMutableRawPointer, to record: UnsafeMutableRawPointer
) {
  for column in 0..<4 {
    let bytes = quants + column &* 32
    var scale: Float = 0
    if column < columns {
      scale = quantizeRun(input + column &* stride, 32, bytes)
    } else {
      bytes.storeBytes(of: SIMD32(repeating: 0), as: SIMD32<Int8>.self)
    }
    storeSums(UnsafePointer(bytes.assumingMemoryBound(to: Int8.self)), scale, column, to: record)
  }
  for half in 0..<2 {
    let source = quants + half &* 16
    let a = Words16(signed: bytes16(source))
    let b = Words16(signed: bytes16(source + 32))
    let c = Words16(signed: bytes16(source + 64))
    let d = Words16(signed: bytes16(source + 96))
    let target = record + half &* 128
    storePairs(a.even, b.even, c.even, d.even, to: target, stride: 16)
    storePairs(a.odd, b.odd, c.odd, d.odd, to: target + 64, stride: 16)
  }
}

/// Stores what there is one of per column.
@inline(__always)
private func storeSums(
  _ quants: UnsafePointer<Int8>, _ scale: Float, _ column: Int, to record: UnsafeMutableRawPointer
) {
  let (low, high) = (sumOf16(quants), sumOf16(quants + 16))
  let place = record + column &* 4
  place.storeBytes(of: scale, toByteOffset: FourColumns16.scales, as: Float.self)
  let sum = scale * Float(low &+ high)
  place.storeBytes(of: sum, toByteOffset: FourColumns16.sums, as: Float.self)
  place.storeBytes(of: scale * Float(low), toByteOffset: FourColumns16.halves, as: Float.self)
  place.storeBytes(
    of: scale * Float(high), toByteOffset: FourColumns16.halves &+ 16, as: Float.self)
}
