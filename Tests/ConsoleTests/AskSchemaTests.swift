import Console
import Constraints
import OrderedJSON
import TestSupport
import Testing
import TextModel

/// `ask --json-schema`.
struct AskSchemaTests {
  private let run: ProgramRun
  private let path: String

  private static let schema = """
    {
      "type": "object",
      "properties": {"names": {"type": "array", "items": {"type": "string"}}},
      "required": ["names"]
    }
    """
  private static let value = #"{"names":["a*b*"]}"#

  init() throws {
    run = try ProgramRun()
    path = try run.folder.write("names.json", Self.schema)
    run.model.answers = [Self.value]
    run.model.stopReason = .constraintMet
  }

  private var constraint: Constraint {
    .json(.object([.init("names", .array(.string()))]))
  }

  @Test func theAnswerIsHeldToTheSchema() throws {
    let result = try run("ask", "list them", "--json-schema", path, "-n", "50")
    #expect(result.status == .done)
    #expect(result.output == Self.value + "\n")
    #expect(run.model.options.map(\.constraint) == [constraint])
    #expect(
      run.model.prompts.first?.last?.content == """
        JSON schema of the answer:
        ```json
        \(Self.schema)
        ```

        list them

        Answer with one JSON value of the schema, and nothing else.
        """)
  }

  @Test func withoutASchemaItIsFree() throws {
    _ = try run("ask", "list them")
    #expect(run.model.options.map(\.constraint) == [nil])
    #expect(run.model.prompts.first?.last?.content == "list them")
  }

  @Test func standardInputCanBeTheSchema() throws {
    let result = try run("ask", "list them", "--json-schema", "-", input: .pipe(Self.schema))
    #expect(result.status == .done)
    #expect(run.model.options.map(\.constraint) == [constraint])
    #expect(run.model.prompts.first?.last?.content.contains("Input:") == false)
  }

  @Test func aPipeBesideASchemaFileIsContext() throws {
    _ = try run("ask", "list them", "--json-schema", path, input: .pipe("some log\n"))
    #expect(run.model.prompts.first?.last?.content.hasPrefix("Input:\n```\nsome log\n") == true)
  }

  @Test func jsonHasTheTextAndTheValue() throws {
    let result = try run("ask", "list them", "--json-schema", path, "--json")
    let object = try JSONParser.parse(result.output)
    #expect(object["answer"]?.string == Self.value + "\n")
    #expect(object["value"] == ["names": ["a*b*"]])
    #expect(object["exitStatus"]?.integer == 0)
    #expect(object["failure"] == .null)
  }

  @Test func theReceiptCountsTheSchema() throws {
    let result = try run("ask", "list them", "--json-schema", path, "--dry-run", "--json")
    let parts = try JSONParser.parse(result.output)["receipt"]?["parts"]?.array ?? []
    #expect(parts.map { $0["title"]?.string } == ["the schema of the answer"])
  }

  /// Stars in strings are no emphasis.
  @Test func theValueIsNeverStyled() throws {
    let result = try run("ask", "q", "--json-schema", path, "--color", "always")
    #expect(result.output == Self.value + "\n")
  }

  @Test func anAnswerThatTheLimitEndsIsIncomplete() throws {
    run.model.isSteered = true
    let result = try run("ask", "q", "--json-schema", path)
    #expect(result.status == .incomplete)
    #expect(result.output == Self.value + "\n")
    #expect(
      result.errors == "the answer was brought to its end at its token limit; -n raises it\n")
    let json = try JSONParser.parse(try run("ask", "q", "--json-schema", path, "--json").output)
    #expect(json["exitStatus"]?.integer == 6)
    #expect(json["failure"]?.string?.contains("token limit") == true)
  }

  // MARK: What is refused

  @Test(
    arguments: [
      (#"{"type": "string",\#n "pattern": "a"}"#, "line 2: the keyword 'pattern' is not supported"),
      (#"{"type": "string",}"#, "invalid JSON at line 1, column 19: "),
      ("", "invalid JSON at line 1, column 1: "),
      (#"{"type": "number", "minimum": 2, "maximum": 1}"#, "no text satisfies the constraint"),
    ])
  func aSchemaThatCannotBeKeptIsAUsageError(text: String, words: String) throws {
    try run.folder.write("bad.json", text)
    let bad = run.folder.path("bad.json")
    let result = try run("ask", "q", "--json-schema", bad)
    #expect(result.status == .usage)
    #expect(result.errors.hasPrefix("lathe: '\(bad)' is no schema for answers: \(words)"))
    #expect(run.engine.requests.isEmpty)
    let piped = try run("ask", "q", "--json-schema", "-", input: .pipe(text))
    #expect(piped.status == .usage)
    #expect(piped.errors.hasPrefix("lathe: standard input is no schema for answers: \(words)"))
  }

  @Test func aMissingFileIsAUsageError() throws {
    let result = try run("ask", "q", "--json-schema", "no/such.json")
    #expect(result.status == .usage)
    #expect(result.errors == "lathe: there is no file 'no/such.json'\n")
  }

  @Test(
    arguments: [
      ["q", "--stop", "x"], ["--json-schema", "-"], ["-", "--json-schema", "-"],
      ["q", "-f", "-", "--json-schema", "-"],
    ])
  func whatContradictsASchemaIsRefused(arguments: [String]) throws {
    let named = arguments.contains("--json-schema") ? [] : ["--json-schema", path]
    let result = try run(arguments: ["ask"] + arguments + named, input: .pipe(Self.schema))
    #expect(result.status == .usage)
    #expect(result.errors.contains("--json-schema"))
  }
}
