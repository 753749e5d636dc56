package import Constraints
import Prompting

/// What an answer is held to while it is written: one JSON value that a schema allows.
package struct AnswerForm: Sendable, Equatable {
  package let constraint: Constraint
  private let text: String

  /// Takes a JSON Schema.
  ///
  /// - Parameter name: what the user knows it by, such as `'answer.json'` in quotes.
  /// - Throws: `TaskError.unusableSchema` with the line and the keyword.
  package init(schema text: String, name: String) throws {
    do {
      constraint = .json(try JSONSchema.parse(Array(text.utf8)))
      // What contradicts itself is known before a model is opened.
      _ = try ConstraintAutomaton(constraint)
    } catch {
      throw TaskError.unusableSchema(name: name, problem: error.description)
    }
    self.text = text
  }

  /// The schema as the prompt shows it.
  var section: PromptSection {
    PromptSection(
      title: "the schema of the answer", heading: AskPrompt.schemaHeading, fenced: text,
      label: "json")
  }

  func instruction(_ question: String) -> String { AskPrompt.schemaInstruction(question) }
}
