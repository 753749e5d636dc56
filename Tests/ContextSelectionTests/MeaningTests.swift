import ContextSelection
import Foundation
import Outlines
import TestSupport
import Testing
import Workspace

/// What a name can mean where it is used, in small repositories of several languages.
struct MeaningTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ path: String, _ text: String) throws {
    let parent = (folder.path(path) as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try folder.write(path, text + "\n")
  }

  private func chosen(
    _ path: String, _ lines: ClosedRange<Int>? = nil, question: String = ""
  ) throws -> [String] {
    let root = RepositoryRoot(path: folder.path, kind: .folder)
    let index = CodeIndex(of: try RepositoryFiles(walking: root))
    let targets = path.isEmpty ? [] : [FileTarget(path: path, lines: lines)]
    let request = ContextRequest(
      targets: targets, question: question, budget: 2000, showsTargets: false)
    let context = try ContextSelector(index: index).select(request) { excerpts in
      excerpts.reduce(0) { $0 + $1.text.split(whereSeparator: \.isWhitespace).count + 2 }
    }
    return context.excerpts.map(\.name)
  }

  @Test func commandsOfAShellAreCalls() throws {
    try write("main.sh", "build() {\n  prepare \"$1\"\n  lib_copy a b\n}")
    try write("lib.sh", "prepare() {\n  :\n}\nlib_copy() {\n  cp \"$@\"\n}\nother() {\n  :\n}")
    #expect(try chosen("main.sh") == ["lib.sh:1-3", "lib.sh:4-6"])
  }

  @Test func functionsOfModulesAreCalledLikeMembers() throws {
    try write("app.py", "import store\n\ndef main():\n    store.fetch_all(1)")
    try write("store.py", "def fetch_all(n):\n    return n\n\ndef unused():\n    pass")
    #expect(try chosen("app.py") == ["store.py:1-2"])
    try write("app.go", "package app\n\nfunc main() {\n\tstore.FetchAll(1)\n}")
    try write("store/store.go", "package store\n\nfunc FetchAll(n int) int {\n\treturn n\n}")
    #expect(try chosen("app.go") == ["store/store.go:3-5"])
  }

  @Test func functionsOfAnObjectAreFoundInItsFile() throws {
    try write(
      "res.js",
      "res.format = function (o) {\n  this.vary('Accept');\n};\nres.vary = function (f) {\n};")
    #expect(try chosen("res.js", 1...3).contains("res.js:4-5"))
  }

  @Test func inheritedMembersAreCalledByTheirNames() throws {
    try write("Base.java", "class Base {\n  void openDoor() {\n  }\n}")
    try write("House.java", "class House extends Base {\n  void enter() {\n    openDoor();\n  }\n}")
    #expect(try chosen("House.java", 2...4).contains("Base.java:2-3"))
    // Python says `self`, so that a bare call means a function.
    try write("base.py", "class Base:\n    def open_door(self):\n        pass")
    try write("house.py", "def enter():\n    open_door()")
    #expect(try chosen("house.py") == [])
  }

  @Test func anotherThingOfTheTargetsNameIsFound() throws {
    try write(
      "a.rs", "impl Reader {\n    fn wrong(&self) -> Fault {\n        Fault::wrong(1)\n    }\n}")
    try write("b.rs", "impl Fault {\n    fn wrong(n: u8) -> Fault {\n        Fault(n)\n    }\n}")
    #expect(try chosen("a.rs", 2...4).contains("b.rs:2-4"))
  }

  @Test func aCommentIsNoPartOfWhatIsNamed() throws {
    try write(
      "a.c", "static void one(void) {\n  two();\n}\n// About two.\nstatic void two(void) {\n}")
    #expect(try chosen("a.c", 1...3) == ["a.c:4-6"])
    #expect(try chosen("a.c", 1...4) == ["a.c:5-6"])
    #expect(try chosen("a.c", 1...5) == [])
  }

  @Test func namesOfTheLibraryAreNotGuessed() throws {
    try write("a.swift", "func use(_ list: [Int]) {\n  list.append(1)\n  list.renumber()\n}")
    try write("b.swift", "struct B {\n  func append(_ n: Int) {}\n  func renumber() {}\n}")
    #expect(try chosen("a.swift") == ["b.swift:3"])
  }

  @Test func aCallWithTypesIsACall() throws {
    try write("a.ts", "export async function load() {\n  return await request<Answer[]>('x');\n}")
    try write("b.ts", "export function request<T>(path: string): T {\n  return get(path);\n}")
    #expect(try chosen("a.ts") == ["b.ts:1-3"])
  }

  @Test func aQuestionWithoutATargetIsAboutWhatItMentions() throws {
    try write(
      "a.py", "def outer_call(n):\n    return inner_call(n)\n\ndef inner_call(n):\n    return n")
    try write("b.py", "def user():\n    return outer_call(2)")
    #expect(
      try chosen("", question: "What does outer_call return?") == [
        "a.py:1-2", "a.py:4-5", "b.py:1-2",
      ]
    )
    #expect(try chosen("", question: "What is returned?") == [])
    #expect(ContextSelector.mayMentionCode("why `x12`?"))
    #expect(ContextSelector.mayMentionCode("why does Cache.evict fail?"))
    #expect(!ContextSelector.mayMentionCode("Why does it fail?"))
  }
}
