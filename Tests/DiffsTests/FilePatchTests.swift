import Diffs
import Testing

struct FilePatchTests {
  private func diff(
    _ old: String?, _ new: String?, path: String = "a.txt", isExecutable: Bool = false
  ) -> String {
    let patch = FilePatch(
      path: path, old: old.map { Array($0.utf8) }, new: new.map { Array($0.utf8) },
      isExecutable: isExecutable)
    return String(decoding: patch.diff, as: UTF8.self)
  }

  @Test func aModifiedFile() {
    #expect(
      diff("one\ntwo\nthree\n", "one\n2\nthree\n") == """
        diff --git a/a.txt b/a.txt
        index 4cb29ea38f70d7c61b2a3a25b02e3bdf44905402..f04eb265ebd74fba2cddf0a6adf2a6a7f81c87aa 100644
        --- a/a.txt
        +++ b/a.txt
        @@ -1,3 +1,3 @@
         one
        -two
        +2
         three

        """)
  }

  @Test func aNewAndADeletedFile() {
    let id = "ce013625030ba8dba906f756967f9e9ca394464a"
    let zero = String(repeating: "0", count: 40)
    #expect(
      diff(nil, "hello\n", isExecutable: true)
        == "diff --git a/a.txt b/a.txt\nnew file mode 100755\nindex \(zero)..\(id)\n"
        + "--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+hello\n")
    #expect(
      diff("hello\n", nil)
        == "diff --git a/a.txt b/a.txt\ndeleted file mode 100644\nindex \(id)..\(zero)\n"
        + "--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-hello\n")
  }

  @Test func anEmptyNewFileHasNoHunk() {
    #expect(diff(nil, "").hasSuffix("..e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\n"))
  }

  @Test func nothingToChangeIsNoDiff() {
    #expect(diff("a\n", "a\n").isEmpty)
    #expect(diff(nil, nil).isEmpty)
  }

  @Test func aMissingFinalNewlineIsRemarked() {
    let remark = "\\ No newline at end of file\n"
    #expect(diff("a", "b").hasSuffix("@@ -1 +1 @@\n-a\n\(remark)+b\n\(remark)"))
    #expect(diff("a\nb", "x\nb").hasSuffix("@@ -1,2 +1,2 @@\n-a\n+x\n b\n\(remark)"))
    #expect(diff("a", "a\n").hasSuffix("-a\n\(remark)+a\n"))
  }

  @Test func returnsStayInTheLines() {
    #expect(diff("a\r\nb\r\n", "a\r\nc\r\n").hasSuffix("@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"))
  }

  @Test func farChangesHaveHunksOfTheirOwnAndNearOnesShare() {
    let old = (0..<20).map { "\($0)\n" }
    func hunks(_ changed: [Int]) -> Int {
      var new = old
      for index in changed { new[index] = "x\n" }
      return diff(old.joined(), new.joined()).components("@@ -").count - 1
    }
    #expect(hunks([5, 12]) == 1)
    #expect(hunks([5, 13]) == 2)
    #expect(hunks([0, 19]) == 2)
  }

  @Test func aHunkNamesTheFunctionAboveIt() {
    let body = (0..<8).map { "  \($0)\n" }.joined()
    let old = "int main(void) {  \n" + body + "}\n"
    let new = old.replacing("  7\n", with: "  8\n")
    #expect(diff(old, new).contains("@@ -6,5 +6,5 @@ int main(void) {\n"))
  }

  @Test func oddPathsAreQuoted() {
    #expect(diff("a", "b", path: "two words").contains("--- a/two words\t\n"))
    #expect(diff("a", "b", path: "tab\there").contains("--- \"a/tab\\there\"\n"))
    #expect(diff("a", "b", path: "é \"x\" \\").contains("\"b/\\303\\251 \\\"x\\\" \\\\\"\t\n"))
  }

  @Test func otherEncodingsStayAsTheyAre() {
    let patch = FilePatch(path: "a", old: [0xE9, 0x0A], new: [0xE9, 0x0A, 0xE8, 0x0A])
    #expect(patch.diff.suffix(6) == [0x20, 0xE9, 0x0A, 0x2B, 0xE8, 0x0A])
  }

  @Test func blobNamesAreThoseOfGit() {
    #expect(BlobID(of: []).description == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
    #expect(
      BlobID(of: Array("hello\n".utf8)).description == "ce013625030ba8dba906f756967f9e9ca394464a")
    let id = BlobID(of: [UInt8](repeating: 7, count: 1000))
    #expect(BlobID(hexadecimal: id.description) == id)
    #expect(BlobID(hexadecimal: "ce01") == nil)
    #expect(BlobID(hexadecimal: String(repeating: "x", count: 40)) == nil)
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
