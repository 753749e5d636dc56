// Rows of 256-value blocks into panels.

/// Q4_K: bytes are the nibbles, with a factor d·scale and an offset −dmin·min per 32 values.
func unpackPanelQ4_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  clearMissingRows(rows, count, panel)
  let blocks = count / 256
  for row in 0..<rows {
    for index in 0..<blocks {
      let block = weights + (row &* blocks &+ index) &* 144
      unpackBlockQ4_K(block, row, into: panel + index &* 8 &* Panel.stride)
    }
  }
}

@inline(__always)
private func unpackBlockQ4_K(
  _ block: UnsafeRawPointer, _ row: Int, into records: UnsafeMutableRawPointer
) {
  let d = halfFloat(block)
  let dmin = halfFloat(block + 2)
  let (scales, mins) = unpackSixBits(block + 4)
  for pair in 0..<4 {
    let low = records + 2 &* pair &* Panel.stride
    let high = low + Panel.stride
    for group in 0..<8 {
      let four = block.loadUnaligned(
        fromByteOffset: 16 &+ pair &* 32 &+ group &* 4, as: UInt32.self)
      let offset = group &* 64 &+ row &* 4
      low.storeBytes(of: four & 0x0F0F_0F0F, toByteOffset: offset, as: UInt32.self)
      high.storeBytes(of: (four &>> 4) & 0x0F0F_0F0F, toByteOffset: offset, as: UInt32.self)
    }
    for half in 0..<2 {
      let index = 2 &* pair &+ half
      let record = low + half &* Panel.stride
      record.storeBytes(
        of: d * byte(index, of: scales), toByteOffset: Panel.factors &+ row &* 4, as: Float.self)
      record.storeBytes(
        of: -dmin * byte(index, of: mins), toByteOffset: Panel.second &+ row &* 4, as: Float.self)
    }
  }
}

/// Q6_K: bytes are value + 128, with a factor d·scale per 16 values.
func unpackPanelQ6_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  clearMissingRows(rows, count, panel)
  let blocks = count / 256
  for row in 0..<rows {
    for index in 0..<blocks {
      let block = weights + (row &* blocks &+ index) &* 210
      unpackBlockQ6_K(block, row, into: panel + index &* 8 &* Panel.stride)
    }
  }
}

@inline(__always)
private func unpackBlockQ6_K(
  _ block: UnsafeRawPointer, _ row: Int, into records: UnsafeMutableRawPointer
) {
  let d = halfFloat(block + 208)
  let scales = (block + 192).assumingMemoryBound(to: Int8.self)
  for half in 0..<2 {
    let low = block + half &* 64
    let high = block + 128 + half &* 32
    let target = records + half &* 4 &* Panel.stride
    for group in 0..<8 {
      let l0 = low.loadUnaligned(fromByteOffset: group &* 4, as: UInt32.self)
      let l1 = low.loadUnaligned(fromByteOffset: 32 &+ group &* 4, as: UInt32.self)
      let h = high.loadUnaligned(fromByteOffset: group &* 4, as: UInt32.self)
      let offset = group &* 64 &+ row &* 4
      store(l0, h &<< 4, to: target, 0, offset)
      store(l1, h &<< 2, to: target, 1, offset)
      store(l0 &>> 4, h, to: target, 2, offset)
      store(l1 &>> 4, h &>> 2, to: target, 3, offset)
    }
  }
  for record in 0..<8 {
    let target = records + record &* Panel.stride
    let (a, b) = (d * Float(scales[2 &* record]), d * Float(scales[2 &* record &+ 1]))
    target.storeBytes(of: a, toByteOffset: Panel.factors &+ row &* 4, as: Float.self)
    target.storeBytes(of: b, toByteOffset: Panel.second &+ row &* 4, as: Float.self)
  }
}

/// Joins four nibbles with four bit pairs, and adds 96 to each: 128 less the format's 32.
@inline(__always)
private func store(
  _ nibbles: UInt32, _ pairs: UInt32, to target: UnsafeMutableRawPointer, _ record: Int,
  _ offset: Int
) {
  let values = ((nibbles & 0x0F0F_0F0F) | (pairs & 0x3030_3030)) &+ 0x6060_6060
  target.storeBytes(of: values, toByteOffset: record &* Panel.stride &+ offset, as: UInt32.self)
}
