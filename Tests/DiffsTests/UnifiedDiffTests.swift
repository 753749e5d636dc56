import Diffs
import Testing

struct UnifiedDiffTests {
  @Test func hunksCarryLineNumbers() throws {
    let diff = try #require(UnifiedDiff(parsing: Fixtures.modified))
    let file = try #require(diff.files.first)
    #expect(diff.files.count == 1)
    #expect(file.path == "Sources/Box.swift")
    #expect(file.kind == .modified)
    #expect(file.hunks.map(\.section) == ["struct Box {", "func close()"])
    let lines = file.hunks[0].lines
    #expect(lines.map(\.oldNumber) == [10, 11, nil, nil, 12, 13])
    #expect(lines.map(\.newNumber) == [10, nil, 11, 12, 13, 14])
    #expect(lines[2].content == "    guard !isLocked else { return }")
    #expect(lines[2].kind == .added)
    #expect(file.addedLines == 3)
    #expect(file.removedLines == 2)
  }

  @Test func remarksHaveNoNumbers() throws {
    let diff = try #require(UnifiedDiff(parsing: Fixtures.modified))
    let lines = diff.files[0].hunks[1].lines
    #expect(lines.map(\.kind) == [.removed, .remark, .added, .remark])
    #expect(lines[1].content == "\\ No newline at end of file")
    #expect(lines[2].newNumber == 31)
  }

  @Test func everyKindOfChangeIsRead() throws {
    let diff = try #require(UnifiedDiff(parsing: Fixtures.everyKind))
    #expect(
      diff.files.map(\.kind) == [.added, .deleted, .renamed, .modified, .modified, .modified])
    #expect(
      diff.files.map(\.oldPath) == [nil, "gone.txt", "from me.txt", "run", "logo.png", "café.txt"])
    #expect(
      diff.files.map(\.newPath) == ["new.txt", nil, "to you.txt", "run", "logo.png", "café.txt"])
    #expect(diff.files.map(\.isBinary) == [false, false, false, false, true, false])
    #expect(diff.files[3].modes?.old == "100644")
    #expect(diff.files[3].modes?.new == "100755")
    #expect(diff.files[1].path == "gone.txt")
    #expect(diff.addedLines == 2)
    #expect(diff.removedLines == 2)
  }

  @Test func theCommitMessageIsLeadingText() throws {
    let diff = try #require(UnifiedDiff(parsing: Fixtures.everyKind))
    #expect(diff.files[0].leadingText.hasSuffix("    Say more\n\n"))
    #expect(diff.files[1].leadingText == "")
  }

  @Test(arguments: [Fixtures.modified, Fixtures.everyKind, Fixtures.everyKind + Fixtures.modified])
  func noByteIsLost(_ text: String) throws {
    let diff = try #require(UnifiedDiff(parsing: text))
    let whole = diff.files.map { $0.leadingText + $0.text }.joined() + diff.trailingText
    #expect(whole == text)
  }

  @Test func aPlainDiffNeedsNoGitHeader() throws {
    let text = """
      --- old/main.c\t2024-01-01 10:00:00
      +++ new/main.c\t2024-01-02 10:00:00
      @@ -1,2 +1,2 @@
       int x;
      -int y;
      +int z;

      """
    let diff = try #require(UnifiedDiff(parsing: text))
    #expect(diff.files[0].oldPath == "old/main.c")
    #expect(diff.files[0].newPath == "new/main.c")
    #expect(diff.files[0].addedLines == 1)
  }

  @Test func removedDashesAreNotAHeader() throws {
    let text = """
      --- a/x.sql
      +++ b/x.sql
      @@ -1,2 +1,1 @@
      --- a comment
       select 1;
      tail
      """
    let diff = try #require(UnifiedDiff(parsing: text))
    #expect(diff.files.count == 1)
    #expect(diff.files[0].removedLines == 1)
    #expect(diff.trailingText == "tail")
  }

  @Test func aMailSignatureIsNotAChange() throws {
    let diff = try #require(UnifiedDiff(parsing: Fixtures.modified + "-- \n2.39.5\n"))
    #expect(diff.removedLines == 2)
    #expect(diff.trailingText == "-- \n2.39.5\n")
  }

  @Test func coloursAreTakenOut() throws {
    let text =
      "\u{1B}[1mdiff --git a/x b/x\u{1B}[m\n\u{1B}[1m--- a/x\u{1B}[m\n"
      + "\u{1B}[1m+++ b/x\u{1B}[m\n\u{1B}[36m@@ -1 +1 @@\u{1B}[m\n"
      + "\u{1B}[31m-one\u{1B}[m\n\u{1B}[32m+\u{1B}[m\u{1B}[32mtwo\u{1B}[m\n"
    let diff = try #require(UnifiedDiff(parsing: text))
    #expect(diff.files[0].hunks[0].lines.map(\.content) == ["one", "two"])
    #expect(TextKind(of: text) == .diff)
  }

  @Test func crlfStaysInTheLines() throws {
    let text = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\r\n+two\r\n"
    let diff = try #require(UnifiedDiff(parsing: text))
    #expect(diff.files[0].hunks[0].lines.map(\.raw) == ["-one\r\n", "+two\r\n"])
    #expect(diff.files[0].hunks[0].lines[1].content == "two")
  }

  @Test func aMergeIsRead() throws {
    let text = """
      diff --cc main.c
      index 1,2..3
      --- a/main.c
      +++ b/main.c
      @@@ -1,2 -1,2 +1,3 @@@ int main()
        same
      - ours
       -theirs
      ++both
      + other

      """
    let diff = try #require(UnifiedDiff(parsing: text))
    let hunk = diff.files[0].hunks[0]
    #expect(hunk.section == "int main()")
    #expect(hunk.lines.map(\.kind) == [.context, .removed, .removed, .added, .added])
    #expect(diff.files[0].path == "main.c")
  }

  @Test(arguments: [
    "", "hello\n", "+++ b/x\n--- a/x\n", "--- a/x\n+++ b/x\n", "@@ -1 +1 @@\n-a\n+b\n",
    "--- \n+++ \nno hunk\n", "diff of opinions\n",
  ])
  func otherTextIsNotADiff(_ text: String) {
    #expect(UnifiedDiff(parsing: text) == nil)
  }

  @Test(arguments: [
    "@@ -1,99999999999999999999 +1 @@", "@@ -1,-5 +1 @@", "@@ -a +b @@", "@@", "@@ -1 +1",
    "@@@@@@@@@@@@ -1 +1 @@", "@@ +1 -1 @@",
  ])
  func brokenHeadlinesEndTheFile(_ headline: String) throws {
    let diff = try #require(UnifiedDiff(parsing: "diff --git a/x b/x\n\(headline)\n+one\n"))
    #expect(diff.files[0].hunks.isEmpty)
    #expect(diff.trailingText == "\(headline)\n+one\n")
  }

  @Test func damagedDiffsNeverTrap() {
    let bytes = Array(Fixtures.everyKind.utf8)
    var state: UInt64 = 42
    for _ in 0..<2000 {
      var damaged = bytes
      for _ in 0..<4 {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        damaged[Int(state >> 33) % damaged.count] = UInt8(truncatingIfNeeded: state >> 56)
      }
      let text = String(decoding: damaged, as: UTF8.self)
      guard let diff = UnifiedDiff(parsing: text) else { continue }
      let whole = diff.files.map { $0.leadingText + $0.text }.joined() + diff.trailingText
      #expect(text.contains("\u{1B}") || whole == text)
    }
  }

  @Test func aLargeDiffIsReadInLinearTime() throws {
    let line = "+" + String(repeating: "let value = compute(3) ", count: 4) + "\n"
    let count = 50_000
    let text =
      "--- /dev/null\n+++ b/x\n@@ -0,0 +1,\(count) @@\n"
      + String(repeating: line, count: count)
    var diff: UnifiedDiff?
    let time = ContinuousClock().measure { diff = UnifiedDiff(parsing: text) }
    #expect(diff?.addedLines == count)
    #expect(time < .seconds(3))
  }

  @Test func longHeaderLinesAreReadInLinearTime() {
    let text = "diff --git " + String(repeating: "a b ", count: 200_000) + "\n"
    let time = ContinuousClock().measure { _ = UnifiedDiff(parsing: text) }
    #expect(time < .seconds(2))
  }
}
