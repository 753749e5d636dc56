import BlockFormats
import Compute
import KernelTable
import TestSupport
import Testing

@Suite("Views of stored weights")
struct WeightMatrixTests {
  @Test("A matrix knows where its rows lie", arguments: WeightType.allCases)
  func rows(type: WeightType) throws {
    let columns = 2 * type.valuesPerBlock
    let matrix = try StoredMatrix(type, rows: 3, columns: columns).weights
    #expect(matrix.rowBytes == 2 * type.bytesPerBlock)
    #expect(matrix.row(0) == matrix.bytes)
    #expect(matrix.row(2) == matrix.bytes + 4 * type.bytesPerBlock)
  }

  @Test("The bytes have to be exactly as many as the shape takes", arguments: WeightType.allCases)
  func byteCounts(type: WeightType) {
    let (rows, columns) = (3, 2 * type.valuesPerBlock)
    let bytes = [UInt8](repeating: 0, count: 8 * type.bytesPerBlock)
    bytes.withUnsafeBytes { memory in
      func matrix(_ rows: Int, _ columns: Int, _ count: Int) -> WeightMatrix? {
        let part = UnsafeRawBufferPointer(rebasing: memory[..<count])
        return WeightMatrix(type: type, rows: rows, columns: columns, bytes: part)
      }
      let size = rows * 2 * type.bytesPerBlock
      #expect(matrix(rows, columns, size) != nil)
      #expect(matrix(rows, columns, size - 1) == nil)
      #expect(matrix(rows, columns, size + 1) == nil)
      #expect(matrix(rows + 1, columns, size) == nil)
      #expect(matrix(-rows, columns, size) == nil)
      #expect(matrix(rows, -columns, size) == nil)
      #expect(matrix(-rows, -columns, size) == nil)
      #expect(matrix(.max, columns, size) == nil)
      #expect(matrix(rows, .max - .max % 256, size) == nil)
      #expect(matrix(0, columns, size) == nil)
      if type.valuesPerBlock > 1 { #expect(matrix(rows, columns - 1, size) == nil) }
    }
  }

  @Test("Rows without values are refused: no product is defined for them")
  func emptyRows() {
    let bytes: [UInt8] = [0]
    bytes.withUnsafeBytes { memory in
      let none = UnsafeRawBufferPointer(rebasing: memory[..<0])
      #expect(WeightMatrix(type: .f32, rows: 3, columns: 0, bytes: none) == nil)
      #expect(WeightMatrix(type: .f32, rows: 0, columns: 0, bytes: none) == nil)
    }
  }

  @Test("The formats with integer kernels are known", arguments: InstructionSet.supported)
  func integerFormats(isa: InstructionSet) {
    let table = KernelSelection.table(for: isa)
    let found = WeightType.allCases.filter { table.integerRoute(for: $0) != nil }
    #expect(found == WeightType.integerFormats)
    let wide = found.filter { table.integerRoute(for: $0)?.isWide == true }
    #expect(wide == [.q2_K, .q3_K, .q4_K, .q5_K, .q6_K, .iq4_XS])
  }

  @Test(
    "Every table decodes every format as the scalar truth does", arguments: WeightType.allCases,
    InstructionSet.supported)
  func decode(type: WeightType, isa: InstructionSet) throws {
    let matrix = try StoredMatrix(type, rows: 5, columns: 768)
    let count = 5 * 768
    let decoded = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress {
        KernelSelection.table(for: isa)
          .decode(type, matrix.weights.bytes, count: count, into: base)
      }
      initialized = count
    }
    #expect(decoded.map { $0.bitPattern } == matrix.values.map { $0.bitPattern })
  }
}
