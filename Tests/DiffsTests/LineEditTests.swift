import Diffs
import TestSupport
import Testing

struct LineEditTests {
  private func edits(_ removed: [String], _ added: [String]) -> [LineEdit] {
    ChangedRun(removed: removed, added: added, enclosing: "", line: 1).edits
  }

  @Test func likeLinesBecameEachOther() {
    #expect(
      edits(["  if (a <= b) {", "    stop();"], ["  if (a < b) {", "    log(a);", "    stop();"])
        == [.became(old: "if (a <= b) {", new: "if (a < b) {"), .added(["log(a);"])])
  }

  @Test func blanksAndBracketsAreNoEdit() {
    #expect(edits(["if (!equals)"], ["  if (!equals) {", "}"]) == [])
  }

  @Test func linesWithoutACounterpartAreAddedOrRemoved() {
    #expect(edits([], ["a = 1", "b = 2"]) == [.added(["a = 1", "b = 2"])])
    #expect(edits(["close(file)"], []) == [.removed(["close(file)"])])
    #expect(
      edits(["lock()", "total += price"], ["total += price * count"])
        == [.removed(["lock()"]), .became(old: "total += price", new: "total += price * count")])
  }

  @Test func unlikeLinesAreRewritten() {
    let old = ["log.Fatal(http.ListenAndServe(address, nil))"]
    let new = ["stop := make(chan os.Signal, 1)", "<-stop"]
    #expect(edits(old, new) == [.rewritten(old: old, new: new)])
  }

  @Test func aMovedLineIsNotPartOfWhatIsRewritten() {
    #expect(
      edits(["hello(world)", "stop(now)"], ["  hello(world)", "x = y"])
        == [.rewritten(old: ["stop(now)"], new: ["x = y"])])
  }

  @Test func pairsDoNotCross() {
    #expect(
      edits(["open(a, b)", "close(c, d)"], ["close(c, d, 1)", "open(a, b, 1)"])
        == [
          .rewritten(old: ["open(a, b)"], new: ["open(a, b, 1)"])
        ]
        || edits(["open(a, b)", "close(c, d)"], ["close(c, d, 1)", "open(a, b, 1)"])
          == [.rewritten(old: ["close(c, d)"], new: ["close(c, d, 1)"])]
    )
  }

  /// Every line with a letter is told once, or is the same in both versions.
  @Test func noLineIsLost() {
    var random = RandomValues(seed: 7)
    let words = ["a", "b", "if", "(", ")", "<", "<=", "{", "call", "1", "\"", "é", ","]
    for _ in 0..<500 {
      func lines() -> [String] {
        (0..<Int.random(in: 0..<6, using: &random)).map { _ in
          (0..<Int.random(in: 0..<7, using: &random))
            .map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
        }
      }
      let (removed, added) = (lines(), lines())
      let told = edits(removed, added).flatMap { edit -> [String] in
        switch edit {
        case .became(let old, let new): [old, new]
        case .added(let lines), .removed(let lines): lines
        case .rewritten(let old, let new): old + new
        }
      }
      #expect(told.allSatisfy { (removed + added).contains($0) })
      if removed.isEmpty {
        #expect(told == added.filter { line in line.contains { $0.isLetter || $0.isNumber } })
      }
    }
  }
}
