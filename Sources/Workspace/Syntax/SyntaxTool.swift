/// A program that says whether a text is of its language, and neither runs nor writes anything.
struct SyntaxTool: Sendable, Equatable {
  /// What stands for the name of the file to be checked.
  static let file = "{file}"

  /// The program, which is looked for in the PATH.
  var program: String
  var arguments: [String]
  /// The ending of the file's name, for programs that go by it; empty for any.
  var ending = ""

  /// The checkers of the language of a file; of several, the later ones are for texts that the
  /// first refuses.
  ///
  /// They check syntax alone, because anything more would need the rest of a project. Perl's is
  /// not among them, because it runs parts of the text; nor C's, which needs all headers.
  ///
  /// - Parameters:
  ///   - label: the language, as a fence has it.
  ///   - text: the old text of the file.
  static func tools(label: String, text: [UInt8]) -> [SyntaxTool] {
    switch label {
    case "python":
      // Isolated, so that no module beside the file is imported.
      [SyntaxTool(program: "python3", arguments: ["-I", "-S", "-c", pythonScript, file])]
    case "javascript":
      (isModule(text) ? ["mjs"] : ["js", "mjs"]).map {
        SyntaxTool(program: "node", arguments: ["--check", file], ending: $0)
      }
    case "bash": [SyntaxTool(program: "bash", arguments: ["--norc", "-n", file])]
    case "ruby": [SyntaxTool(program: "ruby", arguments: ["--disable=all", "-c", file])]
    case "go": [SyntaxTool(program: "gofmt", arguments: ["-e", "-l", file], ending: "go")]
    case "php": [SyntaxTool(program: "php", arguments: ["-n", "-l", file])]
    case "swift":
      [SyntaxTool(program: "swiftc", arguments: ["-frontend", "-parse", file], ending: "swift")]
    default: []
    }
  }

  /// Whether a script is a module; node passes any module whose name ends with `js` unread.
  private static func isModule(_ text: [UInt8]) -> Bool {
    text.split(separator: 0x0A).contains {
      $0.starts(with: "import ".utf8) || $0.starts(with: "export ".utf8)
    }
  }

  private static let pythonScript = """
    import sys
    try:
      compile(open(sys.argv[1], "rb").read(), sys.argv[1], "exec", dont_inherit=True)
    except SyntaxError as error:
      sys.exit(f"line {error.lineno}: {error.msg}")
    """

  /// Variables that make a program read or run something else than the file.
  static func isHarmless(_ variable: String) -> Bool {
    let prefixes = ["PYTHON", "NODE_", "RUBY", "PHP", "BASH_", "SWIFT", "GO"]
    return variable != "ENV" && !prefixes.contains { variable.hasPrefix($0) }
  }
}
