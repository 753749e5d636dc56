import OrderedJSON
import Testing

@Suite struct WriterTests {
  @Test func writesCompactly() throws {
    let value: JSONValue = ["b": [1, 2.5, nil, true], "a": ["x": "y"], "e": [], "o": [:]]
    #expect(
      JSONWriter.text(value) == #"{"b":[1,2.5,null,true],"a":{"x":"y"},"e":[],"o":{}}"#)
  }
}
