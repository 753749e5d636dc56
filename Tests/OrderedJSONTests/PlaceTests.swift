import OrderedJSON
import Testing

@Suite struct PlaceTests {
  private static let text = Array(
    """

    {
      "a": 1, "b": {
        "c":
          [10,
           {"d": "x\\n"},
        20]
      },
      "é\\u0041": null
    }
    """.utf8)

  @Test(
    arguments: [
      ([], 2), (["a"], 3), (["b"], 3), (["b", "c"], 4), (["b", "c", "0"], 5),
      (["b", "c", "1"], 6), (["b", "c", "1", "d"], 6), (["b", "c", "2"], 7), (["éA"], 9),
    ] as [([String], Int)])
  func aValueHasTheLineOfItsKey(path: [String], line: Int) {
    #expect(JSONParser.line(of: path, in: Self.text) == line)
  }

  @Test(
    arguments: [
      (["z"], 2), (["b", "c", "7"], 4), (["b", "c", "x"], 4), (["b", "c", "-1"], 5),
      (["a", "b"], 3),
    ] as [([String], Int)])
  func whereNothingIsTheLastPlaceCounts(path: [String], line: Int) {
    #expect(JSONParser.line(of: path, in: Self.text) == line)
  }

  @Test func ofAKeyThatComesTwiceItIsTheLast() {
    let text = Array("{\"a\": 1,\n\"b\": {},\n\"a\": {\n\"c\": 1}}".utf8)
    #expect(JSONParser.line(of: ["a"], in: text) == 3)
    #expect(JSONParser.line(of: ["a", "c"], in: text) == 4)
  }

  @Test(arguments: ["", "[", "{\"a", "{\"a\" 1}", "[1", "nul", "\u{1}"])
  func whatIsNoJSONHasLinesToo(text: String) {
    #expect(JSONParser.line(of: ["a", "0"], in: Array(text.utf8)) == 1)
  }
}
