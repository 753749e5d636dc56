/// Long rows times four columns, slice by slice.
///
/// The activations of four columns of 8,960 values take 45 to 80 KB. Row by row they would come from
/// the second cache again and again, and wait there behind the weights that come from memory. So
/// some rows meet a slice of the activations, which stays in the first cache, and then the next.
struct SlicedRows<Rows: FourColumnRows> {
  let weights: UnsafeRawPointer
  let blocks: Int
  let columns: FourColumnsAt
  let output: UnsafeMutablePointer<Float>
  let outputStride: Int

  static var blocksPerSlice: Int { @inline(__always) get { 12 } }
  private static var unitsPerGroup: Int { @inline(__always) get { 4 } }
  /// Weights are asked for in the order of memory, whatever the order in which they are used: at
  /// least so far ahead, in bytes, as a group's last rows are ahead of their turn.
  private static var distance: Int { @inline(__always) get { 24 &* 1024 } }

  private var blockBytes: Int { @inline(__always) get { Rows.Format.blockBytes } }
  private var rowBytes: Int { @inline(__always) get { blocks &* blockBytes } }

  /// Multiplies `rows` rows, a multiple of `Rows.rows`.
  @inline(__always)
  func multiply(_ rows: Int) {
    var (first, ahead) = (0, weights + Self.distance)
    while first < rows {
      let units = min(Self.unitsPerGroup, (rows &- first) / Rows.rows)
      multiplyGroup(first, units, &ahead)
      first &+= units &* Rows.rows
    }
  }

  @inline(__always)
  private func multiplyGroup(_ first: Int, _ units: Int, _ ahead: inout UnsafeRawPointer) {
    var totals = InlineArray<4, Rows>(repeating: Rows())
    for start in stride(from: 0, to: blocks, by: Self.blocksPerSlice) {
      let slice = start..<min(blocks, start &+ Self.blocksPerSlice)
      for unit in 0..<units {
        var rows = totals[unit]
        add(slice, of: first &+ unit &* Rows.rows, to: &rows, &ahead)
        totals[unit] = rows
      }
    }
    for unit in 0..<units {
      totals[unit].store(to: output + (first &+ unit &* Rows.rows), stride: outputStride)
    }
  }

  @inline(__always)
  private func add(
    _ slice: Range<Int>, of row: Int, to rows: inout Rows, _ ahead: inout UnsafeRawPointer
  ) {
    var address = weights + (row &* rowBytes &+ slice.lowerBound &* blockBytes)
    var four = columns.block(slice.lowerBound)
    for _ in slice {
      askForLinesInSecondCache(ahead, Rows.rows &* blockBytes)
      rows.add(address, rowBytes, four)
      address += blockBytes
      ahead += Rows.rows &* blockBytes
      four = four.block(1)
    }
  }
}
