import BlockFormats
import KernelTable
import Testing

@Suite("Tile kernels")
struct TileTests {
  static let withTiles = KernelSets.runnable.filter { $0.kernels.tiles != nil }

  @Test(
    "Panels times column blocks are within 1e-5 of the sum of absolute products",
    arguments: withTiles, DotFormat.tiled)
  func accuracy(isa: InstructionSet, format: DotFormat) throws {
    let tiles = try #require(isa.kernels.tiles)
    for content in WeightContent.allCases {
      for (blocks, rows, columns) in [(1, 1, 1), (2, 3, 8), (3, 16, 5), (5, 17, 7), (2, 37, 2)] {
        let bytes = content.blocks(rows * blocks, of: format, seed: UInt64(rows))
        let reference = try DotReference(format, rows: rows, blocks: blocks, bytes: bytes)
        let input = wholeActivations(columns * reference.count)
        let results = try run(tiles, reference, input, columns: columns)
        for column in 0..<columns {
          let start = column * reference.count
          let values = input[start..<start + reference.count].map { Double($0) }
          for row in 0..<rows {
            let expected = reference.product(row: row, values)
            #expect(
              abs(Double(results[column * rows + row]) - expected.value)
                <= 1e-5 * expected.magnitude,
              "\(content), \(blocks) blocks, row \(row), column \(column)")
          }
        }
      }
    }
  }

  @Test(
    "A column's result does not depend on the number of columns",
    arguments: withTiles, DotFormat.tiled)
  func columns(isa: InstructionSet, format: DotFormat) throws {
    let tiles = try #require(isa.kernels.tiles)
    let bytes = WeightContent.random.blocks(19 * 3, of: format, seed: 2)
    let reference = try DotReference(format, rows: 19, blocks: 3, bytes: bytes)
    var random = RandomNumbers(seed: 4)
    let count = reference.count
    let input = random.floats(tiles.columnsPerBlock * count)
    let all = try run(tiles, reference, input, columns: tiles.columnsPerBlock)
    for columns in 1..<tiles.columnsPerBlock {
      let some = try run(tiles, reference, Array(input.prefix(columns * count)), columns: columns)
      #expect(some.map(\.bitPattern) == all.prefix(19 * columns).map(\.bitPattern))
    }
  }

  /// Whole numbers with a peak of 127 in every 32, which quantize to themselves.
  private func wholeActivations(_ count: Int) -> [Float] {
    var random = RandomNumbers(seed: UInt64(count))
    return (0..<count).map {
      $0 % 32 == 7 ? 127 : Float(Int.random(in: -127...127, using: &random))
    }
  }

  private func run(
    _ tiles: TileKernels, _ reference: DotReference, _ input: [Float], columns: Int
  ) throws -> [Float] {
    let (rows, count) = (reference.rows, reference.count)
    let panels = (rows + tiles.rowsPerPanel - 1) / tiles.rowsPerPanel
    let route = try #require(reference.format.tileRoute(in: tiles))
    let panelBytes = count / 32 * route.panelBytesPer32
    let panel = try GuardedBuffer(count: panels * panelBytes)
    for index in 0..<panels {
      let first = index * tiles.rowsPerPanel
      let weights = reference.weights.start + first * (reference.weights.count / rows)
      let some = min(tiles.rowsPerPanel, rows - first)
      route.unpack(weights, some, count, panel.start + index * panelBytes)
    }
    let source = try GuardedBuffer(input)
    let block = try GuardedBuffer(count: tiles.columnBlockBytes(count))
    tiles.quantize(source.floats, columns, count, block.start)
    let output = try GuardedBuffer([Float](repeating: .nan, count: rows * columns))
    route.multiply(
      panel.start, rows, count, block.start, columns, output.mutableFloats, rows)
    return output.array()
  }
}
