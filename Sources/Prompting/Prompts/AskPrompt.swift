/// The texts around a free question.
package enum AskPrompt {
  package static let system =
    "You are a precise programming assistant. Answer briefly and concretely. When the answer"
    + " depends on the given files, use only what they show and name the functions concerned."

  /// The heading of a file that the user named.
  package static func fileHeading(_ name: String) -> String { "File `\(name)`:" }

  /// The heading of a part of the repository that Lathe added.
  ///
  /// - Parameter note: what is not shown of it, after a comma; empty where all is.
  package static func contextHeading(_ name: String, note: String) -> String {
    "For reference, `\(name)`\(note):"
  }

  /// The heading of the schema that the answer is held to.
  package static let schemaHeading = "JSON schema of the answer:"

  /// A question whose answer is held to a schema.
  ///
  /// The model is held to it anyway; what it knows of the form, it fills with better values.
  package static func schemaInstruction(_ question: String) -> String {
    question + "\n\nAnswer with one JSON value of the schema, and nothing else."
  }

  /// The heading of what came through standard input.
  package static let pipedHeading = "Input:"
}
