/// What of a language has to be known to tell code from strings and comments.
package struct LexicalRules: Sendable {
  struct Text: Sendable {
    var open: [UInt8]
    var close: [UInt8]
    var hasEscapes = true
    var spansLines = false
    /// What begins code inside of the string, its last byte the opening delimiter: `\(`, `${`.
    var codeOpen: [UInt8] = []

    init(
      _ open: String, _ close: String? = nil, hasEscapes: Bool = true, spansLines: Bool = false,
      codeOpen: String = ""
    ) {
      self.open = Array(open.utf8)
      self.close = Array((close ?? open).utf8)
      self.hasEscapes = hasEscapes
      self.spansLines = spansLines
      self.codeOpen = Array(codeOpen.utf8)
    }
  }

  /// What begins a comment that ends with the line.
  var lineComment: [UInt8] = Array("//".utf8)
  /// Whether `/* */` is a comment, and whether one can stand in another.
  var hasBlockComments = true
  var nestsComments = false
  /// The strings; of two that begin alike the longer stands first.
  var texts: [Text] = []
  /// Whether `'x'` is one character, and a `'` without its pair is something else.
  var hasCharacters = false
  /// Whether `/x/` can be a regular expression.
  var hasPatterns = false
  /// Whether a `)` can stand alone, as in a shell's `case`.
  var hasLoneParentheses = false
  /// Whether blocks are made by indentation.
  var hasIndentedBlocks = false

  package static let swift = make {
    $0.nestsComments = true
    $0.texts = [
      Text("#\"\"\"", "\"\"\"#", hasEscapes: false, spansLines: true),
      Text("\"\"\"", spansLines: true, codeOpen: "\\("),
      Text("#\"", "\"#", hasEscapes: false), Text("\"", codeOpen: "\\("),
    ]
  }

  package static let python = make {
    $0.lineComment = Array("#".utf8)
    $0.hasBlockComments = false
    $0.texts = [
      Text("\"\"\"", spansLines: true), Text("'''", spansLines: true), Text("\""), Text("'"),
    ]
    $0.hasIndentedBlocks = true
  }

  /// JavaScript and TypeScript.
  package static let javaScript = make {
    $0.texts = [Text("\""), Text("'"), Text("`", spansLines: true, codeOpen: "${")]
    $0.hasPatterns = true
  }

  package static let go = make {
    $0.texts = [Text("\""), Text("`", hasEscapes: false, spansLines: true)]
    $0.hasCharacters = true
  }

  package static let rust = make {
    $0.nestsComments = true
    $0.texts = [
      Text("r#\"", "\"#", hasEscapes: false, spansLines: true),
      Text("r\"", "\"", hasEscapes: false, spansLines: true), Text("\"", spansLines: true),
    ]
    $0.hasCharacters = true
  }

  /// C, C++, and others that look like them.
  package static let cFamily = make {
    $0.texts = [Text("R\"(", ")\"", hasEscapes: false, spansLines: true), Text("\"")]
    $0.hasCharacters = true
  }

  package static let java = make {
    $0.texts = [Text("\"\"\"", spansLines: true), Text("\"")]
    $0.hasCharacters = true
  }

  package static let shell = make {
    $0.lineComment = Array("#".utf8)
    $0.hasBlockComments = false
    $0.texts = [Text("\"", spansLines: true), Text("'", hasEscapes: false, spansLines: true)]
    $0.hasLoneParentheses = true
  }

  private static func make(_ change: (inout LexicalRules) -> Void) -> LexicalRules {
    var rules = LexicalRules()
    change(&rules)
    return rules
  }
}
