import BlockFormats
import Compute
import KernelTable
import TestSupport
import Testing

@Suite("Products against sums in double")
struct MatMulTruthTests {
  private static let rowCounts = [1, 2, 5, 67]

  @Test(
    "The float path is as exact as float32 sums are", arguments: WeightType.allCases,
    InstructionSet.supported)
  func floats(type: WeightType, isa: InstructionSet) throws {
    for usesOpenBLAS in [true, false] {
      let way = Way(isa: isa, policy: .blas, usesOpenBLAS: usesOpenBLAS)
      // How OpenBLAS treats each number of columns is its own affair.
      let columns = usesOpenBLAS ? [1, 2, 17] : Array(1...17)
      try forEachShape(type, way, columns: columns) { dot, result in
        (Double(result) - dot.value).magnitude <= 4e-6 * dot.magnitude
      }
    }
  }

  @Test(
    "The integer path is off by no more than rounding of inputs to 8 bits",
    arguments: WeightType.integerFormats, InstructionSet.supported)
  func integers(type: WeightType, isa: InstructionSet) throws {
    try forEachShape(type, Way(isa: isa, policy: .int8)) { dot, result in
      // Half a step of a 127th of the greatest input, for each weight.
      (Double(result) - dot.value).magnitude <= dot.peaks / 254 + 4e-6 * dot.magnitude
    }
  }

  @Test(
    "On the whole, the integer path is much closer than its bound",
    arguments: WeightType.integerFormats, InstructionSet.supported)
  func typicalError(type: WeightType, isa: InstructionSet) throws {
    let door = Way(isa: isa, policy: .int8).door
    let matrix = try StoredMatrix(type, rows: 200, columns: 1024)
    for columns in [5, 11] {
      let input = RandomValues.list(columns * 1024, seed: 5)
      let output = multiply(door, input, columns: columns, by: [matrix])[0]
      let error = normalizedError(output, matrix, input, columns: columns)
      // Uniform inputs rounded in steps of 1/127 have a normalized error of 1/254², 1.55e-5.
      #expect(error < 2e-5, "\(columns) columns")
      #expect(error > 1e-5, "\(columns) columns")
    }
  }

  /// Σ (result − truth)² / Σ truth² over all columns.
  private func normalizedError(
    _ output: [Float], _ matrix: StoredMatrix, _ input: [Float], columns: Int
  ) -> Double {
    var (error, power) = (0.0, 0.0)
    for index in 0..<columns {
      let truth = matrix.truth(input[index * 1024..<(index + 1) * 1024])
      for (dot, result) in zip(truth, column(index, of: output, rows: 200)) {
        error += (Double(result) - dot.value) * (Double(result) - dot.value)
        power += dot.value * dot.value
      }
    }
    return error / power
  }

  /// Multiplies matrices of odd shapes with up to 17 columns and checks every value.
  private func forEachShape(
    _ type: WeightType, _ way: Way, columns: [Int] = Array(1...17),
    _ isClose: (Dot, Float) -> Bool
  ) throws {
    for (index, length) in rowLengths(type).enumerated() {
      let rows = Self.rowCounts[index % Self.rowCounts.count]
      let matrix = try StoredMatrix(type, rows: rows, columns: length, seed: UInt64(length))
      let input = RandomValues.list(17 * length, seed: 3)
      let truth = (0..<17).map { matrix.truth(input[$0 * length..<($0 + 1) * length]) }
      for columns in columns {
        var way = way
        way.threads = 1 + columns % 3
        let gap = columns % 4
        let output = multiply(way.door, input, columns: columns, by: [matrix], gap: gap)[0]
        for index in 0..<columns {
          let result = column(index, of: output, rows: rows, gap: gap)
          let wrong = (0..<rows).filter { !isClose(truth[index][$0], result[$0]) }
          #expect(
            wrong.isEmpty,
            "\(way), \(rows)×\(length), column \(index) of \(columns), rows \(wrong)")
        }
      }
    }
  }
}

extension WeightType {
  /// The formats that every kernel table multiplies with as integers.
  static let integerFormats = allCases.filter { ![.f32, .f16, .bf16].contains($0) }
}
