import Outlines
import TestSupport
import Testing

struct HostileTextTests {
  private static let pieces = [
    "{", "}", "(", "[", "\"", "'", "`", "<", ">", "/", "#", "/*", "${", "\\(", "\"\"\"", "\\",
    "class ", "class a{", "func a(", "fn a<", "function ", "def a(", "def a():\n", "const a=(",
    "a(", "a(){", "var a:", "template<", "operator", "public ", "@a(", "#if 0\n", "<<a\n", "R\"(",
    "struct a", "impl ", "a::", "<a>", ";a", "\n", "=>", "const a: (", "enum a{", "[a](",
  ]

  /// Recursion would end the test here, and long looks ahead for each token would take minutes.
  @Test(.timeLimit(.minutes(3)), arguments: SourceLanguage.allCases)
  func repeatedPiecesTakeLinearTime(_ language: SourceLanguage) {
    for piece in Self.pieces {
      let text = Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8)
      let outline = FileOutline(of: text, language: language)
      #expect(outline.units.allSatisfy { $0.signature.upperBound <= text.count })
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: SourceLanguage.allCases)
  func oneLineOfFiveMegabytesIsRead(_ language: SourceLanguage) {
    let text = Array(String(repeating: "a={b:[\"c\",1]};", count: 360_000).utf8)
    #expect(FileOutline(of: text, language: language).words.count >= 360_000)
  }

  @Test(arguments: SourceLanguage.allCases)
  func randomTextsEndNoTest(_ language: SourceLanguage) {
    var random = RandomValues(seed: 11)
    for _ in 0..<200 {
      let count = Int.random(in: 0...60, using: &random)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      let outline = FileOutline(of: text, language: language)
      let lineCount = text.utf8.count { $0 == 0x0A } + 1
      for unit in outline.units {
        #expect(unit.lines.lowerBound >= 1 && unit.lines.upperBound <= lineCount)
        #expect(unit.parent.map { $0 < outline.units.count } ?? true)
      }
    }
  }

  @Test(arguments: SourceLanguage.allCases)
  func bytesThatAreNoTextEndNoTest(_ language: SourceLanguage) {
    var random = RandomValues(seed: 5)
    for _ in 0..<100 {
      let bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(FileOutline(of: bytes, language: language).units.count < 300)
    }
  }
}
