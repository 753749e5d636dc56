import Diffs
import Testing

struct HunkPartTests {
  private static let diff = """
    --- a/x
    +++ b/x
    @@ -10,4 +10,5 @@ func f
     a
    -b
    +c
    +d
     e
     f

    """

  @Test(arguments: [
    (0..<2, "@@ -10,2 +10,1 @@ func f\n a\n-b\n"),
    (2..<4, "@@ -11,0 +11,2 @@ func f\n+c\n+d\n"),
    (1..<2, "@@ -11,1 +10,0 @@ func f\n-b\n"),
    (4..<6, "@@ -12,2 +13,2 @@ func f\n e\n f\n"),
  ])
  func aPartHasTheHeadlineOfItsLines(range: Range<Int>, text: String) throws {
    let diff = try #require(UnifiedDiff(parsing: Self.diff))
    let hunk = try #require(diff.files.first?.hunks.first)
    #expect(hunk.part(range).text == text)
  }

  @Test func addedLinesBeginAfterTheSameOldLine() throws {
    let diff = try #require(UnifiedDiff(parsing: "--- a/x\n+++ b/x\n@@ -7,0 +8,2 @@\n+a\n+b\n"))
    let hunk = try #require(diff.files.first?.hunks.first)
    #expect(hunk.part(0..<1).text == "@@ -7,0 +8,1 @@\n+a\n")
    #expect(hunk.part(1..<2).text == "@@ -7,0 +9,1 @@\n+b\n")
  }
}
