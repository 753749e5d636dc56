import BlockFormats
import KernelTable
import Testing

@Suite("Tile kernels")
struct TileTests {
  static let withTiles = KernelSets.runnable.filter { $0.kernels.tiles != nil }

  @Test(
    "Panels times column blocks are within 1e-5 of the sum of absolute products",
    arguments: withTiles, DotFormat.allCases)
  func accuracy(isa: InstructionSet, format: DotFormat) throws {
    for content in WeightContent.allCases {
      for (blocks, rows, columns) in [
        (1, 1, 1), (2, 3, 8), (3, 16, 5), (5, 17, 7), (2, 37, 2), (1, 8, 4), (2, 41, 6),
        (37, 9, 3),
      ] {
        let bytes = content.blocks(rows * blocks, of: format, seed: UInt64(rows))
        let reference = try DotReference(format, rows: rows, blocks: blocks, bytes: bytes)
        let input = wholeActivations(columns * reference.count)
        try expectProducts(of: reference, with: input, columns, isa, "\(content)")
      }
    }
  }

  @Test("The greatest sums of products fit", arguments: withTiles, DotFormat.allCases)
  func greatestSums(isa: InstructionSet, format: DotFormat) throws {
    for content in [WeightContent.greatest, .least, .random] {
      let bytes = content.blocks(16, of: format, seed: 5)
      let reference = try DotReference(format, rows: 16, blocks: 1, bytes: bytes)
      let count = reference.count
      let signs: [(Int) -> Bool] = [
        { _ in true }, { _ in false }, { $0 % 2 == 0 }, { $0 % 4 < 2 }, { $0 % 8 < 4 },
        { $0 % 32 < 16 },
      ]
      let input = signs.flatMap { isPositive in
        (0..<count).map { isPositive($0) ? Float(127) : -127 }
      }
      try expectProducts(of: reference, with: input, signs.count, isa, "\(content)")
    }
  }

  private func expectProducts(
    of reference: DotReference, with input: [Float], _ columns: Int, _ isa: InstructionSet,
    _ comment: String
  ) throws {
    let tiles = try #require(isa.kernels.tiles)
    let (rows, count) = (reference.rows, reference.count)
    let results = try run(tiles, reference, input, columns: columns)
    for column in 0..<columns {
      let values = input[column * count..<(column + 1) * count].map { Double($0) }
      for row in 0..<rows {
        let expected = reference.product(row: row, values)
        #expect(
          abs(Double(results[column * rows + row]) - expected.value)
            <= 1e-5 * expected.magnitude,
          "\(comment), \(rows) rows of \(count), row \(row), column \(column)")
      }
    }
  }

  @Test(
    "A column's result does not depend on the number of columns", arguments: withTiles,
    DotFormat.allCases)
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

  /// AVX-512 rounds scales up to three bits of fraction, at most by an eighth.
  private func largestStep(_ isa: InstructionSet) -> Float {
    (isa == .avx512 ? 1.125 : 1) / 127
  }

  @Test("Activations are rounded to steps that the largest of 32 decides", arguments: withTiles)
  func rounding(isa: InstructionSet) throws {
    let tiles = try #require(isa.kernels.tiles)
    var random = RandomNumbers(seed: 6)
    // A row per value, one of which is one: the results are the activations as the tiles see them.
    let reference = try DotReference(.q8_0, rows: 64, blocks: 2, bytes: Self.identity(64))
    for limit in [1, 1e-20, 3e30] as [Float] {
      let input = random.floats(64 * 7, limit: limit)
      let results = try run(tiles, reference, input, columns: 7)
      for (index, value) in input.enumerated() {
        let run = input[index / 32 * 32..<index / 32 * 32 + 32]
        let step = run.reduce(0) { max($0, $1.magnitude) } * largestStep(isa)
        #expect(abs(results[index] - value) <= step * 0.500_02)
      }
    }
  }

  @Test("Zeros and tiny activations become zero", arguments: withTiles)
  func zeros(isa: InstructionSet) throws {
    let tiles = try #require(isa.kernels.tiles)
    let reference = try DotReference(.q8_0, rows: 64, blocks: 2, bytes: Self.identity(64))
    for value in [0, -0.0, .leastNonzeroMagnitude, 1e-38, -1e-37, 9e-37] as [Float] {
      let input = [Float](repeating: value, count: 64 * 3)
      let results = try run(tiles, reference, input, columns: 3)
      #expect(results.allSatisfy { $0 == 0 })
    }
  }

  @Test("Infinities and NaNs do not trap, nor reach other columns", arguments: withTiles)
  func notFinite(isa: InstructionSet) throws {
    let tiles = try #require(isa.kernels.tiles)
    let reference = try DotReference(.q8_0, rows: 64, blocks: 2, bytes: Self.identity(64))
    var input = [Float](repeating: 1, count: 64 * 5)
    let expected = try run(tiles, reference, input, columns: 5)
    #expect(expected.allSatisfy { abs($0 - 1) <= largestStep(isa) / 2 })
    for value in [Float.infinity, -.infinity, .nan, .signalingNaN, -.nan] {
      input[64 + 3] = value
      let results = try run(tiles, reference, input, columns: 5)
      for column in [0, 2, 3, 4] {
        let range = column * 64..<(column + 1) * 64
        #expect(results[range] == expected[range])
      }
    }
  }

  /// Rows of Q8_0 blocks that are all zero, but for a one in the place of the row's own number.
  private static func identity(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in 0..<count {
      for block in 0..<count / 32 {
        bytes += [0x00, 0x3C]
        for index in 0..<32 { bytes.append(block * 32 + index == row ? 1 : 0) }
      }
    }
    return bytes
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
    let route = reference.format.tileRoute(in: tiles)
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
