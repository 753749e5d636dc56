import Diffs
package import Workspace

/// Reads what arguments and standard input name.
package struct Gatherer: Sendable {
  private let git: Git
  let indexes: CodeIndexes

  /// - Parameter indexes: where names in code are looked up.
  package init(git: Git, indexes: CodeIndexes = CodeIndexes()) {
    self.git = git
    self.indexes = indexes
  }

  var directory: String { git.directory }

  /// A file or a part of it: `path`, `path:12`, `path:10-40`.
  package func file(_ argument: String) throws -> Material {
    var material = Self.material(try SourceText(reading: FileTarget(parsing: argument)))
    if case .source(let source) = material.body {
      material.cautions = Self.cautions(about: source)
    }
    return material
  }

  /// What an argument names: a file, a part of it, a folder or a pattern; else a change that git
  /// knows, `REV` or `A..B`; else a name in the repository's code.
  package func targets(_ argument: String) throws -> GatheredFiles {
    let file = try FileTarget(parsing: argument)
    if FileBytes.exists(file.path) { return try files([argument]) }
    // A path or a name with lines was meant as a file, whatever else it could be.
    let isPath = file.lines != nil || argument.hasPrefix("/") || argument.hasPrefix(".")
    if isPath, !argument.hasPrefix("..") || argument.hasPrefix("../") {
      return GatheredFiles(materials: [try self.file(argument)])
    }
    let change = Git.Change(parsing: argument)
    guard case .commit = change, !git.isCommit(argument) else {
      return GatheredFiles(materials: [try self.change(change)])
    }
    if argument.contains(where: { "/*?".contains($0) }) { return try files([argument]) }
    do {
      return GatheredFiles(materials: try symbol(argument))
    } catch TaskError.unknownTarget where !Language.label(forPath: argument).isEmpty {
      // A known extension says that a file was meant.
      return GatheredFiles(materials: [try self.file(argument)])
    }
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
      throw TaskError.unknownRevision(argument)
    }
    return try self.change(change)
  }

  static func material(_ source: SourceText) -> Material {
    let body = body(of: source)
    let isText = if case .text = body { true } else { false }
    return Material(
      title: source.name, body: body, repairedSequences: source.repairedSequences,
      place: isText ? nil : FileTarget(path: source.path, lines: source.lines))
  }

  /// The files that were often changed together with some of a repository's.
  func companions(of paths: [String], in root: RepositoryRoot) -> [Git.Companion] {
    var git = git
    git.directory = root.path
    return (try? git.companions(of: paths)) ?? []
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
      title: Material.pipedTitle, body: Self.body(of: decoded.text),
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

  /// A file that holds a diff is a diff, and one that holds a trace or a log is that, unless lines
  /// of it are meant.
  private static func body(of source: SourceText) -> Material.Body {
    guard source.lines == nil else { return .source(source) }
    switch source.language {
    case "diff":
      return UnifiedDiff(parsing: source.text).map { .diff($0) } ?? .source(source)
    case "":
      let kind = TextKind(of: source.text)
      return kind == .trace || kind == .log ? .text(source.text, kind) : .source(source)
    default:
      return .source(source)
    }
  }

  private static func body(of text: String) -> Material.Body {
    let kind = TextKind(of: text)
    if kind == .diff, let diff = UnifiedDiff(parsing: text) { return .diff(diff) }
    return .text(text, kind == .diff ? .plain : kind)
  }
}
