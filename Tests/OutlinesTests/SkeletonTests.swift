import Outlines
import TestSupport
import Testing

struct SkeletonTests {
  private func skeleton(_ text: String, _ language: SourceLanguage, of name: String) -> String {
    let bytes = Array(text.utf8)
    let outline = FileOutline(of: bytes, language: language)
    guard let place = outline.units.firstIndex(where: { $0.name == name }) else { return "" }
    return outline.skeleton(of: place, in: bytes)
  }

  @Test func bodiesAreLeftOutAndFieldsStay() {
    let text = """
      /// A cache.
      struct Cache {
        var entries: [Int] = []
        enum Kind { case warm, cold }

        /// Takes one out.
        @discardableResult
        mutating func evict(
          _ count: Int
        ) -> Int {
          entries.removeLast(count)
          return count
        }

        var isEmpty: Bool { entries.isEmpty }
        // The end.
      }
      let other = 1
      """
    #expect(
      skeleton(text, .swift, of: "Cache") == """
        struct Cache {
          var entries: [Int] = []
          enum Kind { case warm, cold }
          @discardableResult mutating func evict( _ count: Int ) -> Int
          var isEmpty: Bool
          // The end.
        }

        """)
    #expect(
      skeleton(text, .swift, of: "evict")
        == "@discardableResult mutating func evict( _ count: Int ) -> Int\n")
  }

  @Test func aTypeOfFieldsIsWhole() {
    let text = "package a\r\n\r\ntype Queue struct {\r\n\tsize int\r\n\tlock sync.Mutex\r\n}\r\n"
    #expect(
      skeleton(text, .go, of: "Queue")
        == "type Queue struct {\n\tsize int\n\tlock sync.Mutex\n}\n")
  }

  @Test func classesOfPythonHaveNoEnd() {
    let text =
      "class A:\n    limit = 3\n\n    def f(self):\n        return 1\n\n    def g(self): pass\nx = 1\n"
    #expect(
      skeleton(text, .python, of: "A")
        == "class A:\n    limit = 3\n    def f(self):\n    def g(self):\n")
  }

  @Test func typesOnOneLineHaveTheirSignatures() {
    #expect(
      skeleton("struct A { func f() {} }\n", .swift, of: "A") == "struct A\n  func f()\n")
  }

  /// A text of words and brackets at random.
  @Test func anyTextHasASkeletonNoLongerThanItself() {
    var random = RandomValues(seed: 11)
    let pieces = [
      "struct A {", "func f() {", "}", "class B:", "  def g(self):", "\n", "\r\n", "let x = 1",
      "//",
      "\"", "{", "(", ")", "\t", "enum C { case a }",
    ]
    for _ in 0..<400 {
      let separator = random.flip() ? "\n" : " "
      let text = (0..<random.number(below: 40)).map { _ in random.pick(pieces) }
        .joined(separator: separator)
      let bytes = Array(text.utf8)
      for language in [SourceLanguage.swift, .python, .c, .javascript] {
        let outline = FileOutline(of: bytes, language: language)
        for place in outline.units.indices {
          let lines = outline.units[place].lines.count
          let skeleton = outline.skeleton(of: place, in: bytes)
          #expect(skeleton.utf8.count { $0 == 0x0A } <= max(lines, outline.units.count))
        }
      }
    }
  }
}
