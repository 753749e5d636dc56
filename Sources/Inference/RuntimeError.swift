package import KernelTable

/// Why an engine cannot do what was asked.
package enum RuntimeError: Error, Equatable {
  /// The processor does not have the instruction set.
  case unsupportedInstructionSet(InstructionSet, supported: [InstructionSet])
  /// OpenBLAS is needed and not usable; the text says why.
  case noOpenBLAS(String)
  /// A text has fewer than two tokens, so that no next token can be scored.
  case nothingToScore(tokens: Int)
  /// A text that should be a time is none.
  case noTime(String)
}

extension RuntimeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unsupportedInstructionSet(let isa, let supported):
      "this processor cannot run the instruction set '\(isa.rawValue)'; it has "
        + supported.map { $0.rawValue }.joined(separator: ", ")
    case .noOpenBLAS(let reason): reason
    case .noTime(let text): "'\(text)' is no time; write it as 2026-01-15T09:30:00"
    case .nothingToScore(let tokens):
      "scores need a text of at least 2 tokens, and this one has \(tokens)"
    }
  }
}
