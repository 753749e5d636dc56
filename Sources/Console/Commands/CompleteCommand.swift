import ArgumentParser
import Tasks
import Workspace

struct CompleteCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete",
    abstract: "Fill in the code at a place in a file.",
    discussion: """
      The place is a line (its end), or a line and the column that the text goes
      before, both from 1. --at names it in standard input, as does a mark where the
      cursor is. What is printed is ready to be inserted: no line end is added.

        lathe complete worker.swift:42
        lathe complete worker.swift:42:9
        lathe complete --at 42:9 --name worker.swift < worker.swift
        printf 'int add(int a, int b) { <CURSOR> }' | lathe complete --name a.c
        lathe complete --prefix before.txt --suffix after.txt --name a.py
      """)

  @Argument(help: ArgumentHelp("FILE:LINE or FILE:LINE:COLUMN.", valueName: "place"))
  var place: String?

  @OptionGroup var completion: CompletionArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  var result: ResultArguments { completion.result }

  func validate() throws {
    let hasFiles = completion.prefix != nil || completion.suffix != nil
    if place != nil, hasFiles {
      throw ValidationError("a place and --prefix or --suffix exclude each other")
    }
    if completion.at != nil, place != nil || hasFiles || completion.cursor != nil {
      throw ValidationError("--at is for standard input alone, and needs no mark there")
    }
    if completion.cursor != nil, place != nil || hasFiles {
      throw ValidationError("--cursor is for standard input alone, without a place")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, sampling, completion, display)
    let limits = try session.resolver.limits(completion)
    let status = session.status(options.verbosity)
    let task = CompletionTask(
      place: try find(session, status), windowTokens: limits.window, maxLines: limits.lines,
      surroundings: try surroundings(),
      neighbours: CompletionNeighbours(
        indexes: session.indexes(byteLimit: Self.indexLimit),
        budget: try session.resolver.contextBudget(completion.contextBudget)))
    return try CompletionRun(session: session, options: options, status: status)(task)
  }

  /// Nobody waits for the index of a large repository while typing; its folder is near enough.
  private static let indexLimit = 4 << 20

  private func find(_ session: Session, _ status: StatusOutput) throws -> CompletionPlace {
    if let place {
      let target = try CursorTarget(parsing: place)
      return try CompletionPlace(target, in: Self.text(of: target.path), name: completion.name)
    }
    if completion.prefix != nil || completion.suffix != nil {
      let before = try completion.prefix.map(Self.text)
      let after = try completion.suffix.map(Self.text)
      return CompletionPlace(
        before: before?.text ?? "", after: after?.text ?? "",
        name: completion.name ?? completion.prefix ?? completion.suffix ?? Self.inputName,
        repairedSequences: (before?.repairedSequences ?? 0) + (after?.repairedSequences ?? 0))
    }
    if let at = completion.at {
      let target = try CursorTarget(parsing: "\(Self.inputName):\(at)") { _ in false }
      return try CompletionPlace(
        target, in: input(session, status), name: completion.name ?? Self.inputName)
    }
    return try CompletionPlace(
      mark: completion.cursor ?? "<CURSOR>", in: input(session, status),
      name: completion.name ?? Self.inputName)
  }

  private func surroundings() throws -> CompletionSurroundings? {
    guard !completion.files.isEmpty else { return nil }
    let files = try completion.files.map { try SourceText(reading: FileTarget(parsing: $0)) }
    return CompletionSurroundings(repository: try RepositoryRoot.find().name, files: files)
  }

  private static let inputName = "standard input"

  private static func text(of path: String) throws -> DecodedText {
    let source = try SourceText(reading: FileTarget(path: path))
    return DecodedText(text: source.text, repairedSequences: source.repairedSequences)
  }

  private func input(_ session: Session, _ status: StatusOutput) throws -> DecodedText {
    guard let text = try session.input.read(.only, status: status) else {
      throw Diagnostic(
        .usage, "there is nothing to complete",
        hints: ["name a place, as in FILE:LINE, or pipe a text with the mark <CURSOR> in"])
    }
    return text
  }
}
