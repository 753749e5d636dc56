import _Builtin_intrinsics.intel

// Four columns at a time. Arithmetic bounds their speed and not memory, and the pipes of the
// multiply-adds most of all, so what there is one of per column is made for four in one register.
// Every sum has the same products in the same order as that of a single column.

/// The activations of four columns at the same place.
struct FourColumnsAt {
  let address: UnsafeRawPointer
  let stride: Int

  @inline(__always)
  func column(_ index: Int) -> UnsafeRawPointer { address + index &* stride }

  /// The activations so many blocks further on.
  @inline(__always)
  func block(_ index: Int) -> FourColumnsAt {
    FourColumnsAt(address: address + index &* Activation256.stride, stride: stride)
  }

  /// The scales of the four columns.
  @inline(__always)
  var scales: __m128 {
    let scale = { (index: Int) in
      column(index).load(fromByteOffset: Activation256.scale, as: Float.self)
    }
    return _mm_set_ps(scale(3), scale(2), scale(1), scale(0))
  }

  /// The eight sums of runs of 32 of each column.
  @inline(__always)
  var sums32: __m512i {
    let sums = { (index: Int) in
      (column(index) + Activation256.sums32).loadUnaligned(as: __m128i.self)
    }
    let first = _mm512_mask_broadcast_i32x4(_mm512_castsi128_si512(sums(0)), 0x00F0, sums(1))
    let second = _mm512_mask_broadcast_i32x4(first, 0x0F00, sums(2))
    return _mm512_mask_broadcast_i32x4(second, 0xF000, sums(3))
  }
}

/// Some rows of a format, and what four columns have added up of them.
protocol FourColumnRows {
  associatedtype Format: BlocksOf256
  static var rows: Int { get }
  init()

  /// Adds the products of a block of the first row, and of the blocks `rowBytes` behind it.
  mutating func add(_ block: UnsafeRawPointer, _ rowBytes: Int, _ columns: FourColumnsAt)

  /// Writes the results of a column's rows next to each other, and columns `stride` floats apart.
  func store(to output: UnsafeMutablePointer<Float>, stride: Int)
}

/// Multiplies rows of a format with any number of columns, four of them at a time.
@inline(__always)
func multiplyFours<Rows: FourColumnRows>(
  _ kind: Rows.Type,
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let blocks = count / 256
  let size = blocks &* Rows.Format.blockBytes
  let together = columns < 4 ? 0 : rows / Rows.rows &* Rows.rows
  let isLong = blocks > SlicedRows<Rows>.blocksPerSlice
  // Short rows meet all columns before the next ones; of long rows, all meet four columns.
  let step = isLong ? max(together, 1) : Rows.rows
  for index in stride(from: 0, to: together, by: step) {
    let row = weights + index &* size
    var (source, target, left) = (activations, output + index, columns)
    while left >= 4 {
      let four = FourColumnsAt(address: source, stride: activationStride)
      if isLong {
        SlicedRows<Rows>(
          weights: row, blocks: blocks, columns: four, output: target, outputStride: outputStride
        ).multiply(together)
      } else {
        multiplyFour(kind, row, size, blocks, four, target, outputStride)
      }
      source += 4 &* activationStride
      target += 4 &* outputStride
      left &-= 4
    }
    multiplyRows(
      Rows.Format.self, row, step, count, source, left, activationStride, target, outputStride)
  }
  multiplyRows(
    Rows.Format.self, weights + together &* size, rows &- together, count, activations, columns,
    activationStride, output + together, outputStride)
}

@inline(__always)
private func multiplyFour<Rows: FourColumnRows>(
  _ kind: Rows.Type, _ weights: UnsafeRawPointer, _ rowBytes: Int, _ blocks: Int,
  _ columns: FourColumnsAt, _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  var rows = Rows()
  var (address, four, ahead) = (weights, columns, weights + prefetchDistance)
  for _ in 0..<blocks {
    askForLines(ahead, Rows.rows &* Rows.Format.blockBytes)
    rows.add(address, rowBytes, four)
    address += Rows.Format.blockBytes
    ahead += Rows.rows &* Rows.Format.blockBytes
    four = four.block(1)
  }
  rows.store(to: output, stride: outputStride)
}

/// Formats of which four columns at a time are multiplied.
protocol ByFourColumns: BlocksOf256 {
  associatedtype Rows: FourColumnRows where Rows.Format == Self
}

extension ByFourColumns {
  @inline(__always)
  static func multiply(
    _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
    _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
    _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
  ) {
    multiplyFours(
      Rows.self, weights, rows, count, activations, columns, activationStride, output,
      outputStride)
  }
}
