import Foundation
import OrderedJSON
import TestSupport
import Testing

/// The built program with real weights: pipes, interruptions and limits as a user meets them.
@Suite(.enabled(if: RealWeights.isAvailable, RealWeights.missing), .serialized)
struct RealModelTests {
  private let program: BuiltProgram
  private let model = RealWeights.path("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf")

  init() throws { program = try BuiltProgram() }

  @Test func anAnswerStreamsIntoAPipe() throws {
    let result = try program.shell("$LATHE ask 'Name one prime number.' -m '\(model)' -n 20")
    #expect(!result.output.isEmpty)
    #expect([0, 6].contains(result.status))
  }

  @Test func aSchemaIsKept() throws {
    try program.folder.write(
      "cart.py", "def total(cart):\n    return sum(cart)\n\ndef size(x): pass\n")
    let schema = """
      {"type": "object", "required": ["functions", "language"], "properties": {
        "language": {"enum": ["python", "swift"]},
        "functions": {"type": "array", "maxItems": 4, "items": {"type": "string", "maxLength": 20}}
      }}
      """
    try program.folder.write("names.json", schema)
    let result = try program.shell(
      "$LATHE ask 'Name its functions.' -f cart.py --json-schema names.json -m '\(model)' -n 200")
    #expect(result.status == 0)
    let value = try JSONParser.parse(result.output)
    #expect(SchemaValidator(try JSONParser.parse(schema)).allows(value), "\(result.output)")
    #expect(value["language"]?.string == "python")
  }

  @Test func aClosedPipeEndsTheAnswerQuietly() throws {
    let result = try program.shell(
      "$LATHE ask 'Count from 1 to 500, one number a line.' -m '\(model)' -n 400 | head -1;"
        + " echo ${PIPESTATUS[0]}")
    #expect(result.output.hasSuffix("\n141\n"))
    #expect(result.errors == "")
  }

  @Test func newCodeIsAppliedAndTakenBack() throws {
    let old = "def add(a, b):\n    return a + b\n\n\ndef sub(a, b):\n    return a - b\n"
    try program.folder.write("a.py", old)
    let refactor = "$LATHE refactor a.py:sub -i 'rename the parameter a to x' -m '\(model)'"
    let result = try program.shell(
      "export XDG_STATE_HOME=$PWD/state; git init -q; \(refactor) > d && git apply d && cat a.py;"
        + " git apply -R d; \(refactor) --apply > e; cmp d e; $LATHE undo; cat a.py")
    let start = "def add(a, b):\n    return a + b\n\n\n"
    #expect(result.output.hasPrefix(start + "def sub(x, b):\n"))
    #expect(result.output.hasSuffix(old))
    #expect(result.errors.hasSuffix("restored 'a.py' (rename the parameter a to x)\n"))
  }

  @Test func aGapIsFilled() throws {
    try program.folder.write(
      "add.py", "def add(a, b):\n    return a + \n\n\nprint(add(1, 2))\n")
    let result = try program.shell("$LATHE complete add.py:2 -m '\(model)' -n 24")
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.output == "b")
    let json = try program.shell("$LATHE complete add.py:2 -m '\(model)' -n 24 --json")
    #expect(json.output.hasPrefix(#"{"completion": "b", "stop": "#))
  }

  @Test func aTraceIsExplainedWithItsCode() throws {
    try program.folder.write(
      "cart.py", "def price(cart):\n    return cart[5]\n\n\nprint(price([1, 2]))\n")
    let trace = """
      Traceback (most recent call last):
        File "cart.py", line 5, in <module>
        File "cart.py", line 2, in price
      IndexError: list index out of range
      """
    try program.folder.write("trace", trace)
    let result = try program.shell(
      "git init -q; git add -A; $LATHE explain -v -m '\(model)' -n 60 < trace")
    #expect([0, 6].contains(result.status))
    #expect(result.errors.contains("cart.py:1-5 (added by lathe: the output names it)\n"))
    #expect(result.output.contains("cart.py") || result.output.contains("index"))
  }

  @Test func aRangeOfCommitsIsExplained() throws {
    try program.folder.write("a.py", "def area(w, h):\n    return w + h\n")
    try program.folder.write("b.py", "def area(w, h):\n    return w * h\n")
    let result = try program.shell(
      "git init -q; git add a.py; git commit -qm one; cp b.py a.py; git commit -qam two;"
        + " $LATHE explain HEAD~1..HEAD -m '\(model)' -n 80")
    #expect([0, 6].contains(result.status))
    #expect(result.output.hasPrefix("`a.py` (+1 -1): `area`\n"))
  }

  @Test func aPromptOverTheContextIsRefused() throws {
    let result = try program.shell(
      "yes word | head -3000 | $LATHE ask 'why?' -m '\(model)' --context-size 512")
    #expect(result.status == 4)
    #expect(result.errors.contains("but the context holds 512; largest parts: standard input "))
  }

  @Test(arguments: [
    // Three thousand lines take seconds to read; a short question is answered at once.
    ("ask < lines.txt 'why?'", 0.8), ("ask 'Count from 1 to 500.' -n 900", 2.0),
  ])
  func anInterruptEndsReadingAndWriting(_ command: String, _ delay: Double) throws {
    try program.folder.write(
      "lines.txt", String(repeating: "let value = compute(3)\n", count: 3000))
    let process = try program.start("exec $LATHE \(command) -m '\(model)'")
    Thread.sleep(forTimeInterval: delay)
    let isRunning = process.isRunning
    let time = ContinuousClock().measure {
      kill(process.processIdentifier, SIGINT)
      process.waitUntilExit()
    }
    #expect(isRunning)
    #expect(process.terminationStatus == 130)
    #expect(time < .milliseconds(500))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsTheStyleOfTheAnswer(_ signal: Int32) throws {
    let terminal = try PseudoTerminal()
    let output = FileHandle(fileDescriptor: terminal.program, closeOnDealloc: false)
    let process = try program.start(
      "TERM=xterm exec $LATHE ask 'Write quicksort in Swift, with comments.' -m '\(model)' -n 400",
      output: output)
    var text = ""
    // Up to half a minute: other tests may have the processor.
    for _ in 0..<6000 where !isStyleOpen(text) && process.isRunning {
      usleep(5000)
      text += terminal.text()
    }
    #expect(isStyleOpen(text))
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == 128 + signal)
    text += terminal.text()
    #expect(!isStyleOpen(text))
  }

  private func isStyleOpen(_ text: String) -> Bool {
    guard let last = text.range(of: "\u{1b}", options: .backwards) else { return false }
    return !text[last.lowerBound...].hasPrefix("\u{1b}[0m")
  }
}
