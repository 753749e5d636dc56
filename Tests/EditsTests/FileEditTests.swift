import Diffs
import Edits
import TestSupport
import Testing

struct FileEditTests {
  private func edited(_ old: [UInt8], _ parts: Replacement...) throws -> [UInt8] {
    let edit = try FileEdit(OriginalFile(path: "f", bytes: old), replacing: parts)
    return edit.updated ?? []
  }

  private func edited(_ old: String, _ parts: Replacement...) throws -> String {
    let edit = try FileEdit(OriginalFile(path: "f", bytes: Array(old.utf8)), replacing: parts)
    return String(decoding: edit.updated ?? [], as: UTF8.self)
  }

  private func code(_ old: [UInt8], _ parts: Replacement...) -> EditError.Code? {
    editError { _ = try FileEdit(OriginalFile(path: "f", bytes: old), replacing: parts) }?.code
  }

  @Test func linesAreReplaced() throws {
    #expect(try edited("a\nb\nc\n", .lines(2...2, text: "x\ny")) == "a\nx\ny\nc\n")
    #expect(try edited("a\nb\nc\n", .lines(2...3, text: "")) == "a\n")
    #expect(try edited("a\nb\nc\n", .lines(1...3, text: "x\n")) == "x\n")
    #expect(try edited("a\nb\n", .everything(text: "x")) == "x\n")
    #expect(try edited("a\n", .lines(1...1, text: "x\n\n")) == "x\n\n")
  }

  @Test func linesAreInserted() throws {
    #expect(try edited("a\nb\n", .insertion(beforeLine: 1, text: "x")) == "x\na\nb\n")
    #expect(try edited("a\nb\n", .insertion(beforeLine: 3, text: "x\n")) == "a\nb\nx\n")
    #expect(try edited("a\nb", .insertion(beforeLine: 3, text: "x\n")) == "a\nb\nx")
    #expect(try edited("", .insertion(beforeLine: 1, text: "x\n")) == "x\n")
  }

  @Test func severalPartsAreReplacedAtOnce() throws {
    let parts: [Replacement] = [
      .lines(3...3, text: "z"), .insertion(beforeLine: 2, text: "i\n"), .lines(1...1, text: "x"),
    ]
    let edit = try FileEdit(
      OriginalFile(path: "f", bytes: Array("a\nb\nc\n".utf8)), replacing: parts)
    #expect(edit.updated == Array("x\ni\nb\nz\n".utf8))
  }

  @Test func theFinalNewlineStaysOrStaysAway() throws {
    #expect(try edited("a\nb", .lines(2...2, text: "x\n")) == "a\nx")
    #expect(try edited("a\nb", .lines(2...2, text: "x\ny\n")) == "a\nx\ny")
    #expect(try edited("a\nb", .lines(2...2, text: "")) == "a")
    #expect(try edited("a\nb\n", .lines(2...2, text: "x")) == "a\nx\n")
    #expect(try edited("a\nb", .lines(1...1, text: "x\n")) == "x\nb")
    #expect(try edited("a\r\nb", .everything(text: "x\ny\n")) == "x\r\ny")
    // A blank last line is nothing but its line end.
    #expect(try edited("a\n\nb", .lines(3...3, text: "")) == "a\n\n")
  }

  @Test func linesTakeTheEndsOfTheirNeighbours() throws {
    #expect(try edited("a\r\nb\r\n", .lines(1...1, text: "x\ny\n")) == "x\r\ny\r\nb\r\n")
    #expect(try edited("a\r\nb\r\n", .lines(1...1, text: "x\r\n")) == "x\r\nb\r\n")
    #expect(try edited("a\nb\n", .lines(1...1, text: "x\r\ny\r\n")) == "x\ny\nb\n")
    #expect(try edited("a\nb\r\nc\n", .lines(2...2, text: "x\ny")) == "a\nx\r\ny\r\nc\n")
    #expect(try edited("a\nb\r\nc\n", .insertion(beforeLine: 2, text: "x")) == "a\nx\nb\r\nc\n")
    #expect(try edited("a\r\nb", .insertion(beforeLine: 3, text: "x")) == "a\r\nb\r\nx")
  }

  @Test func linesThatStayKeepTheirBytes() throws {
    // A model writes the whole unit; only one of its lines is new.
    let old = "a\r\nb\nc\r\nd\n"
    #expect(try edited(old, .lines(1...4, text: "a\nb\nx\nd\n")) == "a\r\nb\nx\r\nd\n")
    let latin: [UInt8] = [0x61, 0xE9, 0x0A, 0x62, 0x0A]
    #expect(
      try edited(latin, .lines(1...2, text: "a\u{FFFD}\nx\n")) == [0x61, 0xE9, 0x0A, 0x78, 0x0A])
  }

  @Test func bytesOutsideOfTheRangeAreUntouched() throws {
    let old: [UInt8] = [0xFF, 0x0A, 0x62, 0x0A, 0xC3, 0x0A]
    #expect(try edited(old, .lines(2...2, text: "x")) == [0xFF, 0x0A, 0x78, 0x0A, 0xC3, 0x0A])
    #expect(try edited(old, .bytes(0..<1, [1, 2])) == [1, 2, 0x0A, 0x62, 0x0A, 0xC3, 0x0A])
  }

  @Test func newTextDoesNotSpoilAnotherEncoding() {
    let latin: [UInt8] = [0x61, 0xE9, 0x0A, 0x62, 0x0A]
    #expect(code(latin, .lines(2...2, text: "caf\u{E9}")) == .encoding)
    #expect(code(latin, .lines(1...1, text: "b\u{FFFD}")) == .encoding)
    #expect(code(latin, .lines(2...2, text: "plain")) == nil)
    // UTF-8 with one stray byte is still UTF-8.
    let flawed = Array("\u{E9}\n".utf8) + [0xFF, 0x0A, 0x62, 0x0A]
    #expect(code(flawed, .lines(3...3, text: "caf\u{E9}")) == nil)
    #expect(code(flawed, .lines(2...2, text: "x\u{FFFD}")) == .encoding)
  }

  @Test func theByteOrderMarkStays() throws {
    let mark = "\u{FEFF}"
    #expect(
      try edited(mark + "a\nb\n", .lines(1...1, text: "x")).utf8.elementsEqual(
        (mark + "x\nb\n").utf8))
    #expect(
      try edited(mark + "a\nb\n", .everything(text: mark + "a\nx\n")).utf8.elementsEqual(
        (mark + "a\nx\n").utf8))
    #expect(
      try edited(mark + "a\nb\n", .insertion(beforeLine: 2, text: "x")).utf8.elementsEqual(
        (mark + "a\nx\nb\n").utf8))
    #expect(try edited("a\n", .everything(text: mark + "x\n")) == "x\n")
  }

  @Test func placesThatDoNotExistAreRefused() {
    #expect(code([], .lines(1...1, text: "x")) == .invalidPlace)
    #expect(code([0x61], .lines(1...2, text: "x")) == .invalidPlace)
    #expect(code([0x61], .lines(0...1, text: "x")) == .invalidPlace)
    #expect(code([0x61], .insertion(beforeLine: 3, text: "x")) == .invalidPlace)
    #expect(code([0x61], .insertion(beforeLine: .min + 1, text: "x")) == .invalidPlace)
    #expect(code([0x61], .lines(1...Int.max, text: "x")) == .invalidPlace)
    #expect(code([0x61], .bytes(0..<2, [])) == .invalidPlace)
    #expect(code([0x61], .bytes(-1..<1, [])) == .invalidPlace)
  }

  @Test func overlapsAreRefused() {
    let old = Array("a\nb\nc\n".utf8)
    #expect(code(old, .lines(1...2, text: "x"), .lines(2...3, text: "y")) == .overlap)
    #expect(code(old, .everything(text: "x"), .bytes(1..<2, [])) == .overlap)
    #expect(code(old, .lines(1...2, text: "x"), .lines(3...3, text: "y")) == nil)
  }

  @Test func oneFileIsEditedOnceInASet() throws {
    let edit = FileEdit(OriginalFile(path: "f", bytes: []), updated: [1])
    #expect(editError { _ = try EditSet([edit, edit]) }?.code == .overlap)
    let same = FileEdit(OriginalFile(path: "g", bytes: [1]), updated: [1])
    #expect(try EditSet([same]).isEmpty)
    #expect(try EditSet([edit], title: "a\u{1B}[31m\nb").title == "a [31m b")
  }

  @Test func aSetWritesOneDiff() throws {
    let set = try EditSet([
      FileEdit(OriginalFile(path: "f", bytes: Array("a\n".utf8)), updated: Array("b\n".utf8)),
      FileEdit(OriginalFile(path: "n", bytes: nil), updated: Array("new\n".utf8)),
    ])
    let diff = UnifiedDiff(parsing: String(decoding: set.diff, as: UTF8.self))
    #expect(diff?.files.map(\.path) == ["f", "n"])
    #expect(diff?.files.map(\.kind) == [.modified, .added])
  }

  @Test(arguments: 0..<300) func linesOutsideOfTheRangeAlwaysStay(_ seed: Int) throws {
    var random = RandomValues(seed: UInt64(seed))
    let contents: [[UInt8]] = [
      [], [0x61], [0xE9], Array("\u{E9}".utf8), [0x20, 0x0D], [0xEF, 0xBB],
    ]
    func line() -> [UInt8] {
      let content = contents.randomElement(using: &random) ?? []
      return content + (Bool.random(using: &random) ? [0x0A] : [0x0D, 0x0A])
    }
    var old = (0..<Int.random(in: 1..<12, using: &random)).map { _ in line() }
    if Bool.random(using: &random), let last = old.popLast() {
      old.append([0x7A] + last.dropLast(2))
    }
    let first = Int.random(in: 1...old.count, using: &random)
    let last = Int.random(in: first...old.count, using: &random)
    let text = (0..<Int.random(in: 0..<4, using: &random)).map { "n\($0)\n" }.joined()
    let bytes = Array(old.joined())
    let new = try edited(bytes, .lines(first...last, text: text))
    #expect(new.starts(with: old[..<(first - 1)].joined()) || last == old.count)
    let after = Array(old[last...].joined())
    #expect(new.suffix(after.count).elementsEqual(after))
    let endsBlank =
      ByteLines(new).count > 0
      && [[0x0A], [0x0D, 0x0A]].contains(
        Array(ByteLines(new)[ByteLines(new).count - 1]))
    if !new.isEmpty { #expect((new.last == 0x0A) == (bytes.last == 0x0A || endsBlank)) }
    let newLines = ByteLines(new).count
    #expect(newLines == old.count - (last - first + 1) + ByteLines(Array(text.utf8)).count)
  }
}
