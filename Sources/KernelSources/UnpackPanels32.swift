// Rows of 32-value blocks into panels: every value becomes the byte value + 128.

func unpackPanelQ8_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackRows32(weights, rows, count, panel, blockBytes: 34) { block, bytes in
    let source = (block + 2).assumingMemoryBound(to: UInt8.self)
    for j in 0..<32 { bytes[j] = source[j] ^ 0x80 }
  }
}

func unpackPanelQ4_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackRows32(weights, rows, count, panel, blockBytes: 18) { block, bytes in
    let nibbles = (block + 2).assumingMemoryBound(to: UInt8.self)
    for j in 0..<16 { bytes[j] = (nibbles[j] & 15) &+ 120 }
    for j in 0..<16 { bytes[16 &+ j] = (nibbles[j] &>> 4) &+ 120 }
  }
}

func unpackPanelQ5_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackRows32(weights, rows, count, panel, blockBytes: 22) { block, bytes in
    let fifths = block.loadUnaligned(fromByteOffset: 2, as: UInt32.self)
    let nibbles = (block + 6).assumingMemoryBound(to: UInt8.self)
    for j in 0..<16 {
      let low = UInt8(truncatingIfNeeded: fifths &>> UInt32(truncatingIfNeeded: j)) & 1
      let high = UInt8(truncatingIfNeeded: fifths &>> UInt32(truncatingIfNeeded: j &+ 16)) & 1
      bytes[j] = ((nibbles[j] & 15) | low &<< 4) &+ 112
      bytes[16 &+ j] = ((nibbles[j] &>> 4) | high &<< 4) &+ 112
    }
  }
}

/// Walks blocks of 32 values; `unpack` writes the 32 bytes of one block.
@inline(__always)
private func unpackRows32(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer,
  blockBytes: Int, unpack: (UnsafeRawPointer, UnsafeMutablePointer<UInt8>) -> Void
) {
  clearMissingRows(rows, count, panel)
  let blocks = count / 32
  withUnsafeTemporaryAllocation(byteCount: 32, alignment: 32) { scratch in
    guard let bytes = scratch.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    for row in 0..<rows {
      for index in 0..<blocks {
        let block = weights + (row &* blocks &+ index) &* blockBytes
        unpack(block, bytes)
        let record = panel + index &* Panel.stride
        placeRow(UnsafeRawPointer(bytes), row, in: record)
        let d = halfFloat(block)
        record.storeBytes(of: d, toByteOffset: Panel.factors &+ row &* 4, as: Float.self)
      }
    }
  }
}

/// Spreads 32 bytes of one row over the groups of a record.
@inline(__always)
func placeRow(_ bytes: UnsafeRawPointer, _ row: Int, in record: UnsafeMutableRawPointer) {
  for group in 0..<8 {
    let four = bytes.loadUnaligned(fromByteOffset: group &* 4, as: UInt32.self)
    record.storeBytes(of: four, toByteOffset: group &* 64 &+ row &* 4, as: UInt32.self)
  }
}

/// Zeroes a panel when fewer than sixteen rows will be written into it.
@inline(__always)
func clearMissingRows(_ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer) {
  guard rows < Panel.rows else { return }
  panel.initializeMemory(as: UInt8.self, repeating: 0, count: count / 32 &* Panel.stride)
}
