import Edits
import TestSupport
import Testing

struct LineSearchTests {
  private func find(_ text: String, _ file: String) -> LineSearch.Result {
    LineSearch(text, in: Array(file.utf8)).result
  }

  @Test func aUniquePlaceIsFound() {
    #expect(find("b\n", "a\nb\nc\n") == .found(2...2))
    #expect(find("b\nc", "a\nb\nc") == .found(2...3))
    #expect(find("a\nb\nc", "a\r\nb\r\nc\r\n") == .found(1...3))
    #expect(find("a", "\u{FEFF}a\nb") == .found(1...1))
  }

  @Test func onlyWholeLinesCount() {
    #expect(find("b", "abc\n") == .missing)
    #expect(find("  b", "b\n") == .missing)
  }

  @Test func severalPlacesAreNamed() {
    #expect(find("a", "a\nb\na\n") == .several([1, 3]))
    #expect(find("a\na", "a\na\na\n") == .several([1, 2]))
    #expect(find("a", String(repeating: "a\n", count: 50)) == .several(Array(1...10)))
  }

  @Test func blanksAtLineEndsMatterOnlyWhereAnExactPlaceIs() {
    #expect(find("b", "a\nb  \nc\n") == .found(2...2))
    #expect(find("b", "b\nb  \n") == .found(1...1))
  }

  @Test func nothingIsFoundNowhere() {
    #expect(find("", "a\n") == .missing)
    #expect(find("a", "") == .missing)
    #expect(find("a\nb", "a\n") == .missing)
  }

  @Test func equalLinesTakeNoLongTime() {
    let file = String(repeating: "x\n", count: 200_000)
    let text = String(repeating: "x\n", count: 50_000) + "y\n"
    #expect(find(text, file) == .missing)
  }

  @Test(arguments: 0..<100) func theSearchAgreesWithASimpleOne(_ seed: Int) {
    var random = RandomValues(seed: UInt64(seed))
    func lines(_ count: Int) -> [String] {
      (0..<count).map { _ in Bool.random(using: &random) ? "a" : "b" }
    }
    let file = lines(30)
    let text = lines(Int.random(in: 1..<6, using: &random))
    let places = (0...(file.count - text.count)).filter {
      Array(file[$0..<$0 + text.count]) == text
    }
    let expected: LineSearch.Result =
      switch places.count {
      case 0: .missing
      case 1: .found(places[0] + 1...places[0] + text.count)
      default: .several(places.prefix(10).map { $0 + 1 })
      }
    #expect(find(text.joined(separator: "\n"), file.joined(separator: "\n")) == expected)
  }
}
