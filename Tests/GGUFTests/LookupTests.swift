import GGUF
import Testing

@Suite("Metadata lookups")
struct LookupTests {
  private let metadata: GGUFMetadata

  init() throws {
    var writer = try GGUFWriter()
    try writer.add("text", .string("Grüße"))
    try writer.add("empty", .string(""))
    try writer.add("yes", .bool(true))
    try writer.add("pi", .float32(3.25))
    try writer.add("double", .float64(0.5))
    for (key, value) in Self.everyWidth { try writer.add(key, value) }
    try writer.add("huge", .uint64(.max))
    try writer.add("negative", .int32(-7))
    try writer.add("strings", .strings(["a", "", "日本"]))
    try writer.add("int32s", .int32s([1, -2, 3]))
    try writer.add("uint32s", .array(.uint32, [.uint32(1), .uint32(4_000_000_000)]))
    try writer.add("floats", .floats([1, -0.5]))
    try writer.add("doubles", .array(.float64, [.float64(0.25)]))
    try writer.add("bools", .array(.bool, [.bool(true), .bool(false)]))
    try writer.add("uint64s", .array(.uint64, [.uint64(1), .uint64(.max)]))
    metadata = try GGUFFile(bytes: writer.bytes()).metadata
  }

  private static let everyWidth: [(String, GGUFWriter.Value)] = [
    ("uint8", .uint8(42)), ("int8", .int8(42)), ("uint16", .uint16(42)), ("int16", .int16(42)),
    ("uint32", .uint32(42)), ("int32", .int32(42)), ("uint64", .uint64(42)), ("int64", .int64(42)),
  ]

  @Test("Strings")
  func strings() throws {
    #expect(try metadata.string("text") == "Grüße")
    #expect(try metadata.requireString("empty") == "")
    #expect(try metadata.requireStrings("strings").strings == ["a", "", "日本"])
    #expect(try metadata.strings("strings")?.count == 3)
  }

  @Test("Integers of every width", arguments: Self.everyWidth.map(\.0))
  func integers(key: String) throws {
    #expect(try metadata.int(key) == 42)
    #expect(try metadata.requireInt(key) == 42)
    #expect(try metadata.requireUnsigned(key) == 42)
  }

  @Test("Negative integers")
  func negative() throws {
    #expect(try metadata.int("negative") == -7)
    let error = try #require(throws: GGUFError.self) { try metadata.unsigned("negative") }
    #expect(error.message.hasSuffix("is -7, expected a number that is not negative"))
  }

  @Test("Floats and bools")
  func scalars() throws {
    #expect(try metadata.float("pi") == 3.25)
    #expect(try metadata.requireFloat("double") == 0.5)
    #expect(try metadata.bool("yes") == true)
    #expect(try metadata.requireBool("yes"))
  }

  @Test("Arrays of numbers")
  func arrays() throws {
    #expect(try metadata.requireInt32s("int32s") == [1, -2, 3])
    #expect(try metadata.ints("uint32s") == [1, 4_000_000_000])
    #expect(try metadata.requireFloats("floats") == [1, -0.5])
    #expect(try metadata.floats("doubles") == [0.25])
    #expect(try metadata.requireBools("bools") == [true, false])
  }

  @Test("One integer per layer, from an array or from a single number")
  func perLayer() throws {
    #expect(try metadata.ints("uint32", perLayer: 3) == [42, 42, 42])
    #expect(try metadata.requireInts("int32s", perLayer: 3) == [1, -2, 3])
    #expect(try metadata.ints("absent", perLayer: 3) == nil)
    let error = try #require(throws: GGUFError.self) { try metadata.ints("int32s", perLayer: 4) }
    #expect(error.message.hasSuffix("has 3 elements, expected 4"))
  }

  @Test("Keys that are not there give nil")
  func absent() throws {
    #expect(try metadata.string("absent") == nil)
    #expect(try metadata.int("absent") == nil)
    #expect(try metadata.unsigned("absent") == nil)
    #expect(try metadata.float("absent") == nil)
    #expect(try metadata.bool("absent") == nil)
    #expect(try metadata.strings("absent") == nil)
    #expect(try metadata.int32s("absent") == nil)
    #expect(try metadata.ints("absent") == nil)
    #expect(try metadata.floats("absent") == nil)
    #expect(try metadata.bools("absent") == nil)
    #expect(metadata["absent"] == nil)
  }

  private static let requirements: [(String, @Sendable (GGUFMetadata) throws -> Void)] = [
    ("string", { _ = try $0.requireString("absent") }),
    ("integer", { _ = try $0.requireInt("absent") }),
    ("integer", { _ = try $0.requireUnsigned("absent") }),
    ("float32", { _ = try $0.requireFloat("absent") }),
    ("bool", { _ = try $0.requireBool("absent") }),
    ("array of string", { _ = try $0.requireStrings("absent") }),
    ("array of int32", { _ = try $0.requireInt32s("absent") }),
    ("array of integers", { _ = try $0.requireInts("absent") }),
    ("array of float32", { _ = try $0.requireFloats("absent") }),
    ("array of bool", { _ = try $0.requireBools("absent") }),
  ]

  @Test("A required key that is not there is named", arguments: Self.requirements)
  func missing(expected: String, lookup: @Sendable (GGUFMetadata) throws -> Void) throws {
    let error = try #require(throws: GGUFError.self) { try lookup(metadata) }
    expect(
      error, .missingKey, "the metadata has no 'absent', expected of type \(expected)", at: nil)
  }

  private static let mismatches:
    [(String, String, String, @Sendable (GGUFMetadata, String) throws -> Void)] = [
      ("uint32", "uint32", "string", { _ = try $0.string($1) }),
      ("strings", "array of string", "string", { _ = try $0.string($1) }),
      ("text", "string", "integer", { _ = try $0.int($1) }),
      ("pi", "float32", "integer", { _ = try $0.unsigned($1) }),
      ("yes", "bool", "integer", { _ = try $0.int($1) }),
      ("int64", "int64", "float32", { _ = try $0.float($1) }),
      ("uint8", "uint8", "bool", { _ = try $0.bool($1) }),
      ("text", "string", "array of string", { _ = try $0.strings($1) }),
      ("int32s", "array of int32", "array of string", { _ = try $0.strings($1) }),
      ("floats", "array of float32", "array of int32", { _ = try $0.int32s($1) }),
      ("strings", "array of string", "array of integers", { _ = try $0.ints($1) }),
      ("int32s", "array of int32", "array of float32", { _ = try $0.floats($1) }),
      ("double", "float64", "array of float32", { _ = try $0.floats($1) }),
      ("uint32s", "array of uint32", "array of bool", { _ = try $0.bools($1) }),
    ]

  @Test("A value of another type is named with both types", arguments: 0..<mismatches.count)
  func mismatch(index: Int) throws {
    let (key, found, expected, lookup) = Self.mismatches[index]
    let offset = try #require(metadata.entries.first { $0.key == key }).offset
    let error = try #require(throws: GGUFError.self) { try lookup(metadata, key) }
    expect(
      error, .unexpectedValue,
      "'\(key)' at byte \(offset) is of type \(found), expected \(expected)", at: offset)
  }

  @Test("Integers that do not fit are refused")
  func outOfRange() throws {
    let scalar = try #require(throws: GGUFError.self) { try metadata.int("huge") }
    #expect(scalar.message.contains("is 18446744073709551615, which is over the limit of"))
    let element = try #require(throws: GGUFError.self) { try metadata.int32s("uint32s") }
    #expect(element.message.hasSuffix("has an element 1 that does not fit in an array of int32"))
    #expect(throws: GGUFError.self) { try metadata.ints("uint64s") }
  }

  @Test("A string that is not UTF-8 is refused when it is asked for")
  func invalidText() throws {
    let raw = RawFile.withEntry {
      $0.appendKey("a", type: 8)
      $0.append(UInt64(1))
      $0.append([0x80])
    }
    let file = try GGUFFile(bytes: raw.bytes)
    let error = try #require(throws: GGUFError.self) { try file.metadata.string("a") }
    expect(error, .unexpectedValue, "'a' at byte 37 is a string that is not UTF-8", at: 37)
  }

  @Test("Entries keep the order of the file")
  func order() {
    #expect(metadata.entries.map(\.key).prefix(4) == ["text", "empty", "yes", "pi"])
  }

  @Test("Packed strings are as in the file")
  func packed() throws {
    let array = try metadata.requireStrings("strings")
    #expect(Array(array.bytes.prefix(9)) == [1, 0, 0, 0, 0, 0, 0, 0, 0x61])
    #expect(array.bytes.count == 3 * 8 + 1 + 0 + 6)
    #expect(array.map(\.count) == [1, 0, 6])
  }

  @Test("Elements of arrays can be looked at one by one")
  func elements() throws {
    guard case .numbers(let array)? = metadata["int32s"] else {
      Issue.record("not an array of numbers")
      return
    }
    #expect(array.elementType == .int32)
    #expect(array.count == 3)
    guard case .int32(let second) = array[1] else {
      Issue.record("not an int32")
      return
    }
    #expect(second == -2)
    #expect(array.bytes.count == 12)
  }
}
