import Foundation
import TestSupport
import Testing

/// The built program itself, where only a process shows what is to be shown.
struct BuiltProgramTests {
  private let program: BuiltProgram

  init() throws { program = try BuiltProgram() }

  @Test func theVersionComesAtOnce() throws {
    _ = try program.shell("$LATHE --version")
    let times = try (0..<5).map { _ in
      try ContinuousClock().measure {
        let result = try program.shell("$LATHE --version")
        #expect(result.output == "lathe 0.1.0\n")
      }
    }
    // A shell and a busy machine are in this figure too.
    #expect(times.min() ?? .seconds(1) < .milliseconds(100))
  }

  @Test(arguments: [
    (": | $LATHE explain", 2, "lathe: standard input is empty\n"),
    (
      "$LATHE explain < /dev/null", 2,
      "lathe: there is nothing to explain; name a file, a revision or --staged, or pipe something in\n"
    ),
    (
      "$LATHE explain <&-", 2,
      "lathe: there is nothing to explain; name a file, a revision or --staged, or pipe something in\n"
    ),
    (
      "printf 'a\\0b' | $LATHE ask q", 2,
      "lathe: standard input is not text: it has a zero byte at offset 1\n"
    ),
    ("$LATHE ask q -m none.gguf", 3, "lathe: there is no file none.gguf\n"),
    (
      "echo '{}' > c; $LATHE inspect template c c --now soon", 2,
      "lathe: 'soon' is no time; write it as 2026-01-15T09:30:00\n"
    ),
    ("$LATHE explain --staged", 2, "lathe: '.' is not inside a git repository\n"),
    (
      "$LATHE explain HEAD", 2,
      "lathe: 'HEAD' is no file here, no commit that git knows, and no function or type of a"
        + " repository here\n"
    ),
  ])
  func failuresAreShortAndClear(_ line: String, _ status: Int, _ errors: String) throws {
    let result = try program.shell(line)
    #expect(result.status == Int32(status))
    #expect(result.errors == errors)
    #expect(result.output == "")
  }

  @Test func aProducerIsDrainedWhenTheCommandFails() throws {
    let result = try program.shell(
      "set -o pipefail; head -c 3000000 /dev/zero | tr '\\0' x | $LATHE ask q --bogus;"
        + " echo ${PIPESTATUS[@]}")
    #expect(result.output == "0 0 2\n")
  }

  @Test func aClosedPipeIsQuiet() throws {
    let result = try program.shell("$LATHE models list | true; echo ${PIPESTATUS[0]}")
    #expect(["0\n", "141\n"].contains(result.output))
    #expect(result.errors == "")
    let closed = try program.shell(
      "(sleep 0.2; exec $LATHE models list) | exec 0<&- sleep 0.01; echo done")
    #expect(closed.errors == "")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAnError() throws {
    let result = try program.shell("$LATHE models list > /dev/full")
    #expect(result.status == 6)
    #expect(
      result.errors == "lathe: cannot write to standard output: No space left on device\n")
  }

  @Test func aClosedStandardOutputIsAnError() throws {
    let result = try program.shell("$LATHE models list >&-")
    #expect(result.status == 6)
    #expect(result.errors == "lathe: cannot write to standard output: Bad file descriptor\n")
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)])
  func aSignalEndsTheWaitForInput(_ signal: Int32, _ status: Int) throws {
    let input = Pipe()
    let process = try program.start("exec $LATHE explain", input: input)
    usleep(300_000)
    let time = ContinuousClock().measure {
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
    }
    #expect(process.terminationStatus == Int32(status))
    #expect(process.terminationReason == .exit)
    #expect(time < .milliseconds(500))
    try input.fileHandleForWriting.close()
  }
}
