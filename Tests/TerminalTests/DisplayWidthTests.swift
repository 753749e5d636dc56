import Terminal
import Testing

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("größe", 5), ("e\u{301}", 1), ("日本語", 6), ("한글", 4), ("ｱｶ", 2),
    ("ＡＢ", 4), ("\u{1112}\u{1161}\u{11ab}", 2), ("🙂", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("👍🏽", 2),
    ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("a\u{200b}b", 2), ("\u{ad}", 1), ("a\tb", 2), ("█░", 2),
    ("नि", 1), ("—…", 2), ("\u{1F202}", 2), ("⌚", 2), ("𝒳", 1),
  ])
  func width(text: String, cells: Int) {
    #expect(text.displayWidth == cells)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
    ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"),
  ])
  func truncation(text: String, width: Int, result: String) {
    #expect(text.truncated(toWidth: width) == result)
  }
}
