import Constraints
import OrderedJSON
import TestSupport
import Testing

/// JSON Schemas that are read from text.
@Suite struct SchemaTextTests {
  /// Takes apostrophes for quotes, which are easier to read here.
  private func schema(_ text: String) throws -> JSONSchema {
    try JSONSchema.parse(Array(text.replacing("'", with: "\"").utf8))
  }

  private func automaton(_ text: String) throws -> ConstraintAutomaton {
    try ConstraintAutomaton(.json(schema(text)))
  }

  @Test func keywordsBecomeShapes() throws {
    let text = """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "finding",
        "type": "object", "additionalProperties": false, "required": ["line", "tags"],
        "properties": {
          "line": {"type": "integer", "minimum": 1, "exclusiveMaximum": 41},
          "severity": {"type": "string", "enum": ["low", "high"]},
          "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}, "minItems": 1, "maxItems": 3},
          "score": {"type": ["number", "null"]},
          "kind": {"const": 1}
        },
        "$defs": {"tag": {"type": "string", "minLength": 1, "maxLength": 9}}
      }
      """
    let expected = JSONSchema.object([
      .init("line", .integer(atLeast: 1, atMost: 40)),
      .init("severity", .values(["low", "high"]), isRequired: false),
      .init("tags", .array(.string(atLeast: 1, atMost: 9), atLeast: 1, atMost: 3)),
      .init("score", .anyOf([.number, .null]), isRequired: false),
      .init("kind", .values([1]), isRequired: false),
    ])
    #expect(try schema(text) == expected)
  }

  /// Whatever is written under a schema, a validator that knows nothing of automata allows it.
  @Test(arguments: UInt64(0)..<400) func randomSchemasAreKept(seed: UInt64) throws {
    var schemas = RandomSchemas(seed: seed)
    let document = schemas.document()
    let text = JSONWriter.text(document, style: .indented)
    let automaton = try automaton(text)
    let validator = SchemaValidator(document)
    var random = RandomValues(seed: seed ^ 77)
    for _ in 0..<8 {
      let bytes = try #require(automaton.randomText(&random), "\(text)")
      let value = try JSONParser.parse(bytes)
      #expect(validator.allows(value), "\(String(decoding: bytes, as: UTF8.self)) \(text)")
    }
  }

  @Test(
    arguments: [
      ("{'type':'integer','minimum':0.5,'maximum':2.5}", ["1", "2"]),
      ("{'type':'integer','exclusiveMinimum':0.5,'exclusiveMaximum':3}", ["1", "2"]),
      ("{'type':'integer','minimum':1,'exclusiveMinimum':1,'maximum':2}", ["2"]),
      ("{'type':'integer','minimum':5.0,'maximum':5.0}", ["5"]),
      ("{'type':'array','maxItems':0}", ["[]"]),
      ("{'type':'object','additionalProperties':false}", ["{}"]),
      ("{'type':['boolean','null']}", ["true", "false", "null"]),
      ("{'enum':['a',1,1.5,[{}]]}", ["\"a\"", "1", "1.5", "[{}]"]),
      ("{'const':{'a':null}}", [#"{"a":null}"#]),
      ("{'type':['string','null'],'enum':['a',null]}", ["\"a\"", "null"]),
      ("{'oneOf':[{'const':1},{'const':'1'},{'type':'null'}]}", ["1", "\"1\"", "null"]),
      (
        "{'$ref':'#/$defs/a~1b','$defs':{'a/b':{'$ref':'#/$defs/c/anyOf/1'},"
          + "'c':{'anyOf':[{'const':0},{'const':7}]}}}", ["7"]
      ),
    ] as [(String, [String])])
  func theseAndNoOthers(text: String, values: [String]) throws {
    #expect(try automaton(text).allTexts(limit: 12) == Set(values.map { Array($0.utf8) }))
  }

  // MARK: What is refused

  @Test(
    arguments: [
      ("{'type':'string','pattern':'a'}", SchemaFault.unknownKeyword("pattern"), "#/pattern"),
      ("{'type':'integer','multipleOf':2}", .unknownKeyword("multipleOf"), "#/multipleOf"),
      ("{'allOf':[{}]}", .unknownKeyword("allOf"), "#/allOf"),
      ("{}", .noType, "#"),
      ("true", .notAnObject, "#"),
      ("{'type':'array','items':[]}", .notAnObject, "#/items"),
      ("{'type':'array'}", .missing("items", of: "array"), "#"),
      ("{'type':'object'}", .missing("properties", of: "object"), "#"),
      ("{'type':'null','minimum':1}", .notForType("minimum", "null"), "#/minimum"),
      ("{'type':'string','enum':['a',1]}", .wrongType("1"), "#/enum"),
      ("{'enum':['a'],'minLength':1}", .notBeside("minLength", "enum"), "#/minLength"),
      ("{'$ref':'#/x','type':'null'}", .notBeside("type", "$ref"), "#/type"),
      ("{'anyOf':[{'const':1}],'type':'null'}", .notBeside("type", "anyOf"), "#/type"),
      ("{'$ref':'other.json#/x'}", .unknownReference("other.json#/x"), "#/$ref"),
      ("{'$ref':'#/$defs/x'}", .unknownReference("#/$defs/x"), "#/$ref"),
      ("{'$ref':'#'}", .recursion("#"), "#/$ref"),
      ("{'type':'integer','minimum':3,'maximum':2}", .noNumber, "#"),
      (
        "{'type':'integer','exclusiveMinimum':9223372036854775807}", .noNumber, "#/exclusiveMinimum"
      ),
      (
        "{'type':'string','minLength':3,'maxLength':2}", .wrongOrder("minLength", "maxLength"),
        "#/minLength"
      ),
      (
        "{'type':'object','properties':{'a':{'type':'null'}},'required':['b']}",
        .missingProperty("b"), "#/required"
      ),
      (
        "{'oneOf':[{'type':'null'},{'type':'integer'},{'type':'number'}]}", .overlap(2, 3),
        "#/oneOf/2"
      ),
      ("{'oneOf':[{'const':1},{'const':1.0}]}", .overlap(1, 2), "#/oneOf/1"),
    ] as [(String, SchemaFault, String)])
  func whatCannotBeKeptIsRefused(text: String, fault: SchemaFault, place: String) {
    #expect(throws: ConstraintError.schema(fault, line: 1, place: place)) { try schema(text) }
  }

  @Test(
    arguments: [
      ("type", "7"), ("type", "[]"), ("type", #"["string","text"]"#), ("properties", "[]"),
      ("required", #""a""#), ("required", "[1]"), ("additionalProperties", "{}"),
      ("minItems", "-1"), ("maxLength", "1.5"), ("minimum", #""1""#), ("enum", "[]"),
      ("enum", "7"), ("anyOf", "[]"), ("oneOf", "{}"), ("$ref", "1"),
    ])
  func valuesOfKeywordsAreLookedAt(keyword: String, value: String) throws {
    let types = [
      "properties": "object", "required": "object", "additionalProperties": "object",
      "minItems": "array", "maxLength": "string", "minimum": "number",
    ]
    let type = types[keyword].map { "\"type\":\"\($0)\"," } ?? ""
    let error = #expect(throws: ConstraintError.self) {
      try schema("{\(type)\n\"\(keyword)\":\(value)}")
    }
    guard case .schema(.wrongValue(let named, _), let line, let place) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(named == keyword)
    #expect(line == 2)
    #expect(place == "#/\(keyword)")
  }

  @Test func aMessageHasTheLineTheKeywordAndThePlace() {
    let text = """
      {"type": "object",
       "properties": {
         "name": {
           "type": "string",
           "pattern": "^[a-z]+$"
         }
       }
      }
      """
    let error = #expect(throws: ConstraintError.self) { try schema(text) }
    #expect(
      error?.description
        == "line 5: the keyword 'pattern' is not supported, so that answers could not be held to"
        + " it; take it out (at #/properties/name/pattern)")
    let syntax = #expect(throws: ConstraintError.self) { try schema("{\n  \"type\": string}") }
    #expect(syntax?.description.hasPrefix("invalid JSON at line 2, column 11: ") == true)
  }

  @Test func whatComesBackToItselfIsRefused() {
    let list =
      "{'$ref':'#/$defs/n','$defs':{'n':{'type':'array','items':{'$ref':'#/$defs/n'}}}}"
    let error = ConstraintError.schema(
      .recursion("#/$defs/n"), line: 1, place: "#/$defs/n/items/$ref")
    #expect(throws: error) { try schema(list) }
  }

  @Test func depthAndSizeAreBounded() {
    let deep = String(repeating: "{'type':'array','items':", count: 100) + "{'type':'null'}"
    let text = deep + String(repeating: "}", count: 100)
    let error = #expect(throws: ConstraintError.self) { try schema(text) }
    #expect(error?.description.contains("nested more than 64 deep") == true)
    // Each definition refers ten times to the next one.
    let definitions = (0..<9).map { level in
      let members = (0..<10).map { "'m\($0)':{'$ref':'#/$defs/d\(level + 1)'}" }
      return "'d\(level)':{'type':'object','properties':{\(members.joined(separator: ","))}}"
    }
    let all = (["'d9':{'type':'null'}"] + definitions).joined(separator: ",")
    let bomb = "{'$ref':'#/$defs/d0','$defs':{\(all)}}"
    let size = #expect(throws: ConstraintError.self) { try schema(bomb) }
    #expect(size?.description.contains("more than 10000 parts") == true)
  }

  /// Broken texts end with an error and never with anything worse.
  @Test(arguments: UInt64(0)..<300) func textsWithFaultsNeverCrash(seed: UInt64) {
    var schemas = RandomSchemas(seed: seed)
    var bytes = JSONWriter.bytes(schemas.document())
    var random = RandomValues(seed: seed)
    for _ in 0...random.number(below: 4) {
      let place = random.number(below: bytes.count)
      switch random.number(below: 3) {
      case 0: bytes[place] = UInt8(random.number(below: 256))
      case 1: bytes.remove(at: place)
      default:
        bytes.insert(contentsOf: random.pick([Array("null".utf8), Array("-1".utf8)]), at: place)
      }
      guard !bytes.isEmpty else { return }
    }
    guard let schema = try? JSONSchema.parse(bytes) else { return }
    _ = try? ConstraintAutomaton(.json(schema))
  }
}
