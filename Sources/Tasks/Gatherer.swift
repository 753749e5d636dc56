import Diffs
package import Workspace

/// Reads what arguments and standard input name.
package struct Gatherer: Sendable {
  private let git: Git

  package init(git: Git) {
    self.git = git
  }

  /// A file or a part of it: `path`, `path:12`, `path:10-40`.
  package func file(_ argument: String) throws -> Material {
    let source = try SourceText(reading: FileTarget(parsing: argument))
    return Material(
      title: source.name, body: Self.body(of: source),
      repairedSequences: source.repairedSequences)
  }

  /// A file or a part of it, or a change that git knows: `REV`, `A..B`.
  package func target(_ argument: String) throws -> Material {
    let file = try FileTarget(parsing: argument)
    if FileBytes.exists(file.path) { return try self.file(argument) }
    let change = Git.Change(parsing: argument)
    if case .commit = change, !git.isCommit(argument) {
      // A name with an extension or lines was meant as a file.
      let looksLikeFile = file.lines != nil || argument.contains("/") || argument.contains(".")
      if looksLikeFile { return try self.file(argument) }
      throw TaskError.unknownTarget(argument)
    }
    return try self.change(change)
  }

  /// A change that git knows.
  ///
  /// - Throws: `TaskError.emptyChange` where there are no differences.
  package func change(_ change: Git.Change) throws -> Material {
    let decoded = try git.diff(of: change)
    guard let diff = UnifiedDiff(parsing: decoded.text) else {
      throw TaskError.emptyChange(change.title)
    }
    return Material(
      title: change.title, body: .diff(diff), repairedSequences: decoded.repairedSequences)
  }

  /// What came through standard input.
  ///
  /// - Throws: `TaskError.emptyInput` where it is empty or white space.
  package func piped(_ decoded: DecodedText) throws -> Material {
    guard decoded.text.contains(where: { !$0.isWhitespace }) else { throw TaskError.emptyInput }
    return Material(
      title: "standard input", body: Self.body(of: decoded.text),
      repairedSequences: decoded.repairedSequences)
  }

  /// The lines around the places in the repository's files that a trace or a log names.
  package func excerpts(namedIn text: String) -> [Excerpt] {
    let references = SourceReference.all(in: text)
    guard !references.isEmpty, let root = try? git.root(), let files = try? git.files() else {
      return []
    }
    return Excerpt.all(for: references, files: files, root: root)
  }

  /// A file that holds a diff is a diff, unless lines of it are meant.
  private static func body(of source: SourceText) -> Material.Body {
    if source.language == "diff", source.lines == nil,
      let diff = UnifiedDiff(parsing: source.text)
    {
      return .diff(diff)
    }
    return .source(source)
  }

  private static func body(of text: String) -> Material.Body {
    let kind = TextKind(of: text)
    if kind == .diff, let diff = UnifiedDiff(parsing: text) { return .diff(diff) }
    return .text(text, kind == .diff ? .plain : kind)
  }
}
