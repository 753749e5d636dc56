/// A rendered conversation.
package struct Prompt: Sendable, Equatable {
  /// A piece of the prompt from one origin.
  package struct Run: Sendable, Equatable {
    package var text: String
    /// Came from a message or a tool, and so must not be read as special tokens.
    package var isInput: Bool

    package init(text: String, isInput: Bool) {
      self.text = text
      self.isInput = isInput
    }
  }

  /// The pieces in order; neighbours differ in origin.
  ///
  /// Only special tokens depend on the origin: between two of them the text is one, so that words
  /// which meet at the border of two runs are still cut into tokens together.
  package let runs: [Run]
  package let text: String

  package init(runs: [Run], text: String) {
    self.runs = runs
    self.text = text
  }
}
