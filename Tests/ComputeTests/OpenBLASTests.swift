import BlockFormats
import Compute
import TestSupport
import Testing

@Suite("OpenBLAS")
struct OpenBLASTests {
  @Test("It is there and says for which processor, or a sentence says why not")
  func availability() {
    switch OpenBLAS.shared {
    case .success(let blas): #expect(!blas.coreName.isEmpty)
    case .failure(let reason): #expect(reason.description.hasPrefix("OpenBLAS "))
    }
  }

  @Test("Its product and the float kernel's are the same but for rounding", arguments: [1, 3, 16])
  func sameAsKernel(columns: Int) throws {
    let matrix = try StoredMatrix(.f16, rows: 131, columns: 515)
    let input = RandomValues.list(columns * 515, seed: 6)
    let blas = multiply(Way(policy: .blas).door, input, columns: columns, by: [matrix])[0]
    let kernel = Way(policy: .blas, usesOpenBLAS: false)
    let own = multiply(kernel.door, input, columns: columns, by: [matrix])[0]
    for (a, b) in zip(blas, own) { #expect((a - b).magnitude < 1e-4) }
  }

  @Test("Inputs and outputs may have gaps between columns")
  func strides() throws {
    guard case .success(let blas) = OpenBLAS.shared else { return }
    let (rows, count, columns) = (5, 7, 3)
    let weights = (0..<rows * count).map { Float($0 % 9 - 4) }
    let inputs = (0..<columns * 10).map { Float($0 % 5 - 2) }
    var output = [Float](repeating: untouched, count: columns * 8)
    blas.multiply(
      weights: weights, rows: rows, count: count, inputs: inputs, columns: columns,
      inputStride: 10, output: &output, outputStride: 8)
    for column in 0..<columns {
      for row in 0..<rows {
        let sum = (0..<count).reduce(Float(0)) {
          $0 + weights[row * count + $1] * inputs[column * 10 + $1]
        }
        #expect(output[column * 8 + row] == sum)
      }
      #expect(output[column * 8 + rows..<(column + 1) * 8].allSatisfy { $0 == untouched })
    }
  }
}
