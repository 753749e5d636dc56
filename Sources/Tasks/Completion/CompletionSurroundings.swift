import TextModel
package import Workspace

/// Other files of the repository, which the model reads before the place that it completes.
package struct CompletionSurroundings: Sendable, Equatable {
  /// The name of the repository.
  package var repository: String
  /// Files, or lines of them.
  package var files: [SourceText]

  package init(repository: String, files: [SourceText]) {
    self.repository = repository
    self.files = files
  }

  /// The beginning of a prompt, up to the path of the file that is completed.
  ///
  /// - Parameter name: what the file that is completed is called.
  /// - Throws: `TextModelError.missingFileTokens` for a model that knows one file only.
  func parts(
    before name: String, tokens: [InfillToken: String], model: String
  ) throws -> [InfillPart] {
    guard tokens[.repository] != nil, tokens[.fileSeparator] != nil else {
      throw TextModelError.missingFileTokens(model: model)
    }
    let others = files.map { "\($0.path)\n\($0.text)" }
    let texts = (others + ["\(name)\n"]).flatMap { text in
      [InfillPart.token(.fileSeparator), .text(text.hasSuffix("\n") ? text : text + "\n")]
    }
    return [.token(.repository), .text(repository + "\n")] + texts
  }
}
