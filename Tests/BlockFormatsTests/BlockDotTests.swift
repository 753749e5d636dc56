import BlockFormats
import Testing

@Suite("Scalar dot product")
struct BlockDotTests {
  @Test("It is the sum of decoded values times the vector", arguments: WeightType.allCases)
  func sum(type: WeightType) throws {
    let count = 512
    let bytes = try encoded(pseudorandomValues(count, seed: 1), as: type)
    let vector = pseudorandomValues(count, seed: 2)
    let values = try decoded(bytes, as: type, count: count)
    let expected = zip(values, vector).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    #expect(try dot(type, bytes, vector) == expected)
    #expect(expected != 0)
  }

  @Test("Products that cancel in float32 are kept")
  func doubles() throws {
    let bytes = try encoded([1e8, 1, -1e8], as: .f32)
    #expect(try dot(.f32, bytes, [1, 1, 1]) == 1)
  }

  @Test("An empty row gives zero", arguments: WeightType.allCases)
  func empty(type: WeightType) throws {
    let bytes: [UInt8] = [0]
    let vector: [Float] = [1]
    let result = try bytes.withUnsafeBytes { row in
      try vector.withUnsafeBufferPointer { operands in
        try type.dot(
          row: #require(row.baseAddress), vector: #require(operands.baseAddress), count: 0)
      }
    }
    #expect(result == 0)
  }

  private func dot(_ type: WeightType, _ bytes: [UInt8], _ vector: [Float]) throws -> Double {
    try bytes.withUnsafeBytes { row in
      try vector.withUnsafeBufferPointer { operands in
        try type.dot(
          row: #require(row.baseAddress), vector: #require(operands.baseAddress),
          count: vector.count)
      }
    }
  }
}
