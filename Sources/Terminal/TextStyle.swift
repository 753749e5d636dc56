/// A way to set text off on a terminal.
package enum TextStyle: Int, CaseIterable, Sendable {
  // The values are the parameters of the terminal's SGR sequence.
  case bold = 1
  case dim = 2
  case italic = 3
  case underlined = 4
  case red = 31
  case green = 32
  case yellow = 33
  case blue = 34
  case magenta = 35
  case cyan = 36

  /// The sequence that begins the style.
  package var start: String { "\u{1b}[\(rawValue)m" }

  /// The sequence that ends all styles.
  package static let end = "\u{1b}[0m"
}

extension String {
  /// Returns the text in the styles, or as it is where colours are off.
  package func styled(_ styles: TextStyle..., isOn: Bool) -> String {
    guard isOn, !isEmpty, !styles.isEmpty else { return self }
    return styles.map(\.start).joined() + self + TextStyle.end
  }
}
