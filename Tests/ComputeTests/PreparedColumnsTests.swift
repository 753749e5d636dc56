import BlockFormats
import Compute
import KernelTable
import TestSupport
import Testing

@Suite("Columns that are made right before they are read")
struct PreparedColumnsTests {
  private static let ways = InstructionSet.supported.flatMap { isa in
    [1, 3].map { Way(isa: isa, threads: $0) } + [Way(isa: isa, policy: .blas)]
  }

  @Test(
    "Each is made once, and the products are those of a ready input", arguments: ways,
    [1, 8, 9, 29])
  func once(way: Way, columns: Int) throws {
    let types: [[WeightType]] = [[.q4_K, .q6_K], [.q4_K, .f16], [.f16]]
    for types in types {
      let matrices = try types.map { try StoredMatrix($0, rows: 21, columns: 256) }
      let ready = RandomValues.list(columns * 256, seed: 4)
      let expected = multiply(way.door, ready, columns: columns, by: matrices)
      let made = prepared(way.door, ready, columns: columns, by: matrices)
      #expect(made.calls == [Int](repeating: 1, count: columns))
      for (output, expected) in zip(made.outputs, expected) {
        #expect(output == Array(expected.prefix(output.count)))
      }
    }
  }

  /// Multiplies an input that holds nothing of use before it is made column by column.
  private func prepared(
    _ door: MatMul, _ ready: [Float], columns: Int, by matrices: [StoredMatrix]
  ) -> (outputs: [[Float]], calls: [Int]) {
    let input = AlignedBuffer<Float>(count: ready.count)
    input.base.initialize(repeating: .nan, count: ready.count)
    let calls = AlignedBuffer<Int>(count: columns)
    calls.base.initialize(repeating: 0, count: columns)
    let outputs = matrices.map { AlignedBuffer<Float>(count: columns * $0.weights.rows) }
    let products = zip(matrices, outputs).map { matrix, output in
      MatMul.Product(matrix.weights, into: output.base, stride: matrix.weights.rows)
    }
    door.multiply(input.base, columns: columns, by: products) { range in
      for column in range {
        calls.base[column] += 1
        for i in column * 256..<(column + 1) * 256 { input.base[i] = ready[i] }
      }
    }
    return (
      outputs.map { Array(UnsafeBufferPointer(start: $0.base, count: $0.count)) },
      Array(UnsafeBufferPointer(start: calls.base, count: columns))
    )
  }
}
