import Foundation
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

  @Test func aClosedPipeEndsTheAnswerQuietly() throws {
    let result = try program.shell(
      "$LATHE ask 'Count from 1 to 500, one number a line.' -m '\(model)' -n 400 | head -1;"
        + " echo ${PIPESTATUS[0]}")
    #expect(result.output.hasSuffix("\n141\n"))
    #expect(result.errors == "")
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
}
