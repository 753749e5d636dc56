package import Jinja
package import OrderedJSON

/// Why a conversation could not be made into a prompt.
package enum ChatFormatError: Error, Equatable, Sendable {
  /// The model's file has no chat template.
  case missingTemplate
  /// The template is not well formed, or it refused or mishandled the conversation.
  case template(JinjaError)
  /// The context for a template is no JSON.
  case context(JSONError)
  /// The context for a template is JSON, but not an object.
  case contextIsNoObject
}

extension ChatFormatError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingTemplate:
      "the model has no chat template: the key 'tokenizer.chat_template' is missing; "
        + "use an instruction-tuned model, or a file made from one with its template"
    case .template(let error): error.description
    case .context(let error): "the template's context is " + error.description
    case .contextIsNoObject:
      "the template's context must be a JSON object with the template's variables as its keys"
    }
  }
}
