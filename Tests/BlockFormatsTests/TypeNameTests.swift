import BlockFormats
import Testing

@Suite("Names of weight types")
struct TypeNameTests {
  @Test("A name is the case in capitals", arguments: WeightType.allCases)
  func name(type: WeightType) {
    #expect(type.name == "\(type)".uppercased())
  }

  @Test("No supported type has a name among the unsupported", arguments: WeightType.allCases)
  func disjoint(type: WeightType) {
    #expect(WeightType.unsupportedName(of: type.rawValue) == nil)
  }

  @Test("Every number up to 42 is known by one side or the other", arguments: 0...UInt32(42))
  func complete(id: UInt32) {
    let isSupported = WeightType(rawValue: id) != nil
    #expect(isSupported != (WeightType.unsupportedName(of: id) != nil))
  }

  @Test(
    "Unsupported types are known by name",
    arguments: zip(
      [4, 9, 15, 16, 28, 34, 38, 40, 42],
      ["Q4_2", "Q8_1", "Q8_K", "IQ2_XXS", "F64", "TQ1_0", "IQ4_NL_8_8", "NVFP4", "Q2_0"]))
  func unsupported(id: UInt32, name: String) {
    #expect(WeightType.unsupportedName(of: id) == name)
  }

  @Test("Numbers that nobody gave out have no name", arguments: [43, 255, UInt32.max])
  func unknown(id: UInt32) {
    #expect(WeightType(rawValue: id) == nil)
    #expect(WeightType.unsupportedName(of: id) == nil)
  }
}
