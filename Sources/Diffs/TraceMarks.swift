/// The lines by which the stack traces of the common languages are known.
enum TraceMarks {
  /// Whether the line says that a program crashed.
  static func isCrash(_ line: Substring.UTF8View) -> Bool {
    let line = line.prefix(400)
    return crashes.contains { line.contains($0) }
  }

  private static let crashes: [ByteMark] = [
    .start("Traceback (most recent call last)"), .start("panic: "), .start("fatal error: "),
    .start("Caused by: "), .start("Exception in thread "), .start("Unhandled exception"),
    .start("Uncaught "), .start("goroutine "), .start("Thread 1 Crashed"),
    .anywhere("Fatal error: "), .anywhere("panicked at "), .anywhere("Segmentation fault"),
    .anywhere("ERROR: AddressSanitizer"), .anywhere("ERROR: LeakSanitizer"),
    .anywhere("WARNING: ThreadSanitizer"), .anywhere("runtime error: "),
  ]

  /// Whether the line is one call of a stack: `at f (x.js:1:2)`, `File "x", line 3`, `#0 0x12 in f`.
  static func isFrame(_ line: Substring.UTF8View) -> Bool {
    let body = line.prefix(400).drop { $0 == 0x20 || $0 == 0x09 }
    let isIndented = body.startIndex != line.startIndex
    if isIndented, body.contains(.start("at ")) {
      return body.contains(.anywhere("(")) || body.contains(where: isDigit)
    }
    if body.contains(.start("File \"")) { return body.contains(.anywhere("\", line ")) }
    guard body.first == UInt8(ascii: "#") else { return false }
    let number = body.dropFirst().prefix(while: isDigit)
    return !number.isEmpty
      && (body.contains(.anywhere(" in ")) || body.contains(.anywhere(" at "))
        || body.contains(.anywhere("0x")))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// The lines by which the output of compilers and test runs is known.
enum LogMarks {
  /// Whether the line reports an error or a failed test.
  static func isFinding(_ line: Substring.UTF8View) -> Bool {
    let line = line.prefix(400)
    return findings.contains { line.contains($0) }
  }

  private static let findings: [ByteMark] = [
    .start("FAIL"), .start("--- FAIL"), .start("not ok "), .start("E   "), .start("error: "),
    .start("error["), .start("ERROR "), .start("[ERROR]"), .start("✘ "), .start("not ok"),
    .anywhere(": error: "), .anywhere(": fatal error: "), .anywhere(": warning: "),
    .anywhere(" FAILED"), .anywhere("AssertionError"), .anywhere("assertion failed"),
    .anywhere("Expectation failed"), .anywhere("undefined reference to"),
    .anywhere("Tests failed"), .anywhere(" failed, "), .anywhere(": error TS"),
  ]
}

/// A run of bytes that is looked for in a line.
struct ByteMark: Sendable {
  fileprivate let bytes: [UInt8]
  fileprivate let isAtStart: Bool

  static func start(_ text: String) -> ByteMark {
    ByteMark(bytes: Array(text.utf8), isAtStart: true)
  }

  static func anywhere(_ text: String) -> ByteMark {
    ByteMark(bytes: Array(text.utf8), isAtStart: false)
  }
}

extension Substring.UTF8View {
  func contains(_ mark: ByteMark) -> Bool {
    if mark.isAtStart { return starts(with: mark.bytes) }
    guard let first = mark.bytes.first else { return true }
    var rest = self[...]
    while let index = rest.firstIndex(of: first) {
      rest = rest[index...]
      if rest.starts(with: mark.bytes) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
