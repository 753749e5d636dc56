// Blocks of 32 values as parts of a panel; see `BlockFormats` for their layouts.

/// Blocks of 32 values that begin with their factor.
private protocol PanelBlock32: PanelBlock {
  var address: UnsafeRawPointer { get }
}

extension PanelBlock32 {
  static var records: Int { @inline(__always) get { 1 } }

  @inline(__always)
  func factor(_ record: Int) -> Float { halfFloat(address) }

  /// The nibbles of 16 bytes at an offset: the low ones, or the high ones.
  @inline(__always)
  fileprivate func nibbles(_ offset: Int, _ part: Int) -> Words16 {
    Words16(bytes16(address + offset), shift: UInt16(truncatingIfNeeded: part &* 4), mask: 15)
  }

  /// Values of five bits, less 16.
  @inline(__always)
  fileprivate func fiveBits(fifths: Int, nibbles: Int, _ part: Int) -> Words16 {
    let missing = missingFifths(address + fifths)
    let low = bits(bytes16(address + nibbles), part &* 4, 0x0F)
    return Words16(signed: low | (part == 0 ? missing.0 : missing.1))
  }
}

struct PanelQ4_0: PanelBlock32 {
  let address: UnsafeRawPointer

  static var bytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  func words(_ part: Int) -> Words16 { nibbles(2, part) &- 8 }
}

struct PanelQ4_1: PanelBlock32 {
  let address: UnsafeRawPointer

  static var bytes: Int { @inline(__always) get { 20 } }
  static var offsets: Int { @inline(__always) get { 1 } }

  @inline(__always)
  func words(_ part: Int) -> Words16 { nibbles(4, part) }

  @inline(__always)
  func offset(_ part: Int) -> Float { halfFloat(address + 2) }
}

struct PanelQ5_0: PanelBlock32 {
  let address: UnsafeRawPointer

  static var bytes: Int { @inline(__always) get { 22 } }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    fiveBits(fifths: 2, nibbles: 6, part)
  }
}

struct PanelQ5_1: PanelBlock32 {
  let address: UnsafeRawPointer

  static var bytes: Int { @inline(__always) get { 24 } }
  static var offsets: Int { @inline(__always) get { 1 } }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    fiveBits(fifths: 4, nibbles: 8, part)
  }

  @inline(__always)
  func offset(_ part: Int) -> Float { halfFloat(address + 2) + 16 * halfFloat(address) }
}

struct PanelQ8_0: PanelBlock32 {
  let address: UnsafeRawPointer

  static var bytes: Int { @inline(__always) get { 34 } }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    Words16(signed: bytes16(address + (2 &+ part &* 16)))
  }
}

struct PanelIQ4_NL: PanelBlock32 {
  let address: UnsafeRawPointer

  static var bytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    let (low, high) = nonlinear(address + 2)
    return part == 0 ? low : high
  }
}

struct PanelMXFP4: PanelBlock32 {
  let address: UnsafeRawPointer

  static var bytes: Int { @inline(__always) get { 17 } }

  @inline(__always)
  func words(_ part: Int) -> Words16 {
    let (low, high) = smallFloats(address + 1)
    return part == 0 ? low : high
  }

  @inline(__always)
  func factor(_ record: Int) -> Float { powerOfTwo(address.load(as: UInt8.self)) }
}
