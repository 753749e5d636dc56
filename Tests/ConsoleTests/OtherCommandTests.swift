import Console
import Inference
import TestSupport
import Testing
import TextModel

struct OtherCommandTests {
  private let run: ProgramRun

  init() throws { run = try ProgramRun() }

  @Test func versionAndHelp() throws {
    let version = try run("--version")
    #expect(version.output == "lathe 0.1.0\n")
    #expect(version.status == .done)
    for arguments in [["help"], ["--help"], ["help", "ask"]] {
      let help = try run(arguments[0], arguments.count > 1 ? arguments[1] : "--help")
      #expect(help.status == .done)
      #expect(help.output.contains("USAGE: lathe"))
      #expect(help.errors == "")
    }
  }

  @Test func explainReadsPipesAndFiles() throws {
    let path = try run.folder.write("a.c", "int x;\nint y;\n")
    #expect(try run("explain", path + ":2").output == "An answer.\n")
    #expect(run.model.prompts.first?.last?.content.contains("```c\nint y;\n```") == true)
    let diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
    #expect(try run("explain", input: .pipe(diff)).status == .done)
    #expect(run.model.prompts.last?.contains { $0.content.contains("A change in `x`") } == true)
    #expect(try run("explain", "-", path, input: .file(diff)).status == .done)
    #expect(run.model.prompts.last?.last?.content.contains("```diff\n--- a/x") == true)
  }

  @Test func anEmptyPipeBesideATargetIsNoError() throws {
    let path = try run.folder.write("a.c", "int x;\n")
    #expect(try run("explain", path, input: .pipe("")).status == .done)
  }

  @Test func reviewAndDebugReadPipes() throws {
    let diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
    #expect(try run("review", input: .pipe(diff)).output == "An answer.\n")
    #expect(try run("debug", input: .pipe("panic: no\n")).output == "An answer.\n")
    #expect(try run("debug", "-", input: .file("panic: no\n")).output == "An answer.\n")
  }

  @Test func benchTakesDepthAndBatch() throws {
    #expect(try run("bench", "-d", "100", "-b", "4", "--kv-type", "q8_0").status == .done)
    #expect(run.engine.benchPlans.map(\.depth) == [100])
    #expect(run.engine.benchPlans.map(\.batch) == [4])
    #expect(run.engine.requests.map { "\($0.options.keyValueType)" } == ["q8_0"])
    #expect(try run("bench", "-b", "0").status == .usage)
    #expect(try run("bench", "-d", "-1").status == .usage)
    #expect(try run("bench", "--kv-type", "q5").status == .usage)
  }

  @Test func benchPrintsKernelsAndCeilings() throws {
    let text = try run("bench", "--kernels").output
    #expect(text.contains("memory 40.0 GB/s"))
    #expect(text.contains("Q8_0    dot 20.0 GB/s  4 columns 1.25x\n"))
    #expect(
      text.contains("Q4_K    dot 10.0 GB/s  4 columns 1.5x  unpack 5.0 GB/s  tile 160.0 G/s\n"))
    let json = try run("bench", "--kernels", "--json").output
    #expect(json.hasPrefix("{\"isa\": \"portable\", \"threads\": 2, \"bandwidth\": 40000000000"))
    #expect(json.contains("\"integerPeak\": null, \"kernels\": [{\"format\": \"Q8_0\","))
  }

  @Test func benchPrintsMedianAndSpread() throws {
    let result = try run("bench", "-t", "2", "-p", "8", "-n", "4", "-r", "3", "--json")
    #expect(
      result.output == """
        {"model": "\(run.folder.path("m.gguf"))", "threads": 2, "isa": "portable", \
        "prefill": {"tokens": 8, "tokensPerSecond": 4.0, "spread": 1.5}, \
        "decode": {"tokens": 4, "tokensPerSecond": 32.0, "spread": 0.0}}

        """)
    #expect(run.engine.benchPlans.map(\.repetitions) == [3])
    #expect(try run("bench").output.hasSuffix("decode   64 tokens  32.0 tokens/s  spread 0.0 %\n"))
  }

  @Test func inspectTokensPrintsAList() throws {
    let path = try run.folder.write("t.txt", [1, 0, 255])
    #expect(try run("inspect", "tokens", path).output == "[1, 0, 255]\n")
    #expect(try run("inspect", "tokens", path, "--special").output == "[1, 0, 255, -1]\n")
    #expect(try run("inspect", "tokens", "-", input: .pipe("a")).output == "[97]\n")
  }

  @Test func inspectTemplateAddsNothing() throws {
    let template = try run.folder.write("t.jinja", "{{ x }}")
    let context = try run.folder.write("c.json", "{}")
    #expect(try run("inspect", "template", template, context).output == "{{ x }}{}")
    let pinned = try run("inspect", "template", template, context, "--now", "2026-01-15")
    #expect(pinned.output == "{{ x }}{}2026-01-15")
  }

  @Test func inspectScoresHasTheFieldsOfTheReference() throws {
    let path = try run.folder.write("t.txt", "text")
    #expect(
      try run("inspect", "scores", path, "--json", "--reference").output
        == #"{"tokens": [1, 2], "nextLogProb": [0.0], "top": [[[2, -0.5]]], "perplexity": 1.0}"#
        + "\n")
    #expect(try run("inspect", "scores", path).output == "2 tokens, perplexity 1.0\n")
  }

  @Test func inspectGGUFDescribes() throws {
    #expect(try run("inspect", "gguf", run.folder.path("m.gguf")).output == "a GGUF file\n")
    #expect(try run("inspect", "gguf", "/no/such.gguf").status == .model)
  }

  @Test func modelsAreListed() throws {
    let result = try run("models", "list")
    #expect(result.status == .done)
    #expect(result.output.contains("qwen2.5-coder-1.5b"))
    #expect(
      try run("models", "list", "--json").output.hasPrefix(#"[{"name": "qwen2.5-coder-0.5b""#))
    #expect(try run("models", "show", "qwen2.5-coder-7b").output.contains("licence       "))
    #expect(try run("models", "path", run.folder.path("m.gguf")).status == .done)
    #expect(try run("models", "path", "qwen2.5-coder-7b").status == .model)
    let warmed = try run("models", "warm", run.folder.path("m.gguf"))
    #expect(warmed.status == .done)
    #expect(warmed.output == run.folder.path("m.gguf") + "\n")
    #expect(warmed.errors.contains("is in memory"))
    #expect(try run("models", "warm", "qwen2.5-coder-7b").status == .model)
    #expect(
      try run("models", "rm", "qwen2.5-coder-7b").errors == "qwen2.5-coder-7b was not here\n")
    #expect(try run("models", "rm", "nothing").status == .model)
  }
}
