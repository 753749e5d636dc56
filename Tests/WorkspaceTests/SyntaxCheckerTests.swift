import Foundation
import TestSupport
import Testing
import Workspace

/// The checkers of languages: one made for the test, and those that are installed here.
struct SyntaxCheckerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("bin"), withIntermediateDirectories: true)
  }

  /// A checker whose PATH has only programs of the test.
  private func checker(_ program: String, _ script: String) throws -> SyntaxChecker {
    try folder.writeProgram("bin/" + program, "#!/bin/sh\n" + script)
    return SyntaxChecker(
      environment: ["PATH": folder.path("bin") + ":/usr/bin:/bin", "TMPDIR": folder.path],
      timeLimit: .milliseconds(1500))
  }

  private func report(
    _ checker: SyntaxChecker, _ new: String, _ old: String = "old", path: String
  ) -> SyntaxReport? {
    checker.report(on: Array(new.utf8), replacing: Array(old.utf8), path: path)
  }

  private static func isInstalled(_ program: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  private var installed: SyntaxChecker {
    SyntaxChecker(environment: ProcessInfo.processInfo.environment, timeLimit: .seconds(30))
  }

  // MARK: A checker made for the test

  private static let grumpy = """
    for file; do :; done
    if grep -q bad "$file"; then echo "$file:7:3: error: it is bad" >&2; exit 1; fi
    """

  @Test func theNewTextIsPassedOrFailed() throws {
    let checker = try checker("gofmt", Self.grumpy)
    #expect(
      report(checker, "good", path: "src/a.go")
        == SyntaxReport(path: "src/a.go", tool: "gofmt", verdict: .passed))
    #expect(
      report(checker, "bad", path: "src/a.go")?.verdict
        == .failed("error: it is bad", line: 7))
  }

  @Test func aCheckerThatRefusesTheOldTextHasNoSay() throws {
    let checker = try checker("gofmt", Self.grumpy)
    #expect(
      report(checker, "bad", "bad too", path: "a.go")?.verdict
        == .none("it finds errors in the old code, too"))
  }

  @Test func aCheckerThatHangsHasNoSay() throws {
    let checker = try checker("gofmt", "exec sleep 60")
    let start = ContinuousClock.now
    let verdict = report(checker, "x", path: "a.go")?.verdict
    #expect(ContinuousClock.now - start < .seconds(20))
    guard case .none(let reason)? = verdict else {
      Issue.record("\(String(describing: verdict))")
      return
    }
    #expect(reason.hasPrefix("it took more than"))
  }

  @Test func aCheckerThatIsKilledOrSilentHasNoSay() throws {
    let killed = try checker("gofmt", "kill -9 $$")
    #expect(report(killed, "x", path: "a.go")?.verdict == .none("it ended with status 137"))
    let silent = try checker("gofmt", "exit 1")
    #expect(report(silent, "x", path: "a.go")?.verdict == .none("it ended without a word"))
    let endless = try checker("gofmt", "exec yes")
    #expect(report(endless, "x", path: "a.go")?.verdict == .none("it said too much"))
  }

  @Test func noCheckerIsNoReport() throws {
    let checker = SyntaxChecker(environment: ["PATH": folder.path])
    #expect(report(checker, "x", path: "a.py") == nil)
    #expect(report(checker, "x", path: "a.pl") == nil)
    #expect(report(checker, "x", path: "README") == nil)
  }

  @Test func nothingIsLeftBehind() throws {
    let checker = try checker("gofmt", Self.grumpy)
    _ = report(checker, "bad", path: "a.go")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["bin"])
  }

  @Test func variablesThatRunCodeAreNotHandedOn() throws {
    try folder.writeProgram("bin/gofmt", "#!/bin/sh\nenv >\"$OUT\"\n")
    let environment = [
      "PATH": folder.path("bin") + ":/usr/bin:/bin", "TMPDIR": folder.path,
      "OUT": folder.path("seen"), "BASH_ENV": "x", "NODE_OPTIONS": "-r x", "PYTHONPATH": "x",
      "ENV": "x", "RUBYOPT": "-rx",
    ]
    _ = report(SyntaxChecker(environment: environment), "x", path: "a.go")
    let seen = FileManager.default.contents(atPath: folder.path("seen")) ?? Data()
    let names = String(decoding: seen, as: UTF8.self).split(separator: "\n").map {
      $0.prefix { $0 != "=" }
    }
    #expect(names.contains("OUT"))
    for name in ["BASH_ENV", "NODE_OPTIONS", "PYTHONPATH", "ENV", "RUBYOPT"] {
      #expect(!names.contains(Substring(name)), "\(name)")
    }
  }

  // MARK: Checkers of this machine

  @Test(.enabled(if: isInstalled("python3"))) func pythonSaysWhatIsWrongAndWhere() throws {
    #expect(report(installed, "x = 1\n", "x = 0\n", path: "a.py")?.verdict == .passed)
    guard
      case .failed(let message, let line)? = report(
        installed, "x = 1\nif x\n  y()\n", "x = 0\n", path: "a.py")?.verdict
    else {
      Issue.record("python3 passes a wrong text")
      return
    }
    #expect(message.contains("expected ':'") || message.contains("invalid syntax"))
    #expect(line == 2)
    #expect(
      report(installed, "return 1\n", "x = 0\n", path: "a.py")?.verdict
        == .failed("'return' outside function", line: 1))
  }

  /// Neither a module beside the text nor the text itself is run.
  @Test(.enabled(if: isInstalled("python3"))) func pythonRunsNothing() throws {
    let mark = folder.path("ran")
    let text = "open('\(mark)', 'w')\n"
    #expect(report(installed, text, "x = 0\n", path: folder.path("a.py"))?.verdict == .passed)
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test(.enabled(if: isInstalled("node")), arguments: ["a.js", "a.mjs"])
  func nodeReadsBothKindsOfModules(_ path: String) throws {
    for old in ["const a = require('b')\n", "import a from 'b'\nexport default a\n"] {
      #expect(report(installed, old + "f()\n", old, path: path)?.verdict == .passed)
      guard
        case .failed(let message, let line)? = report(installed, old + "f(\n", old, path: path)?
          .verdict
      else {
        Issue.record("node passes a wrong text")
        return
      }
      #expect(message.contains("SyntaxError"))
      #expect(line != nil)
    }
  }

  @Test(.enabled(if: isInstalled("bash"))) func bashOnlyReads() throws {
    let mark = folder.path("ran")
    #expect(report(installed, "touch \(mark)\n", ":\n", path: "a.sh")?.verdict == .passed)
    #expect(!FileManager.default.fileExists(atPath: mark))
    guard
      case .failed(let message, let line)? = report(
        installed, ":\nif x; fi\n", ":\n", path: "a.sh")?.verdict
    else {
      Issue.record("bash passes a wrong text")
      return
    }
    #expect(message.contains("syntax error"))
    #expect(line == 2)
  }

  @Test(.enabled(if: isInstalled("swiftc"))) func swiftParses() throws {
    let old = "func a() {}\n"
    #expect(report(installed, "func a() { unknown() }\n", old, path: "a.swift")?.verdict == .passed)
    guard
      case .failed(_, let line)? = report(
        installed, "func a() {}\nlet let = 1\n", old, path: "a.swift")?.verdict
    else {
      Issue.record("swiftc passes a wrong text")
      return
    }
    #expect(line == 2)
  }
}
