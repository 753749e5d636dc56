extension ChangedRun {
  /// Whether the run only says what a file imports, which follows from what the file does.
  package var isImport: Bool {
    let words = ["import ", "#include", "from ", "use ", "using ", "require", "\""]
    let lines = lines.map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }
    return !lines.isEmpty && lines.allSatisfy { line in words.contains { line.hasPrefix($0) } }
  }
}
