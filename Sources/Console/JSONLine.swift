import OrderedJSON

extension JSONValue {
  /// The value as one line, spaced for the eye.
  var line: String { JSONWriter.text(self, style: .python) }
}
