import Diffs
import Testing

struct TextKindTests {
  @Test func diffsAreKnown() {
    #expect(TextKind(of: Fixtures.modified) == .diff)
    #expect(TextKind(of: Fixtures.everyKind) == .diff)
    #expect(TextKind(of: "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n") == .diff)
  }

  @Test(arguments: [
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nValueError: x\n",
    "Exception in thread \"main\" java.lang.NullPointerException\n\tat a.B.c(B.java:12)\n",
    "TypeError: x is undefined\n    at run (/src/a.js:10:5)\n    at /src/b.js:3:1\n",
    "panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n",
    "thread 'main' panicked at src/main.rs:3:5:\nboom\n",
    "main.swift:3: Fatal error: Index out of range\n",
    "==12==ERROR: AddressSanitizer: heap-use-after-free\n    #0 0x4f in main a.c:3\n",
    "#0  0x0000 in f () at a.c:12\n#1  0x0001 in main () at a.c:20\n",
  ])
  func tracesAreKnown(_ text: String) {
    #expect(TextKind(of: text) == .trace)
  }

  @Test(arguments: [
    "a.c:3:5: error: expected ';'\n    return 0\n",
    "=== FAILURES ===\nE   assert 1 == 2\nFAILED tests/test_a.py::test_b\n",
    "--- FAIL: TestSum (0.00s)\n    sum_test.go:12: got 3\n",
    "not ok 3 - adds\n", "✘ Test adds() recorded an issue\n",
    "/usr/bin/ld: a.o: undefined reference to `f'\n",
  ])
  func logsAreKnown(_ text: String) {
    #expect(TextKind(of: text) == .log)
  }

  @Test(arguments: [
    "", "Why is the sky blue?\n", "func f() { print(1) }\n",
    "# Title\n\nmeet me at noon (or later)\n",
    "- a list\n- of things\n", "#12 is fixed\n",
  ])
  func otherTextIsPlain(_ text: String) {
    #expect(TextKind(of: text) == .plain)
  }
}
