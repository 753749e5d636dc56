// Blocks of 256 values as parts of a panel; see `BlockFormats` for their layouts. Words are
// products of values and the whole-numbered scales of their runs.

/// Blocks of 256 values.
private protocol PanelBlock256: PanelBlock {
  var d: Float { get }
}

extension PanelBlock256 {
  static var records: Int { @inline(__always) get { 8 } }

  @inline(__always)
  func factor(_ record: Int) -> Float { d }
}

/// The first 16 bytes of Q4_K and Q5_K: eight runs of 32 values with a scale and a minimum.
struct SixBitRuns {
  private let scales: UInt64
  private let minima: UInt64
  let d: Float
  private let dmin: Float

  @inline(__always)
  init(_ address: UnsafeRawPointer) {
    (scales, minima) = unpackSixBits(address + 4)
    d = halfFloat(address)
    dmin = halfFloat(address + 2)
  }

  @inline(__always)
  func scale(_ run: Int) -> Int16 { wordOf(scales, run) }

  @inline(__always)
  func offset(_ run: Int) -> Float { -dmin * byte(run, of: minima) }
}

private protocol PanelSixBitRuns: PanelBlock256 {
  var runs: SixBitRuns { get }
}

extension PanelSixBitRuns {
  static var offsets: Int { @inline(__always) get { 1 } }
  var d: Float { @inline(__always) get { runs.d } }

  @inline(__always)
  func offset(_ part: Int) -> Float { runs.offset(part / 2) }
}

struct PanelQ4_K: PanelSixBitRuns {
  private let address: UnsafeRawPointer
  let runs: SixBitRuns

  static var bytes: Int { @inline(__always) get { 144 } }

  @inline(__always)
  init(address: UnsafeRawPointer) {
    self.address = address
    runs = SixBitRuns(address)
  }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    let run = part / 2
    let nibbles = bytes16(address + (16 &+ run / 2 &* 32 &+ part % 2 &* 16))
    return Words16(nibbles, shift: UInt16(truncatingIfNeeded: run % 2 &* 4), mask: 15)
      &* runs.scale(run)
  }
}

struct PanelQ5_K: PanelSixBitRuns {
  private let address: UnsafeRawPointer
  let runs: SixBitRuns

  static var bytes: Int { @inline(__always) get { 176 } }

  @inline(__always)
  init(address: UnsafeRawPointer) {
    self.address = address
    runs = SixBitRuns(address)
  }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    fiveBits(address, part / 2, part % 2 &* 16) &* runs.scale(part / 2)
  }
}

struct PanelQ6_K: PanelBlock256 {
  private let address: UnsafeRawPointer
  let d: Float

  static var bytes: Int { @inline(__always) get { 210 } }

  @inline(__always)
  init(address: UnsafeRawPointer) {
    self.address = address
    d = halfFloat(address + 208)
  }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    let scale = address.load(fromByteOffset: 192 &+ part, as: Int8.self)
    return (sixBits(address, part) &- 32) &* Int16(scale)
  }
}

struct PanelQ3_K: PanelBlock256 {
  private let address: UnsafeRawPointer
  private let scales: (UInt64, UInt64)
  let d: Float

  static var bytes: Int { @inline(__always) get { 110 } }

  @inline(__always)
  init(address: UnsafeRawPointer) {
    self.address = address
    scales = unpackQ3Scales(address + 96)
    d = halfFloat(address + 108)
  }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    let scale = wordOf(part < 8 ? scales.0 : scales.1, part % 8) &- 32
    return (threeBits(address, part) &- 4) &* scale
  }
}

struct PanelQ2_K: PanelBlock256 {
  private let address: UnsafeRawPointer
  let d: Float
  private let dmin: Float

  static var bytes: Int { @inline(__always) get { 84 } }
  static var offsets: Int { @inline(__always) get { 2 } }

  @inline(__always)
  init(address: UnsafeRawPointer) {
    self.address = address
    d = halfFloat(address + 80)
    dmin = halfFloat(address + 82)
  }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    let scale = address.load(fromByteOffset: part, as: UInt8.self) & 15
    return twoBits(address + 16, part) &* Int16(scale)
  }

  @inline(__always)
  func offset(_ part: Int) -> Float {
    -dmin * Float(address.load(fromByteOffset: part, as: UInt8.self) &>> 4)
  }
}

struct PanelIQ4_XS: PanelBlock256 {
  private let address: UnsafeRawPointer
  private let scales: UInt64
  let d: Float

  static var bytes: Int { @inline(__always) get { 136 } }

  @inline(__always)
  init(address: UnsafeRawPointer) {
    self.address = address
    scales = unpackIQ4Scales(address)
    d = halfFloat(address)
  }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    let run = part / 2
    let (low, high) = nonlinear(address + (8 &+ run &* 16))
    return (part % 2 == 0 ? low : high) &* (wordOf(scales, run) &- 32)
  }
}
