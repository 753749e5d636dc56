import Constraints
import OrderedJSON
import TestSupport
import Testing

@Suite struct JSONSchemaTests {
  private func automaton(_ schema: JSONSchema) throws -> ConstraintAutomaton {
    try ConstraintAutomaton(.json(schema))
  }

  @Test(arguments: UInt64(0)..<300) func randomTextsSatisfyTheirSchema(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    let schema = constraints.schema()
    let automaton = try automaton(schema)
    var random = RandomValues(seed: seed ^ 99)
    for _ in 0..<10 {
      let bytes = try #require(automaton.randomText(&random), "\(schema)")
      let value = try JSONParser.parse(bytes)
      #expect(satisfies(value, schema), "\(String(decoding: bytes, as: UTF8.self)) \(schema)")
    }
  }

  @Test func membersKeepTheirOrderAndOptionalOnesMayBeMissing() throws {
    let schema = JSONSchema.object([
      .init("a", .boolean, isRequired: false), .init("b", .null),
      .init("c", .null, isRequired: false),
    ])
    let texts = try automaton(schema).allTexts(limit: 40).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(
      Set(texts) == [
        #"{"b":null}"#, #"{"b":null,"c":null}"#, #"{"a":true,"b":null}"#,
        #"{"a":false,"b":null}"#, #"{"a":true,"b":null,"c":null}"#,
        #"{"a":false,"b":null,"c":null}"#,
      ])
  }

  @Test func allMembersCanBeOptional() throws {
    let schema = JSONSchema.object([
      .init("a", .null, isRequired: false), .init("b", .null, isRequired: false),
    ])
    let texts = try automaton(schema).allTexts(limit: 40).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(Set(texts) == ["{}", #"{"a":null}"#, #"{"b":null}"#, #"{"a":null,"b":null}"#])
    #expect(try automaton(.object([])).allTexts(limit: 9) == [Array("{}".utf8)])
  }

  @Test(arguments: [(0, nil), (0, 0), (0, 1), (1, 1), (2, 3), (3, nil)] as [(Int, Int?)])
  func arraysHaveTheirLengths(atLeast: Int, atMost: Int?) throws {
    let automaton = try automaton(
      .array(.integer(atLeast: 1, atMost: 1), atLeast: atLeast, atMost: atMost))
    for count in 0...6 {
      let text = "[" + [String](repeating: "1", count: count).joined(separator: ",") + "]"
      #expect(automaton.accepts(text) == (count >= atLeast && count <= atMost ?? .max))
    }
    #expect(!automaton.allows("[,"))
    #expect(!automaton.allows("[1,]"))
  }

  @Test func stringsCountCharacters() throws {
    let automaton = try automaton(.string(atLeast: 2, atMost: 3))
    for text in [#""ab""#, #""é€𝄞""#, #""\n\u00e9""#, #""\"\\""#, #""\ud7ffA""#, #""\uE000A""#] {
      #expect(automaton.accepts(text), "\(text)")
    }
    for text in [
      #""a""#, #""abcd""#, #""\u00e""#, #""\x""#, #""\ud800""#, #""\uDFFFa""#, "\"a\nb\"",
      "\"a\u{1}\"",
    ] {
      #expect(!automaton.accepts(text), "\(text)")
    }
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE0, 0x80, 0x80],
      [0x80], [0xFF], [0xC3, 0x22], [0xF5, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func stringsAreValidUTF8(bytes: [UInt8]) throws {
    let automaton = try automaton(.string())
    #expect(automaton.next(automaton.start, [0x22] + bytes) == nil)
  }

  @Test func constantsAndChoicesAreWrittenOut() throws {
    let constant: JSONValue = ["a\"": [.integer(.min), false, nil], "é": "\u{1}\n"]
    let text = #"{"a\"":[-9223372036854775808,false,null],"é":"\u0001\n"}"#
    #expect(try automaton(.values([constant])).allTexts(limit: 80) == [Array(text.utf8)])
    #expect(
      try automaton(.values([1, 1.5, "a"])).allTexts(limit: 9)
        == Set(["1", "1.5", "\"a\""].map { Array($0.utf8) }))
    #expect(
      try automaton(.strings(["a", "ab"])).allTexts(limit: 9) == [
        Array("\"a\"".utf8), Array("\"ab\"".utf8),
      ])
  }

  @Test(arguments: ["0", "-0", "1.5", "-12.25e+10", "1e5", "0.5E-07"])
  func numbersAreThoseOfJSON(text: String) throws {
    #expect(try automaton(.number).accepts(text))
    #expect(throws: Never.self) { try JSONParser.parse(text) }
  }

  @Test(arguments: ["01", "+1", "1.", ".5", "1e", "--1", "1e100", "", "NaN"])
  func otherNumbersAreNot(text: String) throws {
    #expect(try !automaton(.number).accepts(text))
  }

  @Test func wrongBoundsAreRefused() {
    let wrong: [JSONSchema] = [
      .string(atLeast: 3, atMost: 2), .string(atLeast: -1), .array(.null, atLeast: 2, atMost: 1),
      .integer(atLeast: 5, atMost: 4),
    ]
    for schema in wrong {
      let error = #expect(throws: ConstraintError.self) { try automaton(schema) }
      #expect(error?.description.contains("bounds") == true)
    }
    #expect(throws: ConstraintError.duplicateName("a")) {
      try automaton(.object([.init("a", .null), .init("a", .boolean)]))
    }
    #expect(throws: ConstraintError.impossible) { try automaton(.strings([])) }
    #expect(throws: ConstraintError.impossible) { try automaton(.anyOf([])) }
  }

  @Test func aBranchWithoutAnEndIsNotTaken() throws {
    let automaton = try automaton(.anyOf([.array(.strings([]), atLeast: 1), .array(.strings([]))]))
    #expect(automaton.allTexts(limit: 5) == [Array("[]".utf8)])
  }

  @Test func depthIsBounded() {
    var schema = JSONSchema.null
    for _ in 0..<10_000 { schema = .array(schema) }
    #expect(throws: ConstraintError.tooDeep(limit: 256)) { try automaton(schema) }
  }

  @Test func forcedBytesSkipWhatIsSure() throws {
    let schema = JSONSchema.object([
      .init("severity", .strings(["high", "low"])),
      .init("line", .integer(atLeast: 70, atMost: 79)),
    ])
    let automaton = try automaton(schema)
    #expect(automaton.forcedBytes(after: automaton.start) == Array(#"{"severity":""#.utf8))
    let later = try #require(automaton.next(automaton.start, #"{"severity":"h"#.utf8))
    #expect(automaton.forcedBytes(after: later) == Array(#"igh","line":7"#.utf8))
    #expect(automaton.forcedBytes(after: later, limit: 3) == Array("igh".utf8))
    let end = try #require(automaton.next(later, #"igh","line":75"#.utf8))
    #expect(automaton.forcedBytes(after: end) == Array("}".utf8))
  }
}

@Suite struct IntegerTests {
  private func automaton(_ least: Int?, _ most: Int?) throws -> ConstraintAutomaton {
    try ConstraintAutomaton(.json(.integer(atLeast: least, atMost: most)))
  }

  @Test(arguments: [
    (0, 0), (-1, 1), (0, 9), (7, 123), (-250, -13), (-105, 99), (99, 101), (1000, 1000), (-9, 10),
    (5, 5), (-1, 0), (10, 20), (190, 2019),
  ])
  func allAndOnlyThoseWithinTheBounds(least: Int, most: Int) throws {
    let texts = try automaton(least, most).allTexts(limit: 6)
    #expect(texts == Set((least...most).map { Array(String($0).utf8) }))
  }

  @Test(arguments: UInt64(0)..<100) func randomBounds(seed: UInt64) throws {
    var random = RandomValues(seed: seed)
    let least = random.number(below: 3000) - 1500
    let most = least + random.number(below: 2000)
    let texts = try automaton(least, most).allTexts(limit: 6)
    #expect(texts == Set((least...most).map { Array(String($0).utf8) }))
  }

  @Test func theWholeRangeOf64Bits() throws {
    let automaton = try automaton(.min, .max)
    for number in [Int.min, .min + 1, -1, 0, 1, .max - 1, .max] {
      #expect(automaton.accepts(String(number)))
    }
    for text in [
      "9223372036854775808", "-9223372036854775809", "-0", "00", "-", "+1", "1.0", "1e2",
    ] {
      #expect(!automaton.accepts(text), "\(text)")
    }
    #expect(try ConstraintAutomaton(.json(.integer(atLeast: .max))).accepts(String(Int.max)))
    #expect(try ConstraintAutomaton(.json(.integer(atMost: .min))).accepts(String(Int.min)))
  }

  @Test func withoutBoundsTheyHaveAnEnd() throws {
    let automaton = try automaton(nil, nil)
    #expect(automaton.accepts("-" + String(repeating: "9", count: 18)))
    #expect(!automaton.allows(String(repeating: "9", count: 19)))
  }
}
