import Outlines
import Testing

struct FileOutlineTests {
  private let text = """
    import Foundation

    /// A cache.
    struct Cache {
      var items: [Int]

      /// Takes the oldest out.
      @discardableResult
      mutating func evict(
        _ count: Int
      ) -> Int {
        let removed = items.count
        return removed + evictOne(items)
      }
    }

    func evictOne(_ items: [Int]) -> Int { items.first ?? 0 }

    """

  private var outline: FileOutline { FileOutline(of: text, language: .swift) }

  @Test func theSmallestUnitAroundLinesIsFound() {
    #expect(outline.unit(around: 12...13)?.name == "evict")
    #expect(outline.unit(around: 5...12)?.name == "Cache")
    #expect(outline.unit(around: 1...1) == nil)
  }

  @Test(arguments: ["evict", "Cache.evict", "Cache::evict"])
  func unitsAreFoundByTheirNames(_ name: String) {
    #expect(outline.units(named: name).map(\.lines) == [7...14])
  }

  @Test func otherNamesFindNothing() {
    #expect(outline.units(named: "Other.evict").isEmpty)
    #expect(outline.units(named: "").isEmpty)
  }

  @Test func usesOfLinesAreCounted() {
    let uses = outline.uses(in: 12...13, of: Array(text.utf8))
    #expect(
      uses.mapValues(\.count) == [
        "let": 1, "removed": 2, "items": 2, "count": 1, "return": 1, "evictOne": 1,
      ])
    #expect(uses["evictOne"]?.isCalled == true)
    #expect(uses["evictOne"]?.isMember == false)
    #expect(uses["count"]?.isMember == true)
    #expect(uses["count"]?.isCalledAsMember == false)
  }

  @Test(arguments: [
    (SourceLanguage.swift, "a.f(b: g(c))", ["a": "", "f": "m", "g": "c", "c": ""]),
    (.python, "f(b=g.h(c), d = e)", ["f": "c", "g": "", "h": "m", "c": "", "e": ""]),
    (
      .cpp, "a->f(); B::g(b ? c : d);",
      ["a": "", "f": "m", "B": "", "g": "m", "b": "", "c": "", "d": ""]
    ),
    (.rust, "f::<T>(); g!(x);", ["f": "c", "T": "", "g": "c", "x": ""]),
  ])
  func usesAreToldApart(_ language: SourceLanguage, _ text: String, _ wanted: [String: String]) {
    let uses = FileOutline(of: text, language: language).uses(in: 1...1, of: Array(text.utf8))
    #expect(uses.mapValues { $0.isCalledAsMember ? "m" : $0.isCalled ? "c" : "" } == wanted)
  }

  @Test func commentsAndStringsHoldNoNames() {
    let text = "f(\"text \\(code) more\") // comment\n/* g */ h()\n"
    let outline = FileOutline(of: text, language: .swift)
    #expect(Set(outline.uses(in: 1...2, of: Array(text.utf8)).keys) == ["f", "code", "h"])
  }

  @Test func privateUnitsAreKnown() {
    let swift =
      "private struct A { func b() {} }\npublic func c() {}\nfileprivate var d: Int { 1 }\n"
    #expect(
      FileOutline(of: swift, language: .swift).units.map(\.isPrivate) == [true, true, false, true])
    let c = "static int a(void) {}\nint b(void) {}\n"
    #expect(FileOutline(of: c, language: .c).units.map(\.isPrivate) == [true, false])
  }

  @Test func signaturesAreShownOnOneLineEach() {
    #expect(
      outline.signatures(in: Array(text.utf8)) == """
        struct Cache
          @discardableResult mutating func evict( _ count: Int ) -> Int
        func evictOne(_ items: [Int]) -> Int

        """)
    #expect(
      outline.signatures(of: 1, in: Array(text.utf8))
        == "@discardableResult mutating func evict( _ count: Int ) -> Int\n")
  }

  @Test(arguments: [
    ("a.swift", "", SourceLanguage.swift), ("d/a.H", "", .cpp), ("a.h", "", .c),
    ("run", "#!/bin/bash -e", .shell), ("run", "#!/usr/bin/env -S FOO=1 python3.11", .python),
    ("run", "#!/usr/bin/env node\r", .javascript), (".bashrc", "", .shell), ("a.PY", "", .python),
    ("x.tsx", "", .tsx), ("SConstruct", "", .python),
  ])
  func languagesAreDetected(_ path: String, _ line: String, _ language: SourceLanguage) {
    #expect(SourceLanguage(path: path, firstLine: line) == language)
  }

  @Test func aHeaderOfAnotherLanguageIsRecognized() {
    let outline = FileOutline(of: "#pragma once\nclass A {\n  void f() {}\n};\n", language: .c)
    #expect(outline.language == .cpp)
    #expect(outline.units.map(\.qualifiedName) == ["A", "A.f"])
    #expect(FileOutline(of: "int class_of(int a);\n", language: .c).language == .c)
  }

  @Test(arguments: [("a.txt", ""), ("", ""), ("run", "#!"), ("run", "#!/usr/bin/env"), ("py", "")])
  func otherFilesHaveNoLanguage(_ path: String, _ line: String) {
    #expect(SourceLanguage(path: path, firstLine: line) == nil)
  }

  @Test(arguments: [
    (
      SourceLanguage.swift,
      "import A\n@preconcurrency import B\nimport struct C.D\npackage import E\n",
      ["A", "B", "C.D", "E"]
    ),
    (
      .python, "import a, b.c as d\nfrom .e import (f,\n  g)\nx = 1; import h\n",
      ["a", "b.c", ".e", "h"]
    ),
    (
      .javascript,
      "import a, { b } from 'x';\nimport \"y\";\nconst z = require('z');\nexport * from './w'\nawait import(`v`)\n",
      ["x", "y", "z", "./w"]
    ),
    (.go, "import \"a\"\nimport (\n  b \"c/d\"\n  _ \"e\"\n)\n", ["a", "c/d", "e"]),
    (.rust, "use a::b;\npub use c::{d, e};\nmod f;\nmod g {}\n", ["a::b", "c", "f"]),
    (.c, "#include <a.h>\n#  include \"b/c.h\" // x\nint x;\n", ["a.h", "b/c.h"]),
    (.java, "import a.b.C;\nimport static d.E.f;\nimport g.*;\n", ["a.b.C", "d.E.f", "g.*"]),
    (.shell, "source lib/a.sh\nsource \"b.sh\"\necho source\n", ["lib/a.sh", "b.sh"]),
  ])
  func importsAreListed(_ language: SourceLanguage, _ text: String, _ imports: [String]) {
    #expect(FileOutline(of: text, language: language).imports == imports)
  }

  @Test func markupEndsWhereItsTagEnds() {
    let text = """
      const A = () => <p title="it's">Don't {f({ a: 1 })} <br/> </p>;
      const shift = 1 << a; function b() { return <T x={y}/> }
      function c() {}
      """
    let names = FileOutline(of: text, language: .tsx).units.map(\.name)
    #expect(names == ["A", "b", "c"])
  }

  @Test func aBracketThatWasForgottenDoesNotHideTheRest() {
    let python = FileOutline(
      of: "x = (1,\n\ndef f():\n  pass\n\ndef g(): pass\n", language: .python)
    #expect(python.units.map(\.name) == ["f", "g"])
    let swift = FileOutline(of: "func f() { g(( }\nfunc h() {}\n", language: .swift)
    #expect(swift.units.map(\.lines) == [1...1, 2...2])
  }
}
