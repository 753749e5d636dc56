import ContextSelection
import Outlines
import Prompting
import TextModel
import Workspace

/// What Lathe adds to a completion by itself, out of the repository around the file.
package struct CompletionNeighbours: Sendable {
  /// How many tokens are added where the user names no number.
  ///
  /// None, because they cost time before the first word, and small models made little of them: see
  /// Documentation/Quality.md.
  package static let automaticTokens = 0

  let indexes: CodeIndexes
  let budget: ContextBudget

  package init(indexes: CodeIndexes, budget: ContextBudget) {
    self.indexes = indexes
    self.budget = budget
  }

  /// What was found for one cursor.
  struct Found {
    /// The name of the repository.
    var repository: String
    /// The path of the file with the cursor, below the root.
    var path: String
    var excerpts: [ContextExcerpt]
    var leftOut: [Receipt.Omission]

    static let nothing = Found(repository: "", path: "", excerpts: [], leftOut: [])

    /// The excerpts as files, those of one file together.
    var files: [SourceText] {
      var files: [SourceText] = []
      for excerpt in excerpts {
        let text = excerpt.text.hasSuffix("\n") ? excerpt.text : excerpt.text + "\n"
        if files.last?.path == excerpt.path {
          files[files.count - 1].text += "\n" + text
        } else {
          files.append(SourceText(path: excerpt.path, text: text))
        }
      }
      return files
    }
  }

  /// Finds what helps at a cursor; nothing where the file is in no repository, or in a language
  /// that is not outlined.
  ///
  /// - Parameters:
  ///   - window: the lines that the prompt shows.
  ///   - shown: files that the prompt shows beside them.
  ///   - left: how many tokens the prompt has room for.
  /// - Throws: the errors of counting tokens.
  func found(
    at place: CompletionPlace, window: TextWindow, shown: [SourceText], left: Int,
    model: any TextGenerator
  ) throws -> Found {
    let tokens = budget.tokens(left: left, automatic: Self.automaticTokens)
    guard tokens > 0, SourceLanguage(path: place.name) != nil,
      let entry = indexes.entry(around: place.name),
      let path = Self.path(of: place.name, in: entry.index.root)
    else { return .nothing }
    let root = entry.index.root
    let request = CursorRequest(
      path: path, text: place.before + place.after, line: place.line,
      shownLines: window.lines(of: place),
      shown: Set(shown.compactMap { root.relativePath(of: $0.path) }), budget: tokens)
    let selected = try ContextSelector(index: entry.index).select(request) { excerpts in
      excerpts.reduce(0) { $0 + 2 + model.tokenCount(of: "\($1.path)\n\($1.text)\n") }
    }
    return Found(
      repository: root.name, path: path, excerpts: selected.excerpts,
      leftOut: selected.omissions(areExpected: budget != .automatic))
  }

  /// The path below the root, of a file that may not be saved yet.
  private static func path(of name: String, in root: RepositoryRoot) -> String? {
    if let path = root.relativePath(of: name) { return path }
    guard let slash = name.lastIndex(of: "/") else {
      return root.relativePath(of: ".").map { $0.isEmpty ? name : $0 + "/" + name }
    }
    let file = name[name.index(after: slash)...]
    return root.relativePath(of: String(name[..<slash])).map { folder in
      folder.isEmpty ? String(file) : "\(folder)/\(file)"
    }
  }
}
