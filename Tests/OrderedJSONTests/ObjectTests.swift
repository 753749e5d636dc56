import OrderedJSON
import Testing

@Suite struct ObjectTests {
  @Test(arguments: [3, 8, 9, 10, 40])
  func setsAndRemoves(count: Int) {
    var object = JSONObject()
    for number in 0..<count { object["k\(number)"] = .integer(number) }
    #expect(object.count == count)
    object["k1"] = "new"
    object["k0"] = nil
    object["none"] = nil
    #expect(object.keys == (1..<count).map { "k\($0)" })
    #expect(object["k1"] == "new")
    #expect(object["k0"] == nil)
    #expect(object["k\(count - 1)"] == .integer(count - 1))
  }

  @Test func orderCounts() {
    #expect(JSONObject([("a", 1), ("b", 2)]) != JSONObject([("b", 2), ("a", 1)]))
  }

  @Test func readsMembersAndValues() {
    let value: JSONValue = ["s": "x", "i": 2, "f": 1.5, "b": true, "a": [1]]
    #expect(value["s"]?.string == "x")
    #expect(value["i"]?.integer == 2)
    #expect(value["i"]?.double == 2)
    #expect(value["f"]?.double == 1.5)
    #expect(value["f"]?.integer == nil)
    #expect(value["b"]?.boolean == true)
    #expect(value["a"]?.array == [1])
    #expect(value["none"] == nil)
    #expect(value["s"]?["x"] == nil)
  }
}
