package import SequenceModel

/// Turns tokens into text, one by one.
///
/// A token may end inside a character; the decoder keeps those bytes until the character is whole.
package protocol TokenTextDecoder {
  /// Takes the next token and returns the text that is whole now; it may be empty.
  mutating func append(_ token: TokenID) -> String

  /// Returns what is left of a text that ends here, such as a mark for half a character.
  mutating func finish() -> String
}
