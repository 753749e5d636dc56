import BlockFormats
import Compute
import KernelTable
import TestSupport
import Testing
import ThreadTeam

@Suite("What products write")
struct MatMulShapeTests {
  private static let ways = InstructionSet.supported.flatMap { isa in
    [
      Way(isa: isa, policy: .auto), Way(isa: isa, policy: .blas),
      Way(isa: isa, policy: .blas, usesOpenBLAS: false),
    ]
  }

  @Test("Gaps between columns are left alone", arguments: ways, [WeightType.q4_K, .f16])
  func gaps(way: Way, type: WeightType) throws {
    let matrix = try StoredMatrix(type, rows: 67, columns: 512)
    let input = RandomValues.list(9 * 512, seed: 2)
    let output = multiply(way.door, input, columns: 9, by: [matrix], gap: 5)[0]
    for index in 0..<9 {
      let rest = output[index * 72 + 67..<(index + 1) * 72]
      #expect(rest.allSatisfy { $0 == untouched }, "after column \(index)")
      let written = output[index * 72..<index * 72 + 67]
      #expect(written.allSatisfy { $0 != untouched }, "column \(index)")
    }
    #expect(output[(9 * 72)...].allSatisfy { $0 == untouched })
  }

  @Test("No columns write nothing", arguments: ways, [0, -1])
  func noColumns(way: Way, columns: Int) throws {
    let matrix = try StoredMatrix(.q8_0, rows: 5, columns: 32)
    let door = way.door
    var output = [Float](repeating: untouched, count: 8)
    output.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      door.multiply(base, columns: columns, by: [.init(matrix.weights, into: base, stride: 5)])
    }
    #expect(output.allSatisfy { $0 == untouched })
  }

  @Test("No products do nothing", arguments: ways)
  func noProducts(way: Way) {
    #expect(multiply(way.door, [1, 2, 3], columns: 3, by: []).isEmpty)
  }

  @Test(
    "Products that share an input come out as they do alone", arguments: ways, [1, 4, 11, 33])
  func sharedInput(way: Way, columns: Int) throws {
    let types: [WeightType] = [.q4_K, .q8_0, .f16, .q4_0, .q6_K, .q2_K, .q5_0]
    let matrices = try types.enumerated().map { index, type in
      try StoredMatrix(type, rows: 3 + 20 * index, columns: 512, seed: UInt64(index))
    }
    let input = RandomValues.list(columns * 512, seed: 9)
    let together = multiply(way.door, input, columns: columns, by: matrices, gap: 1)
    for (index, matrix) in matrices.enumerated() {
      let alone = multiply(way.door, input, columns: columns, by: [matrix], gap: 1)[0]
      #expect(together[index] == alone, "\(types[index])")
    }
  }

  @Test("A door forgets the input before", arguments: ways, [WeightType.q5_0, .q6_K, .f32])
  func freshInput(way: Way, type: WeightType) throws {
    let matrix = try StoredMatrix(type, rows: 20, columns: 256)
    let door = way.door
    let long = RandomValues.list(12 * 256, seed: 1)
    let short = RandomValues.list(3 * 256, seed: 2)
    let fresh = multiply(way.door, short, columns: 3, by: [matrix])
    let before = multiply(door, long, columns: 12, by: [matrix])
    #expect(multiply(door, short, columns: 3, by: [matrix]) == fresh)
    #expect(multiply(door, long, columns: 12, by: [matrix]) == before)
    #expect(before != fresh)
  }

  @Test(
    "Integer results depend on neither batch nor threads, as long as the path is the same",
    arguments: WeightType.integerFormats, InstructionSet.supported)
  func independentColumns(type: WeightType, isa: InstructionSet) throws {
    // 1280 × 160 is more than one task of 64 KiB in every format.
    let matrix = try StoredMatrix(type, rows: 160, columns: 1280)
    let input = RandomValues.list(40 * 1280, seed: 4)
    let fewest = KernelSelection.table(for: isa).tiles?.fewestColumns
    let paths =
      fewest.map { [[1, 2, 3, 5, $0 - 1], [$0, 16, 17, 40]] } ?? [[1, 2, 7, 8, 9, 17, 40]]
    for sizes in paths {
      let results = sizes.enumerated().map { index, columns in
        let way = Way(isa: isa, policy: .int8, threads: 1 + index % 3)
        return multiply(way.door, input, columns: columns, by: [matrix])[0]
      }
      for (columns, result) in zip(sizes, results) {
        let count = columns * 160
        #expect(result[..<count] == results[sizes.count - 1][..<count], "\(columns) columns")
      }
    }
  }

  @Test("Large batches are multiplied as integers", arguments: InstructionSet.supported)
  func largeBatches(isa: InstructionSet) throws {
    let matrix = try StoredMatrix(.q8_0, rows: 50, columns: 320)
    let input = RandomValues.list(32 * 320, seed: 4)
    func result(_ way: Way) -> [Float] {
      multiply(way.door, input, columns: 32, by: [matrix])[0]
    }
    let automatic = result(Way(isa: isa, policy: .auto))
    let integers = result(Way(isa: isa, policy: .int8))
    #expect(integers != result(Way(isa: isa, policy: .blas)))
    #expect(automatic == integers)
    #expect(result(Way(isa: isa, policy: .auto, usesOpenBLAS: false)) == integers)
  }

  @Test(
    "Large batches go to OpenBLAS where a table says so, unless integers are asked for",
    arguments: InstructionSet.supported)
  func openBLAS(isa: InstructionSet) throws {
    let matrix = try StoredMatrix(.q8_0, rows: 50, columns: 320)
    let input = RandomValues.list(20 * 320, seed: 4)
    func result(_ policy: MatMulPolicy, _ columns: Int, usesOpenBLAS: Bool = true) -> [Float] {
      let door = MatMul(
        team: WorkerTeam(count: 2), kernels: preferringOpenBLAS(isa, from: 20), policy: policy,
        usesOpenBLAS: usesOpenBLAS)
      return multiply(door, input, columns: columns, by: [matrix])[0]
    }
    let integers = result(.int8, 20)
    let floats = result(.blas, 20)
    #expect(integers != floats)
    #expect(result(.auto, 20) == (OpenBLAS.isUsable ? floats : integers))
    #expect(result(.auto, 20, usesOpenBLAS: false) == integers)
    #expect(result(.auto, 19) == result(.int8, 19))
  }

  private func preferringOpenBLAS(_ isa: InstructionSet, from columns: Int) -> KernelTable {
    let table = KernelSelection.table(for: isa)
    return KernelTable(
      isa: isa, integer: table.integer, halves: table.halves, rows: table.rows,
      attention: table.attention, decode: table.decode, tiles: table.tiles,
      columnsForOpenBLAS: columns)
  }

  @Test(
    "Formats without integer kernels take the float path whatever the policy",
    arguments: WeightType.allCases.filter { !WeightType.integerFormats.contains($0) },
    InstructionSet.supported)
  func floatFormats(type: WeightType, isa: InstructionSet) throws {
    let matrix = try StoredMatrix(type, rows: 20, columns: 256)
    for columns in [1, 9, 33] {
      let input = RandomValues.list(columns * 256, seed: 4)
      let results = MatMulPolicy.allCases.map { policy in
        multiply(Way(isa: isa, policy: policy).door, input, columns: columns, by: [matrix])
      }
      #expect(results[1] == results[0] && results[2] == results[0], "\(columns) columns")
    }
  }

  @Test("Rows longer than a tile of decoded weights are multiplied", arguments: [true, false])
  func longRows(usesOpenBLAS: Bool) throws {
    let length = 1_300_001
    let matrix = try StoredMatrix(.f32, rows: 3, columns: length)
    let input = RandomValues.list(length, seed: 8)
    let way = Way(policy: .blas, usesOpenBLAS: usesOpenBLAS)
    let output = multiply(way.door, input, columns: 1, by: [matrix])[0]
    for (dot, result) in zip(matrix.truth(input[...]), output) {
      #expect((Double(result) - dot.value).magnitude <= 1e-6 * dot.magnitude)
    }
  }

  @Test(
    "Inputs of zero, and inputs too small to scale, give zero",
    arguments: WeightType.integerFormats, InstructionSet.supported)
  func zeros(type: WeightType, isa: InstructionSet) throws {
    let matrix = try StoredMatrix(type, rows: 9, columns: 512)
    for value: Float in [0, -0, 0x1p-133, .leastNonzeroMagnitude] {
      for columns in [1, 8] {
        let input = [Float](repeating: value, count: columns * 512)
        let output = multiply(Way(isa: isa).door, input, columns: columns, by: [matrix])[0]
        #expect(output[..<(columns * 9)].allSatisfy { $0.magnitude < 1e-30 }, "\(value)")
      }
    }
  }
}
