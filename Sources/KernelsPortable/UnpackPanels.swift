/// A block of weights that a panel is made of.
protocol PanelBlock {
  static var bytes: Int { get }
  /// The records of 32 values that a block makes.
  static var records: Int { get }
  /// How many fields of offsets a record has: see `PanelStep`.
  static var offsets: Int { get }

  init(address: UnsafeRawPointer)

  /// Sixteen values, without the factor and the offset: those from 16 · `part` on.
  func words(_ part: Int) -> Words16
  func factor(_ record: Int) -> Float
  /// The offset of the values from 16 · `part` on.
  func offset(_ part: Int) -> Float
}

extension PanelBlock {
  static var offsets: Int { @inline(__always) get { 0 } }

  @inline(__always)
  func offset(_ part: Int) -> Float { 0 }
}

/// Unpacks up to eight rows, four at a time; see `UnpackPanel`.
///
/// Rows that are missing repeat the last.
@inline(__always)
func unpackPanel<Block: PanelBlock>(
  _: Block.Type, _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / (32 &* Block.records)
  let size = blocks &* Block.bytes
  for half in 0..<2 {
    let last = min(rows, Panel.rows) &- 1
    let first = weights + min(4 &* half, last) &* size
    let second = weights + min(4 &* half &+ 1, last) &* size
    let third = weights + min(4 &* half &+ 2, last) &* size
    let fourth = weights + min(4 &* half &+ 3, last) &* size
    for index in 0..<blocks {
      let place = index &* Block.bytes
      let four = FourBlocks<Block>(
        a: Block(address: first + place), b: Block(address: second + place),
        c: Block(address: third + place),
        d: Block(address: fourth + place))
      four.store(to: panel + (index &* Block.records &* Panel.stride &+ half &* 16))
    }
  }
}

/// The blocks of four rows.
private struct FourBlocks<Block: PanelBlock> {
  let a: Block
  let b: Block
  let c: Block
  let d: Block

  @inline(__always)
  func store(to records: UnsafeMutableRawPointer) {
    for part in 0..<2 &* Block.records {
      let (a, b, c, d) = (a.words(part), b.words(part), c.words(part), d.words(part))
      let target = records + (part / 2 &* Panel.stride &+ part % 2 &* 256)
      storePairs(a.even, b.even, c.even, d.even, to: target, stride: 32)
      storePairs(a.odd, b.odd, c.odd, d.odd, to: target + 128, stride: 32)
    }
    for index in 0..<Block.records {
      let record = records + index &* Panel.stride
      record.storeBytes(of: factors(index), toByteOffset: Panel.factors, as: SIMD4<Float>.self)
      for field in 0..<Block.offsets {
        record.storeBytes(
          of: offsets(2 &* index &+ field), toByteOffset: Panel.offsets &+ field &* 32,
          as: SIMD4<Float>.self)
      }
    }
  }

  @inline(__always)
  private func factors(_ record: Int) -> SIMD4<Float> {
    SIMD4(a.factor(record), b.factor(record), c.factor(record), d.factor(record))
  }

  @inline(__always)
  private func offsets(_ part: Int) -> SIMD4<Float> {
    SIMD4(a.offset(part), b.offset(part), c.offset(part), d.offset(part))
  }
}
