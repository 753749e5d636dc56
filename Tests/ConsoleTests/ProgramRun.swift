import Console
import Foundation
import TestSupport

/// One run of the program inside the test, with a fake engine and real files for its streams.
struct ProgramRun {
  let folder: TemporaryFolder
  let model: FakeTextModel
  let engine: FakeEngine
  /// The folder that the program believes to be in.
  var workingFolder = "."

  struct Result {
    var status: ExitStatus
    var output: String
    var errors: String
  }

  enum Input {
    case nothing
    /// A pipe with these bytes, closed at its writer's end.
    case pipe([UInt8])
    case file(String)
    /// A pipe whose writer never writes and never goes away.
    case silentPipe

    static func pipe(_ text: String) -> Input { .pipe(Array(text.utf8)) }
  }

  init() throws {
    folder = try TemporaryFolder()
    model = FakeTextModel()
    engine = FakeEngine(model)
    try folder.write("m.gguf", "weights")
  }

  /// Runs the arguments after `lathe`; `-m` is given unless the environment names a model.
  ///
  /// - Parameter onTerminal: whether standard output and standard error are a terminal each.
  func callAsFunction(
    _ arguments: String..., input: Input = .nothing, environment: [String: String] = [:],
    onTerminal: Bool = false
  ) throws -> Result {
    try self(
      arguments: arguments, input: input, environment: environment, onTerminal: onTerminal)
  }

  /// Runs the arguments after `lathe`.
  func callAsFunction(
    arguments: [String], input: Input = .nothing, environment: [String: String] = [:],
    onTerminal: Bool = false
  ) throws -> Result {
    let input = try OpenInput(input, in: folder)
    defer { input.close() }
    let output = try OpenOutput(folder.path("stdout"), isTerminal: onTerminal)
    let errors = try OpenOutput(folder.path("stderr"), isTerminal: onTerminal)
    var variables = ["LATHE_MODEL": folder.path("m.gguf"), "LATHE_MODELS": folder.path]
    variables["PATH"] = ProcessInfo.processInfo.environment["PATH"]
    variables.merge(environment) { $1 }
    var session = Session(
      environment: variables, input: StandardInput(descriptor: input.descriptor),
      output: OutputFile(descriptor: output.descriptor, name: "standard output"),
      errorOutput: OutputFile(descriptor: errors.descriptor, name: "standard error"),
      interruption: Interruption(), engine: engine)
    session.folder = workingFolder
    let status = Program.run(arguments, in: session)
    return Result(status: status, output: output.text(), errors: errors.text())
  }
}

/// The reading end of a stream that a test makes.
private struct OpenInput {
  let descriptor: Int32
  private let writer: Int32

  init(_ input: ProgramRun.Input, in folder: TemporaryFolder) throws {
    var ends: [Int32] = [-1, -1]
    switch input {
    case .nothing:
      ends[0] = open("/dev/null", O_RDONLY)
    case .file(let text):
      ends[0] = open(try folder.write("stdin", text), O_RDONLY)
    case .silentPipe:
      pipe(&ends)
    case .pipe(let bytes):
      pipe(&ends)
      let writer = ends[1]
      Thread.detachNewThread {
        FileHandle(fileDescriptor: writer, closeOnDealloc: true).write(Data(bytes))
      }
      ends[1] = -1
    }
    descriptor = ends[0]
    writer = ends[1]
  }

  func close() {
    Foundation.close(descriptor)
    if writer >= 0 { Foundation.close(writer) }
  }
}

/// A file or a terminal that collects what the program writes.
private struct OpenOutput {
  let descriptor: Int32
  private let path: String
  private let terminal: PseudoTerminal?

  init(_ path: String, isTerminal: Bool) throws {
    self.path = path
    terminal = isTerminal ? try PseudoTerminal() : nil
    descriptor = terminal?.program ?? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  }

  func text() -> String {
    if let terminal { return terminal.text() }
    close(descriptor)
    return String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
