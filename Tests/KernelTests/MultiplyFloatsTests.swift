import KernelTable
import Testing

@Suite("The float32 product")
struct MultiplyFloatsTests {
  @Test(
    "Rows times columns of every remainder",
    arguments: KernelSets.runnable, [1, 3, 15, 16, 17, 64, 130])
  func product(isa: InstructionSet, count: Int) throws {
    var random = RandomNumbers(seed: UInt64(count))
    for (rows, columns) in [(1, 1), (3, 2), (4, 4), (5, 3), (8, 9), (17, 7)] {
      // Columns and output columns have gaps.
      let (inputStride, outputStride) = (count + 3, rows + 2)
      let left = random.floats(rows * count)
      let right = random.floats((columns - 1) * inputStride + count)
      let weights = try GuardedBuffer(left)
      let inputs = try GuardedBuffer(right)
      let size = (columns - 1) * outputStride + rows
      let output = try GuardedBuffer([Float](repeating: 7, count: size))
      isa.kernels.rows.multiplyFloats(
        weights.floats, rows, count, inputs.floats, columns, inputStride,
        output.mutableFloats, outputStride)

      for (place, result) in output.array(of: Float.self).enumerated() {
        let (column, row) = place.quotientAndRemainder(dividingBy: outputStride)
        guard row < rows else {
          #expect(result == 7)
          continue
        }
        let products = (0..<count).map {
          Double(left[row * count + $0]) * Double(right[column * inputStride + $0])
        }
        let magnitude = products.reduce(0) { $0 + abs($1) }
        #expect(abs(Double(result) - products.reduce(0, +)) <= 1e-6 * magnitude)
      }
    }
  }
}
