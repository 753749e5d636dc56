import Console
import Inference
import TestSupport
import Testing
import TextModel

struct AskCommandTests {
  private let run: ProgramRun

  init() throws { run = try ProgramRun() }

  private var question: String? { run.model.prompts.first?.last?.content }

  @Test func theAnswerIsAllThatStandardOutputGets() throws {
    let result = try run("ask", "why?")
    #expect(result.status == .done)
    #expect(result.output == "An answer.\n")
    #expect(result.errors == "")
    #expect(question == "why?")
  }

  @Test func wordsAreJoined() throws {
    _ = try run("ask", "why", "is", "this")
    #expect(question == "why is this")
  }

  @Test func aPipeIsContext() throws {
    _ = try run("ask", "why?", input: .pipe("some log\n"))
    #expect(question == "Input:\n```\nsome log\n```\n\nwhy?")
  }

  @Test func aPipeAloneIsTheQuestion() throws {
    _ = try run("ask", input: .pipe("why?\n"))
    #expect(question == "why?\n")
    let other = try ProgramRun()
    _ = try other("ask", "-", input: .pipe("how?\n"))
    #expect(other.model.prompts.first?.last?.content == "how?\n")
  }

  @Test func aFileAsInputIsReadOnlyWithoutOtherMaterial() throws {
    _ = try run("ask", "why?", input: .file("some text"))
    #expect(question?.hasPrefix("Input:\n```\nsome text") == true)
    let other = try ProgramRun()
    let path = try other.folder.write("a.c", "int x;\n")
    _ = try other("ask", "why?", "-f", path, input: .file("some text"))
    #expect(other.model.prompts.first?.last?.content.contains("some text") == false)
    let named = try ProgramRun()
    _ = try named("ask", "why?", "-f", path, "-f", "-", input: .file("some text"))
    #expect(named.model.prompts.first?.last?.content.contains("some text") == true)
  }

  @Test func aSilentPipeIsNotWaitedForBesideAFile() throws {
    let path = try run.folder.write("a.c", "int x;\n")
    let time = try ContinuousClock().measure {
      let result = try run("ask", "why?", "-f", path, input: .silentPipe)
      #expect(result.status == .done)
      #expect(
        result.errors
          == "standard input was silent for a second and is not read; name it with -\n")
    }
    #expect(time < .seconds(3))
  }

  @Test func everyOptionReachesTheModel() throws {
    let result = try run(
      "ask", "q", "-n", "7", "-s", "Be brief.", "-t", "3", "--context-size", "2048",
      "--temperature", "0.5", "--top-k", "20", "--top-p", "0.9", "--min-p", "0.1",
      "--repeat-penalty", "1.1", "--seed", "42", "--stop", "END", "--stop", "-")
    #expect(result.status == .done)
    #expect(
      run.model.options == [
        GenerationOptions(
          maxTokens: 7, stopStrings: ["END", "-"],
          sampling: SamplingOptions(
            temperature: 0.5, topK: 20, topP: 0.9, minP: 0.1, repetitionPenalty: 1.1, seed: 42))
      ])
    #expect(run.model.prompts.first?.first == Message(.system, "Be brief."))
    #expect(run.engine.requests.first?.options.threads == 3)
    #expect(run.engine.requests.first?.options.contextSize == 2048)
  }

  @Test func variablesStandInForFlags() throws {
    _ = try run(
      "ask", "q", "--top-k", "5",
      environment: [
        "LATHE_TOP_K": "9", "LATHE_TOP_P": "0.25", "LATHE_MAX_TOKENS": "11",
        "LATHE_THREADS": "2", "LATHE_SYSTEM": "S", "LATHE_SEED": "",
      ])
    #expect(run.model.options.first?.sampling.topK == 5)
    #expect(run.model.options.first?.sampling.topP == 0.25)
    #expect(run.model.options.first?.sampling.seed == nil)
    #expect(run.model.options.first?.maxTokens == 11)
    #expect(run.model.prompts.first?.first == Message(.system, "S"))
    #expect(run.engine.requests.first?.options.threads == 2)
  }

  @Test func anAnswerCutAtItsLimitIsIncomplete() throws {
    let result = try run("ask", "q", "-n", "1")
    #expect(result.output == "An\n")
    #expect(result.status == .incomplete)
    #expect(result.errors == "the answer was cut at its token limit; -n raises it\n")
  }

  @Test func quietSaysNothing() throws {
    let result = try run("ask", "q", "-n", "1", "-q")
    #expect(result.errors == "")
    let variable = try run("ask", "q", "-n", "1", environment: ["LATHE_QUIET": "1"])
    #expect(variable.errors == "")
  }

  @Test func verboseShowsReceiptAndStatistics() throws {
    let path = try run.folder.write("a.c", "int x;\n")
    let result = try run("ask", "q", "-f", path, "-v")
    #expect(result.errors.hasPrefix("  6  \(path)\nprompt: "))
    #expect(result.errors.contains("\nfake: 2 threads, paper\nopening: file 3.0 ms\n"))
    #expect(result.errors.contains("\nwrote 2 tokens in 3.0 ms (666.7 tokens/s)\n"))
    #expect(result.errors.contains(" after the start of the process, peak memory "))
    #expect(result.output == "An answer.\n")
  }

  @Test func anInterruptedAnswerIsKept() throws {
    run.model.stopReason = .cancelled
    let result = try run("ask", "q")
    #expect(result.status == .interrupted)
    #expect(result.output == "An answer.\n")
    #expect(result.errors == "")
  }

  @Test func jsonIsOneObject() throws {
    run.model.answers = ["Say \"hi\"\n\u{1B}[31m\\"]
    let result = try run("ask", "q", "--json")
    #expect(
      result.output.hasPrefix(
        #"{"answer": "Say \"hi\"\n\u001b[31m\\\n", "model": "fake", "#
          + #""stopReason": "end-of-turn", "prompts": 1, "#))
    #expect(result.output.hasSuffix("}\n"))
  }

  @Test func aDryRunPrintsThePromptAndRunsNoModel() throws {
    let result = try run("ask", "q", "-s", "S", "--dry-run")
    #expect(result.output == "[system]\nS\n\n[user]\nq\n")
    #expect(result.errors == "prompt: 8 tokens, 1024 kept for the answer, context: 4096\n")
    #expect(run.model.prompts.isEmpty)
  }

  @Test func aDryRunAsJSON() throws {
    let result = try run("ask", "q", "-s", "", "--dry-run", "--json")
    #expect(
      result.output.hasPrefix(
        #"{"prompts": [[{"role": "system", "content": "You are"#)
        || result.output.hasPrefix(#"{"prompts": [[{"role": "user", "content": "q"}]], "receipt""#))
  }

  @Test func modelOutputIsNotFilteredForAFile() throws {
    run.model.answers = ["\u{1B}[31mred\u{1B}[0m"]
    #expect(try run("ask", "q").output == "\u{1B}[31mred\u{1B}[0m\n")
  }

  @Test func aPromptOverTheContextIsRefusedWithCounts() throws {
    run.model.contextSize = 200
    let result = try run("ask", "q", input: .pipe(String(repeating: "word ", count: 500)))
    #expect(result.status == .context)
    #expect(
      result.errors == """
        lathe: the prompt needs 538 tokens and 50 are kept for the answer, but the context holds \
        200; largest parts: standard input 503
        hint: name fewer or shorter files, a range of lines (FILE:10-40), or a smaller change
        hint: --context-size sets the size of the context, up to what the model was made for

        """)
    #expect(run.model.prompts.isEmpty)
  }
}
