import OrderedJSON
import Testing

@Suite struct ParserTests {
  @Test(
    arguments: [
      ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("42", 42),
      ("-9223372036854775808", .integer(.min)), ("1.0", .float(1)), ("1e3", .float(1000)),
      ("-2.5E-1", .float(-0.25)), ("18446744073709551615", .largeInteger("18446744073709551615")),
      (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{c}\n\r\t")),
      (#""\u00e9\ud83e\udd8A\u0000""#, .string("é🦊\0")), ("\"é🦊\"", "é🦊"),
      ("[]", []), ("[1, [2,\n3]]", [1, [2, 3]]), ("{}", [:]),
      (#"{"b":1, "a": {"c":[null]}}"#, ["b": 1, "a": ["c": [nil]]]),
    ] as [(String, JSONValue)])
  func parses(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(text) == value)
  }

  @Test func integersAreNoFloats() throws {
    #expect(try JSONParser.parse("1") != JSONParser.parse("1.0"))
  }

  @Test func keysKeepTheirOrder() throws {
    let keys = (0..<50).map { "k\(($0 * 37) % 50)" }
    let text = "{" + keys.map { "\"\($0)\": 1" }.joined(separator: ",") + "}"
    #expect(try JSONParser.parse(text).object?.keys == keys)
  }

  @Test func aKeyThatComesTwiceKeepsItsPlaceAndTakesTheLastValue() throws {
    let object = try #require(try JSONParser.parse(#"{"a": 1, "b": 2, "a": 3}"#).object)
    #expect(object.keys == ["a", "b"])
    #expect(object["a"] == 3)
  }

  @Test func keysThatOnlyLookAlikeAreTwo() throws {
    let object = try #require(try JSONParser.parse("{\"\u{e9}\": 1, \"e\u{301}\": 2}").object)
    #expect(object.count == 2)
    #expect(object["\u{e9}"] == 1)
    #expect(object["e\u{301}"] == 2)
  }

  @Test(arguments: [
    ("", 0, JSONError.Kind.endOfInput(expected: "a value")),
    ("[1,", 3, .endOfInput(expected: "a value")),
    ("[1 2]", 3, .unexpected(found: "'2'", expected: "a comma or the closing bracket")),
    ("[1,]", 3, .unexpected(found: "']'", expected: "a value")),
    ("{a: 1}", 1, .unexpected(found: "'a'", expected: "a key in quotes")),
    ("{\"a\" 1}", 5, .unexpected(found: "'1'", expected: "a colon")),
    ("{\"a\": 1,}", 8, .unexpected(found: "'}'", expected: "a key in quotes")),
    ("{\"a\": 1", 7, .endOfInput(expected: "a comma or the closing brace")),
    ("\"abc", 4, .endOfInput(expected: "a closing quote")),
    ("\"a\\", 3, .endOfInput(expected: "an escaped character")),
    ("\"a\\x\"", 2, .invalidEscape), ("\"\\u12g4\"", 1, .invalidEscape),
    ("\"\\ud800\"", 1, .loneSurrogate), ("\"\\ud800\\u0041\"", 1, .loneSurrogate),
    ("\"\\udc00\"", 1, .loneSurrogate), ("\"a\nb\"", 2, .controlCharacter),
    ("\"\\n\u{1}\"", 3, .controlCharacter),
    ("01", 0, .invalidNumber), ("-", 0, .invalidNumber), ("1.", 0, .invalidNumber),
    ("1e", 0, .invalidNumber), (".5", 0, .unexpected(found: "'.'", expected: "a value")),
    ("+1", 0, .unexpected(found: "'+'", expected: "a value")), ("1e999", 0, .numberOutOfRange),
    ("tru", 0, .unexpected(found: "'t'", expected: "a value")), ("1 1", 2, .trailingText),
    ("NaN", 0, .unexpected(found: "'N'", expected: "a value")),
    ("\u{feff}1", 0, .unexpected(found: "byte 0xef", expected: "a value")),
  ])
  func refuses(text: String, offset: Int, kind: JSONError.Kind) throws {
    let error = try #require(throws: JSONError.self) { try JSONParser.parse(text) }
    #expect(error.kind == kind)
    #expect(error.offset == offset)
  }

  @Test func tellsLineAndColumn() throws {
    let error = try #require(throws: JSONError.self) { try JSONParser.parse("{\n  \"a\": ?\n}") }
    #expect(error.line == 2)
    #expect(error.column == 8)
    #expect(
      error.description
        == "invalid JSON at line 2, column 8: found '?' where a value must stand")
  }

  @Test func refusesInvalidUTF8() throws {
    let error = try #require(throws: JSONError.self) {
      try JSONParser.parse([0x22, 0xFF, 0x22] as [UInt8])
    }
    #expect(error.kind == .invalidUTF8)
  }

  @Test func nestingIsLimited() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try JSONParser.parse(nested(JSONParser.depthLimit)) }
    let error = try #require(throws: JSONError.self) {
      try JSONParser.parse(nested(JSONParser.depthLimit + 1))
    }
    #expect(error.kind == .tooDeep(limit: JSONParser.depthLimit))
    #expect(throws: JSONError.self) {
      try JSONParser.parse(String(repeating: "{\"a\":", count: 1_000_000))
    }
  }

  @Test func damagedTextsAreValuesOrErrors() {
    let text = Array(#"{"a": [1, 2.5e3, "x\u00e9\ud83e\udd8a", null, true], "b": {"c": -1}}"#.utf8)
    for position in text.indices {
      _ = try? JSONParser.parse(Array(text[..<position]))
      for byte in UInt8.min...UInt8.max {
        var damaged = text
        damaged[position] = byte
        if let value = try? JSONParser.parse(damaged) {
          #expect(throws: Never.self) { try JSONParser.parse(JSONWriter.bytes(value)) }
        }
      }
    }
  }
}
