import Diffs
import Testing

struct ChangeUnitTests {
  private func units(_ hunk: String, section: String = "") throws -> [ChangeUnit] {
    let old = hunk.split(separator: "\n").count { !$0.hasPrefix("+") }
    let new = hunk.split(separator: "\n").count { !$0.hasPrefix("-") }
    let text = "--- a/x\n+++ b/x\n@@ -1,\(old) +1,\(new) @@ \(section)\n\(hunk)\n"
    return try #require(UnifiedDiff(parsing: text)).files[0].hunks[0].changeUnits
  }

  @Test func eachFunctionIsAUnitWithBothVersions() throws {
    let found = try units(
      """
       export function total(items) {
      -  return sum(items, 1);
      +  return sum(items, 2);
       }
       export function price(cents) {
      -  return cents;
      +  return cents / 100;
       }
       other();
      """)
    #expect(found.map(\.name) == ["total", "price"])
    #expect(found[0].before == ["export function total(items) {", "  return sum(items, 1);", "}"])
    #expect(found[0].after == ["export function total(items) {", "  return sum(items, 2);", "}"])
    #expect(found[1].after == ["export function price(cents) {", "  return cents / 100;", "}"])
    #expect(found.map(\.changedLines) == [2, 2])
  }

  @Test func aFunctionAboveTheHunkStandsBeforeItsLines() throws {
    let found = try units("-\treturn 1;\n+\treturn 2;", section: "int count(struct list *list)")
    #expect(found.map(\.name) == ["count"])
    #expect(found[0].before == ["int count(struct list *list)", "    ...", "    return 1;"])
  }

  @Test func theTypeAroundAFunctionIsKnown() throws {
    let found = try units(
      " class Box:\n     def open(self):\n+        self.log()\n         self.lid.up()")
    #expect(found.map(\.headlines) == [["def open(self)", "class Box"]])
  }

  @Test func aBraceOnTheNextLineOpensAFunctionToo() throws {
    let found = try units(
      " public class Store\n {\n     public bool Has(string id)\n     {\n-        return a;\n"
        + "+        return b;\n     }\n }")
    #expect(found.map(\.name) == ["Has"])
  }

  @Test func aFunctionWhoseHeadChangedIsOneUnit() throws {
    let found = try units(
      " struct Box {\n-  func open() {\n+  func open(hard: Bool) {\n     a()\n+    if hard { b() }\n"
        + "   }\n }")
    #expect(found.count == 1)
    #expect(found[0].edits.count == 2)
  }

  @Test func anAddedLineKnowsItsStatement() throws {
    let found = try units(
      " int f(int a)\n {\n \tif (a > 1) {\n+\t\tclose(a);\n \t\treturn 2;\n \t}\n }")
    #expect(
      found.flatMap(\.edits) == [
        ChangeUnit.Edit(change: .added(["close(a);"]), statement: "if (a > 1)")
      ])
  }

  @Test func importsAndBracketsAreNoUnits() throws {
    #expect(try units("-import a\n+import b\n \n+}").isEmpty)
  }

  @Test(arguments: [
    ("func (s *Server) Start(ctx context.Context) error", "Start"), ("def get(self, key)", "get"),
    ("final class Downloader: Sendable", "Downloader"), ("[section]", "[section]"),
    ("int config_load(struct config *config, const char *path)", "config_load"),
    ("pub fn port() -> Result<u16, E>", "port"), ("impl Cache<Key>", "Cache"),
  ])
  func namesOfHeads(_ head: String, _ name: String) throws {
    let found = try units("  a\n-   b\n+   c", section: head)
    #expect(found.map(\.name) == [name])
  }

  @Test func newThingsAreFoundExactly() throws {
    let found = try units(
      " func run(n: Int) {\n-  step(1)\n+  go func() {\n+  step(10)\n+  throw Failure(n)\n+  func once() {\n }"
    )
    let unit = try #require(found.first)
    #expect(unit.newDeclarations == ["once"])
    #expect(unit.newQuantity == "step(10)")
    #expect(unit.newFailure == "throw Failure(n)")
  }

  @Test func keptValuesAreNoNews() {
    #expect(Rewording.isKeeping("self.limit = limit"))
    #expect(!Rewording.isKeeping("self.limit = limit + other"))
    #expect(!Rewording.isKeeping("self.limit = max(limit)"))
  }
}
