// How kept keys and values become vectors; `AttentionKernels` describes the layouts.

enum AttentionLayout {
  /// Positions in a block of keys.
  static var block: Int { @inline(__always) get { 16 } }
  /// Positions that are scored and weighed at a time.
  static var step: Int { @inline(__always) get { 64 } }
}

/// A matrix of which a vector's worth of a row can be loaded, wherever its values come from.
protocol LaneMatrix {
  /// A vector-wide strip of columns.
  associatedtype Strip: LaneStrip
  func strip(atLane lane: Int) -> Strip
}

protocol LaneStrip {
  /// What consecutive rows have in common, such as scales.
  associatedtype Group
  /// How many rows a group has.
  static var rowsPerGroup: Int { get }
  func group(at row: Int) -> Group
  func vector(row: Int, _ group: Group) -> FloatVector
}

/// Rows of halves or floats at a fixed distance.
struct PlainStrip<Element: KeptElement>: LaneStrip {
  static var rowsPerGroup: Int { @inline(__always) get { 1 << 20 } }
  let base: UnsafePointer<Element>
  let stride: Int

  @inline(__always)
  init(base: UnsafePointer<Element>, stride: Int) {
    self.base = base
    self.stride = stride
  }

  @inline(__always)
  func group(at row: Int) {}

  @inline(__always)
  func vector(row: Int, _ group: Void) -> FloatVector {
    Element.vector(at: base + row &* stride)
  }
}

/// A number format in which keys and values are kept, a value at a time.
protocol KeptElement {
  static func vector(at pointer: UnsafePointer<Self>) -> FloatVector
}

extension UInt16: KeptElement {
  @inline(__always)
  static func vector(at pointer: UnsafePointer<UInt16>) -> FloatVector {
    FloatVector(widening: pointer)
  }
}

extension Float: KeptElement {
  @inline(__always)
  static func vector(at pointer: UnsafePointer<Float>) -> FloatVector {
    FloatVector(loading: pointer)
  }
}

/// Keys: rows are the values of the head, lanes are positions.
struct PlainKeys<Element: KeptElement>: LaneMatrix {
  let base: UnsafePointer<Element>
  let width: Int

  @inline(__always)
  func strip(atLane lane: Int) -> PlainStrip<Element> {
    let offset = lane % AttentionLayout.block
    return PlainStrip(
      base: base + ((lane &- offset) &* width &+ offset), stride: AttentionLayout.block)
  }
}

/// Values: rows are positions, lanes are the values of the head.
struct PlainValues<Element: KeptElement>: LaneMatrix {
  let base: UnsafePointer<Element>
  let width: Int

  @inline(__always)
  func strip(atLane lane: Int) -> PlainStrip<Element> {
    PlainStrip(base: base + lane, stride: width)
  }
}

/// Keys as bytes: per block and 32 values of the head, 16 scales and 32 rows of 16 bytes.
struct ByteKeys: LaneMatrix {
  static var bytesPerGroup: Int { @inline(__always) get { 544 } }
  let base: UnsafeRawPointer
  let width: Int

  struct Strip: LaneStrip {
    static var rowsPerGroup: Int { @inline(__always) get { 32 } }
    /// The scales of the first group, from the strip's first lane on.
    let scales: UnsafeRawPointer
    /// The bytes of the first group, likewise.
    let bytes: UnsafeRawPointer

    struct Group {
      let scale: FloatVector
      let gap: Int
    }

    @inline(__always)
    func group(at row: Int) -> Group {
      let index = row / 32
      let address = (scales + index &* ByteKeys.bytesPerGroup)
      return Group(
        scale: FloatVector(widening: address.assumingMemoryBound(to: UInt16.self)),
        // Each group before this one has its scales in between.
        gap: index &* 32)
    }

    @inline(__always)
    func vector(row: Int, _ group: Group) -> FloatVector {
      FloatVector(bytes: bytes + (row &* AttentionLayout.block &+ group.gap)) * group.scale
    }
  }

  @inline(__always)
  func strip(atLane lane: Int) -> Strip {
    let offset = lane % AttentionLayout.block
    let block = base + (lane / AttentionLayout.block) &* (width / 32) &* Self.bytesPerGroup
    return Strip(scales: block + 2 &* offset, bytes: block + (32 &+ offset))
  }
}

/// Values as bytes: per position and 32 values of the head, a scale and 32 bytes.
struct ByteValues: LaneMatrix {
  static var bytesPerGroup: Int { @inline(__always) get { 34 } }
  let base: UnsafeRawPointer
  let width: Int

  struct Strip: LaneStrip {
    static var rowsPerGroup: Int { @inline(__always) get { 1 << 20 } }
    let scales: UnsafeRawPointer
    let offset: Int
    let stride: Int

    @inline(__always)
    func group(at row: Int) {}

    @inline(__always)
    func vector(row: Int, _ group: Void) -> FloatVector {
      let record = scales + row &* stride
      return FloatVector(bytes: record + offset) * FloatVector(repeating: halfFloat(record))
    }
  }

  @inline(__always)
  func strip(atLane lane: Int) -> Strip {
    Strip(
      scales: base + lane / 32 &* Self.bytesPerGroup, offset: 2 &+ lane % 32,
      stride: width / 32 &* Self.bytesPerGroup)
  }
}
