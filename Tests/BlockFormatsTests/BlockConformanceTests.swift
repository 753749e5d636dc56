import BlockFormats
import Foundation
import TestSupport
import Testing

@Suite("Blocks against the reference")
struct BlockConformanceTests {
  @Test(
    "Decoded values are the reference's, bit for bit",
    .enabled(if: Conformance.isAvailable, Conformance.missing),
    arguments: WeightType.allCases.filter { $0 != .f32 })
  func decode(type: WeightType) throws {
    let blocks = try Conformance.data("blocks/\(type.name).blocks")
    let expected = try Conformance.data("blocks/\(type.name).f32")
    let count = blocks.count / type.bytesPerBlock * type.valuesPerBlock
    try #require(count > 0 && count * 4 == expected.count)
    let values = try decoded([UInt8](blocks), as: type, count: count)
    let reference = expected.withUnsafeBytes { bytes in
      (0..<count).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
    let mismatches = (0..<count).filter { index in
      let (value, truth) = (values[index], reference[index])
      return value.bitPattern != truth.bitPattern && !(value.isNaN && truth.isNaN)
    }
    #expect(mismatches.isEmpty, "\(mismatches.count) values differ, first \(mismatches.prefix(4))")
  }

  @Test(
    "The reference's list of types gives the same numbers and sizes",
    .enabled(if: Conformance.isAvailable, Conformance.missing))
  func index() throws {
    struct Entry: Decodable {
      let type: String
      let id: UInt32
      let valuesPerBlock: Int
      let bytesPerBlock: Int
    }
    let entries = try JSONDecoder().decode(
      [Entry].self, from: Conformance.data("blocks/index.json"))
    #expect(entries.count > 20)
    for entry in entries {
      guard let type = WeightType(rawValue: entry.id) else {
        #expect(WeightType.unsupportedName(of: entry.id) == entry.type)
        continue
      }
      #expect(type.name == entry.type)
      #expect(type.valuesPerBlock == entry.valuesPerBlock)
      #expect(type.bytesPerBlock == entry.bytesPerBlock)
    }
  }
}
