/// Multiplies rows of a format with any number of columns; see `DotRows`.
///
/// Rows are walked in address order, because the hardware prefetcher follows one stream per thread
/// best. Every four columns pass over a row before the next row begins, so that only the first of
/// them wait for memory.
@inline(__always)
func multiplyRows<Format: DotFormat>(
  _ format: Format.Type,
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let size = count / Format.blockValues &* Format.blockBytes
  var row = DotRow<Format>(
    weights: weights, count: count, activationStride: activationStride, outputStride: outputStride)
  for index in 0..<rows {
    row.weights = weights + index &* size
    var (source, target, left) = (activations, output + index, columns)
    while left >= 4 {
      row.multiply(FourColumns<Format>.self, source, target)
      source += 4 &* activationStride
      target += 4 &* outputStride
      left &-= 4
    }
    switch left {
    case 1: row.multiply(OneColumn<Format>.self, source, target)
    case 2: row.multiply(TwoColumns<Format>.self, source, target)
    case 3: row.multiply(ThreeColumns<Format>.self, source, target)
    default: break
    }
  }
}

/// How far ahead several columns ask for weights, in bytes: into the next page.
///
/// The hardware's own prefetching starts anew at every page. The loads of one column reach far
/// enough ahead by themselves to hide that, and asking for more only takes their place: it made
/// decoding slower by a tenth. Several columns compute longer on each block, and are faster by a
/// tenth.
var prefetchDistance: Int { @inline(__always) get { 4096 } }

/// One row of weights.
private struct DotRow<Format: DotFormat> {
  var weights: UnsafeRawPointer
  let count: Int
  let activationStride: Int
  let outputStride: Int

  @inline(__always)
  func multiply<Group: ColumnGroup>(
    _: Group.Type, _ activations: UnsafeRawPointer, _ output: UnsafeMutablePointer<Float>
  ) where Group.Total == Format.Total {
    var group = Group(stride: activationStride)
    var (blocks, activation) = (weights, activations)
    let blockCount = count / Format.blockValues
    for _ in 0..<blockCount / Format.blocksPerStep {
      if Group.isWide {
        askForLines(blocks + prefetchDistance, Format.blocksPerStep &* Format.blockBytes)
      }
      Format.addBlocks(blocks, activation, to: &group)
      blocks += Format.blocksPerStep &* Format.blockBytes
      activation += Format.activationStride
    }
    let rest = blockCount % Format.blocksPerStep
    if rest > 0 { addPadded(blocks, rest, activation, to: &group) }
    group.store(to: output, stride: outputStride)
  }

  /// Adds the last blocks of a row, with blocks of zeros behind them.
  @inline(__always)
  private func addPadded<Group: ColumnGroup>(
    _ blocks: UnsafeRawPointer, _ count: Int, _ activation: UnsafeRawPointer,
    to group: inout Group
  ) where Group.Total == Format.Total {
    // Room for four blocks of Q8_0, the largest of those that go by fours.
    withUnsafeTemporaryAllocation(byteCount: 144, alignment: 16) { bytes in
      for index in 0..<144 { bytes[index] = 0 }
      for index in 0..<count &* Format.blockBytes {
        bytes[index] = blocks.load(fromByteOffset: index, as: UInt8.self)
      }
      guard let padded = bytes.baseAddress else { return }
      Format.addBlocks(UnsafeRawPointer(padded), activation, to: &group)
    }
  }
}
