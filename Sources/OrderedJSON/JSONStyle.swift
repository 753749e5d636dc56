/// How JSON is laid out.
package struct JSONStyle: Sendable, Equatable {
  /// The text of one level of indentation; nil puts everything on one line.
  package var indent: String?
  package var itemSeparator: String
  package var keySeparator: String
  /// Writes everything outside ASCII as `\uXXXX`.
  package var escapesNonASCII: Bool
  /// Orders members by their keys instead of keeping their order.
  package var sortsKeys: Bool

  package init(
    indent: String? = nil, itemSeparator: String = ",", keySeparator: String = ":",
    escapesNonASCII: Bool = false, sortsKeys: Bool = false
  ) {
    self.indent = indent
    self.itemSeparator = itemSeparator
    self.keySeparator = keySeparator
    self.escapesNonASCII = escapesNonASCII
    self.sortsKeys = sortsKeys
  }

  /// No space at all.
  package static let compact = JSONStyle()

  /// Two spaces a level, a space after each colon.
  package static let indented = JSONStyle(indent: "  ", keySeparator: ": ")

  /// As Python's `json.dumps` spaces its text: `{"a": 1, "b": [2, 3]}`.
  package static let python = JSONStyle(itemSeparator: ", ", keySeparator: ": ")
}
