/// One turn of a conversation, as chat templates see it.
package struct ChatMessage: Sendable, Equatable {
  /// A word of the template's language, such as "user"; it is written as the template's own text.
  package var role: String
  /// Anything; it is never read as special tokens.
  package var content: String

  package init(role: String, content: String) {
    self.role = role
    self.content = content
  }
}
