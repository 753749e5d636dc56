/// Runs the checkers of languages, where they are installed, on text that is not yet in its file.
package struct SyntaxChecker: Sendable {
  private let environment: [String: String]
  private let timeLimit: Duration

  /// - Parameters:
  ///   - environment: the variables of this process; programs are looked for in its PATH.
  ///   - timeLimit: how long a program may take; after that it has said nothing.
  package init(environment: [String: String], timeLimit: Duration = .seconds(5)) {
    var variables = environment.filter { SyntaxTool.isHarmless($0.key) }
    // Messages are looked at below, so they must not be translated.
    variables["LC_ALL"] = "C.UTF-8"
    self.environment = variables
    self.timeLimit = timeLimit
  }

  /// What the language's own checker says about new text of a file.
  ///
  /// A checker that refuses the old text as well, because it knows another version of the language
  /// perhaps, has no say.
  ///
  /// - Returns: nil where none is known for the language, or none is installed.
  package func report(on new: [UInt8], replacing old: [UInt8], path: String) -> SyntaxReport? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var tool = ""
    var reason = "it finds errors in the old code, too"
    for candidate in SyntaxTool.tools(label: Language.label(forPath: path), text: old) {
      let before = run(candidate, on: old, name)
      if before == .missing { continue }
      tool = candidate.program
      guard case .passed = before else {
        if case .unknown(let cause) = before { reason = cause }
        continue
      }
      return SyntaxReport(path: path, tool: tool, verdict: run(candidate, on: new, name).verdict)
    }
    return tool.isEmpty ? nil : SyntaxReport(path: path, tool: tool, verdict: .none(reason))
  }

  private enum Result: Equatable {
    case passed
    case failed(String, line: Int?)
    case unknown(String)
    case missing

    var verdict: SyntaxReport.Verdict {
      switch self {
      case .passed: .passed
      case .failed(let message, let line): .failed(message, line: line)
      case .unknown(let reason): .none(reason)
      case .missing: .none("it is gone")
      }
    }
  }

  private func run(_ tool: SyntaxTool, on bytes: [UInt8], _ name: String) -> Result {
    let folder = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    guard let file = TemporaryText(bytes, ending: tool.ending, in: folder) else {
      return .unknown("there is no room for a temporary file in '\(folder)'")
    }
    // The file has to be there until the program has ended.
    return withExtendedLifetime(file) { run(tool, onFileAt: file.path, name) }
  }

  private func run(_ tool: SyntaxTool, onFileAt path: String, _ name: String) -> Result {
    let child = ChildProcess(
      arguments: [tool.program] + tool.arguments.map { $0 == SyntaxTool.file ? path : $0 },
      environment: environment, outputLimit: 1 << 20, timeLimit: timeLimit)
    do {
      let output = try child.run()
      // What a signal ended has not spoken; 126 and 127 are a shell's own.
      guard output.status < 126 || output.status == 255 else {
        return .unknown("it ended with status \(output.status)")
      }
      guard output.status != 0 else { return .passed }
      return Self.failure(output.standardError + output.standardOutput, path, name)
    } catch {
      switch error {
      case .notFound: return .missing
      case .system(let code): return .unknown(SystemMessage.text(code))
      case .tooMuchOutput: return .unknown("it said too much")
      case .timedOut: return .unknown("it took more than \(timeLimit)")
      }
    }
  }

  // MARK: Words of checkers

  /// The first error among a checker's words, with the line that it names.
  private static func failure(_ output: [UInt8], _ path: String, _ name: String) -> Result {
    let words = String(decoding: output.prefix(1 << 14), as: UTF8.self)
    let lines = words.split(separator: "\n").map(String.init).filter { line in
      line.contains { !$0.isWhitespace }
    }
    guard let first = lines.first else { return .unknown("it ended without a word") }
    let message = lines.first { $0.contains("rror") || $0.contains("line ") } ?? first
    let line = number(in: message, after: path) ?? number(in: first, after: path)
    let plain = plain(message.replacing(path, with: name), name)
    return .failed(String(plain.prefix(300)), line: line)
  }

  /// A message without the place that it begins with: `a.go:7:3:`, or `line 7:`.
  private static func plain(_ message: String, _ name: String) -> Substring {
    var text = message[...]
    if let range = text.firstRange(of: name + ":") { text = text[range.upperBound...] }
    let blank: Set<Character> = [" ", ":", "\t"]
    text = text.drop { $0.isNumber || blank.contains($0) }
    if text.hasPrefix("line "), let colon = text.firstIndex(of: ":") {
      text = text[colon...].drop { blank.contains($0) }
    }
    return text
  }

  /// The number after `path:` or after `line`.
  private static func number(in text: String, after path: String) -> Int? {
    for mark in [path + ":", "line "] {
      guard let range = text.firstRange(of: mark) else { continue }
      let digits = text[range.upperBound...].prefix { $0.isASCII && $0.isNumber }
      if let number = Int(digits) { return number }
    }
    return nil
  }
}
