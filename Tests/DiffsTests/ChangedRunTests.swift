import Diffs
import Testing

struct ChangedRunTests {
  private func runs(_ hunk: String, section: String = "") throws -> [ChangedRun] {
    let old = hunk.split(separator: "\n").count { !$0.hasPrefix("+") }
    let new = hunk.split(separator: "\n").count { !$0.hasPrefix("-") }
    let text = "--- a/x\n+++ b/x\n@@ -1,\(old) +1,\(new) @@ \(section)\n\(hunk)\n"
    return try #require(UnifiedDiff(parsing: text)).files[0].hunks[0].changedRuns
  }

  @Test func runsEndAtContext() throws {
    let runs = try runs(" a\n-b\n+c\n d\n+e\n-f")
    #expect(
      runs == [
        ChangedRun(removed: ["b"], added: ["c"], enclosing: "", line: 2),
        ChangedRun(removed: ["f"], added: ["e"], enclosing: "", line: 4),
      ])
  }

  @Test func theFunctionAroundARunIsFound() throws {
    let found = try runs(
      """
       export function total(items) {
         let sum = 0;
         for (const item of items) {
      -    sum += item;
      +    sum += item.price;
         }
       }
       class Cart:
           def add(self, item):
      +        self.items.append(item)
       int main(void)
       {
      """)
    #expect(found.map(\.enclosing) == ["export function total(items)", "def add(self, item)"])
  }

  @Test func elseGitsSectionIsTaken() throws {
    let found = try runs(" \tif (x)\n-\t\treturn 1;\n+\t\treturn 2;", section: "int f(int x)")
    #expect(found.map(\.enclosing) == ["int f(int x)"])
  }

  @Test func aHeadInsideTheRunIsNotItsOwnEnclosure() throws {
    let found = try runs(" struct Box {\n+  func open() {\n+  }\n }")
    #expect(found.map(\.enclosing) == ["struct Box"])
  }

  @Test func aClosingBraceJoinsTheRunThatOpenedIt() throws {
    let found = try runs("-if (a)\n+if (a) {\n+  log();\n   stop();\n+}\n x();\n y();\n z();\n+}")
    #expect(found.map(\.removed) == [["if (a)", "  stop();"], []])
    #expect(found.map(\.added) == [["if (a) {", "  log();", "  stop();", "}"], ["}"]])
  }
}
