import Diffs
import TestSupport
import Testing

struct LineDiffTests {
  private func changes(_ old: String, _ new: String) -> [LineDiff.Change] {
    LineDiff(old: ByteLines(Array(old.utf8)), new: ByteLines(Array(new.utf8))).changes
  }

  /// What becomes of the old lines when the changes are carried out.
  private func applied(_ diff: LineDiff, _ old: ByteLines, _ new: ByteLines) -> [UInt8] {
    var result: [UInt8] = []
    var next = 0
    for change in diff.changes {
      result += old.bytes[old.offsets(of: next..<change.old.lowerBound)]
      result += new.bytes[new.offsets(of: change.new)]
      next = change.old.upperBound
    }
    return result + old.bytes[old.offsets(of: next..<old.count)]
  }

  /// The length of the longest common subsequence, by the table that everybody knows.
  private func commonLines(_ old: [UInt8], _ new: [UInt8]) -> Int {
    var row = [Int](repeating: 0, count: new.count + 1)
    for line in old {
      var diagonal = 0
      for index in new.indices {
        let above = row[index + 1]
        row[index + 1] = line == new[index] ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[new.count]
  }

  @Test func equalTextsHaveNoChange() {
    #expect(changes("", "").isEmpty)
    #expect(changes("a\nb", "a\nb").isEmpty)
  }

  @Test func linesAreReplacedAddedAndRemoved() {
    #expect(changes("a\nb\nc\n", "a\nx\nc\n") == [.init(old: 1..<2, new: 1..<2)])
    #expect(changes("a\nc\n", "a\nb\nc\n") == [.init(old: 1..<1, new: 1..<2)])
    #expect(changes("a\nb\nc\n", "a\nc\n") == [.init(old: 1..<2, new: 1..<1)])
    #expect(changes("", "a\n") == [.init(old: 0..<0, new: 0..<1)])
    #expect(changes("a", "") == [.init(old: 0..<1, new: 0..<0)])
  }

  @Test func aMissingFinalNewlineIsAChange() {
    #expect(changes("a\nb", "a\nb\n") == [.init(old: 1..<2, new: 1..<2)])
  }

  @Test func aNewFunctionIsShownAsAWhole() {
    let old = "func a() {\n  x\n}\n\nfunc c() {\n  x\n}\n"
    let new = "func a() {\n  x\n}\n\nfunc b() {\n  x\n}\n\nfunc c() {\n  x\n}\n"
    #expect(changes(old, new) == [.init(old: 4..<4, new: 4..<8)])
  }

  @Test func aNewMethodAtTheEndOfATypeTakesTheBlankLineBeforeIt() {
    let old = "class A {\n  f() {\n  }\n}\n"
    let new = "class A {\n  f() {\n  }\n\n  g() {\n  }\n}\n"
    #expect(changes(old, new) == [.init(old: 3..<3, new: 3..<6)])
  }

  @Test func aRemovedFunctionIsShownAsAWhole() {
    let old = "def a():\n    x\n\n\ndef b():\n    x\n\n\ndef c():\n    x\n"
    let new = "def a():\n    x\n\n\ndef c():\n    x\n"
    #expect(changes(old, new) == [.init(old: 4..<8, new: 4..<4)])
  }

  @Test func changesThatCanMeetBecomeOne() {
    // Two insertions of "x" around one "x" are one insertion.
    #expect(changes("a\nx\nb\n", "a\nx\nx\nx\nb\n").count == 1)
  }

  @Test(arguments: 0..<400) func changesCarriedOutGiveTheNewText(_ seed: Int) {
    var random = RandomValues(seed: UInt64(seed))
    let alphabet = 1 + Int.random(in: 0..<6, using: &random)
    func text() -> [UInt8] {
      let lines = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        "\(String(repeating: " ", count: Int.random(in: 0..<3, using: &random)))"
          + "\(Int.random(in: 0..<alphabet, using: &random))"
      }
      let end = Bool.random(using: &random) ? "\n" : ""
      return Array((lines.joined(separator: "\n") + end).utf8)
    }
    let (old, new) = (ByteLines(text()), ByteLines(text()))
    let diff = LineDiff(old: old, new: new)
    #expect(applied(diff, old, new) == new.bytes)
    for (first, second) in zip(diff.changes, diff.changes.dropFirst()) {
      #expect(first.old.upperBound < second.old.lowerBound)
      #expect(first.new.upperBound < second.new.lowerBound)
    }
  }

  @Test(arguments: 0..<300) func theSearchFindsTheFewestChanges(_ seed: Int) {
    var random = RandomValues(seed: UInt64(seed))
    func bytes() -> [UInt8] {
      (0..<Int.random(in: 0..<30, using: &random)).map { _ in
        UInt8.random(in: 0..<4, using: &random)
      }
    }
    let (old, new) = (bytes(), bytes())
    var search = ShortestEdit(old: old.map { Int32($0) }, new: new.map { Int32($0) })
    search.run()
    let common = commonLines(old, new)
    #expect(search.removed.count == old.count - common)
    #expect(search.added.count == new.count - common)
  }

  @Test(arguments: 0..<100) func aSearchThatGivesUpIsStillRight(_ seed: Int) {
    var random = RandomValues(seed: UInt64(seed))
    func numbers() -> [Int32] {
      (0..<Int.random(in: 0..<200, using: &random)).map { _ in
        Int32.random(in: 0..<3, using: &random)
      }
    }
    let (old, new) = (numbers(), numbers())
    var search = ShortestEdit(old: old, new: new, costLimit: Int.random(in: 1..<8, using: &random))
    search.run()
    let (removed, added) = (Set(search.removed), Set(search.added))
    #expect(
      old.indices.filter { !removed.contains($0) }.map { old[$0] }
        == new.indices.filter { !added.contains($0) }.map { new[$0] })
  }

  // MARK: Hostile input

  private func checkedTime(_ old: [UInt8], _ new: [UInt8]) -> Duration {
    let (old, new) = (ByteLines(old), ByteLines(new))
    let clock = ContinuousClock()
    let start = clock.now
    let diff = LineDiff(old: old, new: new)
    let time = clock.now - start
    #expect(applied(diff, old, new) == new.bytes)
    return time
  }

  /// Far more than is needed here, far less than a search without bounds would take.
  private let patience = Duration.seconds(20)

  @Test func filesWithoutACommonLine() {
    let old = Array((0..<100_000).map { "a\($0)\n" }.joined().utf8)
    let new = Array((0..<100_000).map { "b\($0)\n" }.joined().utf8)
    #expect(checkedTime(old, new) < patience)
  }

  @Test func filesOfEqualLines() {
    let old = [UInt8](repeating: 0x0A, count: 100_000)
    #expect(checkedTime(old, Array(old.dropLast(40_000))) < patience)
    #expect(checkedTime(Array("x\n".utf8) + old, old + Array("y\n".utf8)) < patience)
  }

  @Test func filesOfTwoKindsOfLinesInRandomOrder() {
    var random = RandomValues(seed: 7)
    func text() -> [UInt8] {
      (0..<100_000).flatMap { _ in [UInt8.random(in: 0x61...0x62, using: &random), 0x0A] }
    }
    #expect(checkedTime(text(), text()) < patience)
  }

  @Test func aFileUpsideDown() {
    let lines = (0..<100_000).map { "\($0)\n" }
    let (old, new) = (lines.joined(), lines.reversed().joined())
    #expect(checkedTime(Array(old.utf8), Array(new.utf8)) < patience)
  }

  @Test func millionsOfBlankLines() {
    let old = [UInt8](repeating: 0x0A, count: 4_000_000)
    #expect(checkedTime(old, old + [0x61]) < patience)
  }

  @Test func linesOfManyBlanks() {
    let line = [UInt8](repeating: 0x20, count: 100_000) + [0x0A]
    let old = Array(repeatElement(line, count: 40).joined())
    #expect(checkedTime(old, old + line) < patience)
  }

  @Test func oneVeryLongLine() {
    let old = [UInt8](repeating: 0x61, count: 5_000_000)
    #expect(checkedTime(old, old + [0x0A]) < patience)
  }
}
