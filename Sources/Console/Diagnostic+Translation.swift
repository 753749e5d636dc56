import Edits
import Inference
import ModelStore
import Prompting
import SequenceModel
import Tasks
import TextModel
import Workspace

// Every error of every room becomes words and an exit status here, and nowhere else.

extension Diagnostic {
  /// Translates an error; one that no case knows is a fault of the program.
  init(_ error: any Error) {
    switch error {
    case let error as Diagnostic: self = error
    case let error as WorkspaceError: self.init(error)
    case let error as EditError: self.init(error)
    case let error as TaskError: self.init(.usage, error.message)
    case let error as PromptError: self.init(.context, error.message, hints: Self.contextHints)
    case let error as TextModelError: self.init(error)
    case let error as SequenceModelError: self.init(error)
    case let error as StoreError: self.init(error)
    case let error as OutputError: self.init(error)
    case let error as EngineError: self.init(.model, error.message, hints: error.hints)
    case let error as RuntimeError: self.init(error)
    // What remains of the engine's errors is about the model: its template, its weights.
    case let error as any CustomStringConvertible: self.init(.model, error.description)
    default:
      self.init(.internal, "internal error: \(error)", hints: ["please report this"])
    }
  }

  private static let contextHints = [
    "name fewer or shorter files, a range of lines (FILE:10-40), or a smaller change",
    "--context-size sets the size of the context, up to what the model was made for",
  ]

  private init(_ error: WorkspaceError) {
    let status: ExitStatus = error.code == .tooLarge ? .context : .usage
    self.init(status, error.message)
  }

  private init(_ error: EditError) {
    switch error.code {
    case .notFound, .outsideRoot, .notAFile, .tooLarge, .readOnly:
      self.init(.usage, error.message)
    default:
      self.init(.edit, error.message)
    }
  }

  private init(_ error: TextModelError) {
    switch error {
    case .contextOverflow(let promptTokens, let contextSize):
      self.init(
        .context, "the prompt needs \(promptTokens) tokens, but the context holds \(contextSize)",
        hints: Self.contextHints)
    case .missingFileTokens(let model):
      self.init(
        .model, "the model '\(model)' completes with one file only: it has no tokens for others",
        hints: ["leave -f out, or name another code model with -m"])
    case .missingInfillTokens(let model):
      self.init(
        .model,
        "the model '\(model)' cannot complete code: its vocabulary has no tokens for a prefix, a"
          + " suffix and a middle",
        hints: [
          "name a code model with -m, such as qwen2.5-coder-1.5b; lathe models list shows those here"
        ])
    }
  }

  private init(_ error: RuntimeError) {
    switch error {
    case .unsupportedInstructionSet, .nothingToScore, .noTime: self.init(.usage, "\(error)")
    case .noOpenBLAS: self.init(.model, "\(error)")
    }
  }

  private init(_ error: SequenceModelError) {
    switch error {
    case .cancelled:
      self.init(.interrupted, "")
    case .contextFull(let needed, let contextSize):
      self.init(
        .context, "the text needs \(needed) tokens, but the context holds \(contextSize)",
        hints: Self.contextHints)
    case .invalidToken(let token):
      self.init(.model, "the token \(token) is not in the model's vocabulary")
    }
  }

  private init(_ error: StoreError) {
    switch error {
    case .cancelled:
      self.init(.interrupted, "\(error)")
    default:
      self.init(.model, "\(error)")
    }
  }

  private init(_ error: OutputError) {
    switch error {
    case .closed:
      self = .closedPipe
    case .cannotOpen(let path, let reason):
      self.init(.usage, "cannot write '\(path)': \(reason)")
    case .failed(let name, let reason):
      self.init(.incomplete, "cannot write to \(name): \(reason)")
    }
  }
}
