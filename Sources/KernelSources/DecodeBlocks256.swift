// Stored weights of 256-value blocks to float32; see `BlockFormats` for the layouts. The order of
// the multiplications is that of the scalar truth, so that the results are equal bit for bit.

func decodeQ4_K(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 256 {
    let block = blocks + index &* 144
    let d = halfFloat(block)
    let dmin = halfFloat(block + 2)
    let (scales, mins) = unpackSixBits(block + 4)
    for pair in 0..<4 {
      let nibbles = (block + 16 + pair &* 32).assumingMemoryBound(to: UInt8.self)
      let target = output + (index &* 256 &+ pair &* 64)
      let (a, b) = (d * byte(2 &* pair, of: scales), dmin * byte(2 &* pair, of: mins))
      for j in 0..<32 { target[j] = a * Float(nibbles[j] & 15) - b }
      let odd = 2 &* pair &+ 1
      let (e, f) = (d * byte(odd, of: scales), dmin * byte(odd, of: mins))
      for j in 0..<32 { target[32 &+ j] = e * Float(nibbles[j] &>> 4) - f }
    }
  }
}

func decodeQ5_K(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 256 {
    let block = blocks + index &* 176
    let (d, dmin) = (halfFloat(block), halfFloat(block + 2))
    let (scales, mins) = unpackSixBits(block + 4)
    let fifths = (block + 16).assumingMemoryBound(to: UInt8.self)
    for run in 0..<8 {
      let nibbles = (block + (48 &+ run / 2 &* 32)).assumingMemoryBound(to: UInt8.self)
      let target = output + (index &* 256 &+ run &* 32)
      let (a, b) = (d * byte(run, of: scales), dmin * byte(run, of: mins))
      let (shift, bit) = (UInt8(run % 2 &* 4), UInt8(run))
      for j in 0..<32 {
        let nibble = (nibbles[j] &>> shift) & 15
        target[j] = a * Float(nibble | ((fifths[j] &>> bit) & 1) &<< 4) - b
      }
    }
  }
}

func decodeQ6_K(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 256 {
    let block = blocks + index &* 210
    let d = halfFloat(block + 208)
    for half in 0..<2 {
      decodeHalfQ6_K(
        d, (block + half &* 64).assumingMemoryBound(to: UInt8.self),
        (block + 128 + half &* 32).assumingMemoryBound(to: UInt8.self),
        (block + 192 + half &* 8).assumingMemoryBound(to: Int8.self),
        output + (index &* 256 &+ half &* 128))
    }
  }
}

@inline(__always)
private func decodeHalfQ6_K(
  _ d: Float, _ low: UnsafePointer<UInt8>, _ high: UnsafePointer<UInt8>,
  _ scales: UnsafePointer<Int8>, _ target: UnsafeMutablePointer<Float>
) {
  for part in 0..<2 {
    let first = part &* 16
    let (s0, s1) = (d * Float(scales[part]), d * Float(scales[part &+ 2]))
    let (s2, s3) = (d * Float(scales[part &+ 4]), d * Float(scales[part &+ 6]))
    for l in first..<first &+ 16 {
      target[l] = s0 * quant(low[l] & 15, high[l] & 3)
      target[l &+ 32] = s1 * quant(low[l &+ 32] & 15, (high[l] &>> 2) & 3)
      target[l &+ 64] = s2 * quant(low[l] &>> 4, (high[l] &>> 4) & 3)
      target[l &+ 96] = s3 * quant(low[l &+ 32] &>> 4, high[l] &>> 6)
    }
  }
}

@inline(__always)
private func quant(_ nibble: UInt8, _ pair: UInt8) -> Float {
  Float(Int32(nibble | pair &<< 4) &- 32)
}
