import OrderedJSON
import Testing

@Suite struct WriterTests {
  private let value: JSONValue = [
    "b": [1, 2.5, nil, true], "a": ["x": "y"], "e": [], "o": [:],
  ]

  @Test func compact() {
    #expect(JSONWriter.text(value) == #"{"b":[1,2.5,null,true],"a":{"x":"y"},"e":[],"o":{}}"#)
  }

  @Test func python() {
    #expect(
      JSONWriter.text(value, style: .python)
        == #"{"b": [1, 2.5, null, true], "a": {"x": "y"}, "e": [], "o": {}}"#)
  }

  @Test func indented() {
    #expect(
      JSONWriter.text(value, style: .indented) == """
        {
          "b": [
            1,
            2.5,
            null,
            true
          ],
          "a": {
            "x": "y"
          },
          "e": [],
          "o": {}
        }
        """)
  }

  @Test func sortedKeys() {
    #expect(
      JSONWriter.text(["b": 1, "a": 2, "B": 3], style: JSONStyle(sortsKeys: true))
        == #"{"B":3,"a":2,"b":1}"#)
  }

  @Test func escapes() {
    let text: JSONValue = .string("\"\\/\u{8}\u{c}\n\r\t\u{1}\u{7f}é🦊")
    #expect(JSONWriter.text(text) == #""\"\\/\b\f\n\r\t\u0001"# + "\u{7f}é🦊\"")
    #expect(
      JSONWriter.text(text, style: JSONStyle(escapesNonASCII: true))
        == #""\"\\/\b\f\n\r\t\u0001"# + "\u{7f}" + #"\u00e9\ud83e\udd8a""#)
  }

  @Test func numbers() {
    #expect(
      JSONWriter.text([1, .float(1), .largeInteger("18446744073709551615"), .float(.nan)])
        == "[1,1.0,18446744073709551615,null]")
  }

  /// As Python's `repr` spells them.
  @Test(arguments: [
    (1.0, "1.0"), (0.1, "0.1"), (-0.0, "-0.0"), (0.1 + 0.2, "0.30000000000000004"),
    (1e15, "1000000000000000.0"), (1e16, "1e+16"), (9999999999999998.0, "9999999999999998.0"),
    (12345678901234567.0, "1.2345678901234568e+16"), (1e-4, "0.0001"), (1e-5, "1e-05"),
    (1.5e-7, "1.5e-07"), (.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (123456.789, "123456.789"), (1e22, "1e+22"), (100.0, "100.0"), (-2.5, "-2.5"),
    (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
  ])
  func floats(value: Double, text: String) {
    #expect(FloatSpelling.shortest(value) == text)
  }

  @Test func whatWasWrittenReadsBack() throws {
    for style in [JSONStyle.compact, .python, .indented, JSONStyle(escapesNonASCII: true)] {
      #expect(try JSONParser.parse(JSONWriter.text(value, style: style)) == value)
    }
  }
}
