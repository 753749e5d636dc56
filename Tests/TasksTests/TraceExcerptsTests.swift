import Foundation
import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// Traces of several languages, in a repository that has the files they name.
struct TraceExcerptsTests {
  private let fixture: TaskFixture

  init() throws {
    fixture = try TaskFixture()
    try fixture.folder.git("init", "-q", "-b", "main")
    for path in Self.files {
      let folder = (fixture.folder.path(path) as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try fixture.folder.write(path, (1...60).map { "line \($0)\n" }.joined())
    }
    try fixture.folder.git("add", "-A")
  }

  private static let files = [
    "app/main.py", "app/store.py", "Sources/main.swift", "src/main.rs", "cmd/main.go",
    "web/cart.js", "java/shop/Cart.java", "java/bank/Cart.java",
  ]

  private func plan(
    _ text: String, _ budget: ContextBudget = .automatic, contextSize: Int = 4096
  ) throws -> TaskPlan {
    try ExplainTask(
      piped: TaskFixture.piped(text), surroundings: budget, gatherer: fixture.gatherer
    ).plan(for: FakeTextModel(contextSize: contextSize), answerTokens: 100)
  }

  private func added(_ plan: TaskPlan) -> [String] {
    plan.receipt.entries.filter { $0.origin == .lathe }.map(\.title)
  }

  struct Trace: Sendable, CustomTestStringConvertible {
    var language: String
    var text: String
    var places: [String]
    var testDescription: String { language }
  }

  private static let traces = [
    Trace(
      language: "Python",
      text: """
        Traceback (most recent call last):
          File "/srv/app/main.py", line 20, in <module>
            run()
          File "/usr/lib/python3.11/json/decoder.py", line 3, in decode
          File "/srv/app/store.py", line 31, in run
            raise KeyError(name)
        KeyError: 'x'
        """, places: ["app/store.py:19-43", "app/main.py:8-32"]),
    Trace(
      language: "Swift",
      text: """
        main/main.swift:30: Fatal error: Index out of range
        Thread 0 crashed:
        0 Swift runtime failure: x + 12 in app at /home/me/x/Sources/main.swift:30:9
        """, places: ["Sources/main.swift:18-42"]),
    Trace(
      language: "Rust",
      text: """
        thread 'main' panicked at src/main.rs:20:5:
        attempt to subtract with overflow
           1: core::panicking::panic_fmt
                     at /rustc/abc/library/core/src/panicking.rs:14:14
           2: app::main
                     at ./src/main.rs:50:9
        """, places: ["src/main.rs:8-32", "src/main.rs:38-60"]),
    Trace(
      language: "Go",
      text: """
        panic: runtime error: index out of range [5] with length 3

        goroutine 1 [running]:
        main.run(...)
        \t/home/me/x/cmd/main.go:12
        main.main()
        \t/home/me/x/cmd/main.go:40 +0x1d
        """, places: ["cmd/main.go:1-24", "cmd/main.go:28-52"]),
    Trace(
      language: "Java",
      text: """
        Exception in thread "main" java.lang.IllegalStateException: empty
        \tat shop.Cart.total(Cart.java:33)
        \tat java.base/java.util.ArrayList.forEach(ArrayList.java:1596)
        \tat app//bank.Cart.lambda$main$0(Cart.java:15)
        """, places: ["java/shop/Cart.java:21-45", "java/bank/Cart.java:3-27"]),
    Trace(
      language: "Node",
      text: """
        TypeError: Cannot read properties of undefined (reading 'price')
            at total (file:///srv/web/cart.js:20:7)
            at node:internal/modules/cjs/loader:1469:14
            at Object.<anonymous> (/srv/web/cart.js:50:1)
        """, places: ["web/cart.js:8-32", "web/cart.js:38-60"]),
  ]

  @Test(arguments: traces) func framesOfTheRepositoryAreShown(_ trace: Trace) throws {
    let plan = try plan(trace.text)
    #expect(added(plan) == trace.places)
    let text = plan.steps.first?.prompt?.messages.last?.content ?? ""
    #expect(text.contains(trace.text))
    #expect(text.contains("which the output names:\n```"))
    #expect(text.hasSuffix(ExplainPrompt.traceInstruction))
    #expect(plan.receipt.entries.last?.reason == "the output names it")
  }

  @Test func theInnermostFrameOfADeepTraceIsShown() throws {
    let frames = (1...300).map { "  File \"/srv/app/main.py\", line \($0 % 50 + 1), in f\n" }
    let text =
      "Traceback (most recent call last):\n" + frames.joined()
      + "  File \"/srv/app/store.py\", line 9, in g\nRecursionError\n"
    #expect(added(try plan(text)).first == "app/store.py:1-21")
  }

  @Test func theBudgetHolds() throws {
    let text = Self.traces[0].text
    #expect(added(try plan(text, .tokens(0))) == [])
    let one = try plan(text, .tokens(100))
    #expect(added(one) == ["app/store.py:19-43"])
    #expect(one.receipt.leftOut.map(\.name) == ["app/main.py:8-32"])
    #expect(one.receipt.leftOut.first?.cause.hasPrefix("needs ") == true)
    #expect(one.receipt.missing == ["app/main.py:8-32"])
    // A small context has little room for what nobody named.
    let small = try plan(text, contextSize: 300)
    #expect(added(small).count < 2)
    #expect(small.receipt.missing.isEmpty)
  }

  @Test func aFileWithATraceIsOne() throws {
    let path = try fixture.folder.write("crash.log", Self.traces[0].text)
    let plan = try ExplainTask(
      targets: [path], surroundings: .automatic, gatherer: fixture.gatherer
    ).plan(for: FakeTextModel(), answerTokens: 100)
    #expect(added(plan) == Self.traces[0].places)
    let text = plan.steps.first?.prompt?.messages.last?.content ?? ""
    #expect(text.hasPrefix("File `\(path)`:\n```\nTraceback"))
    #expect(text.hasSuffix(ExplainPrompt.traceInstruction))
  }

  @Test func aLogOfACompilerIsTreatedAlike() throws {
    let plan = try plan("src/main.rs:20:5: error: no such type\n")
    #expect(added(plan) == ["src/main.rs:8-32"])
    let prose = try self.plan("It said something about src/main.rs:20 and stopped.\n")
    #expect(added(prose) == [])
  }

  @Test func secretsAreNotShown() throws {
    try fixture.folder.write("app/store.py", "key = \"\(TaskFixture.token)\"\n")
    let plan = try plan(
      "Traceback (most recent call last):\n  File \"app/store.py\", line 1, in f\n")
    #expect(added(plan) == [])
    #expect(plan.receipt.leftOut.first?.cause.hasPrefix("holds ") == true)
  }
}
