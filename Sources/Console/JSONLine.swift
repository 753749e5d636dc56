import OrderedJSON

extension JSONValue {
  /// The value as one line, spaced for the eye.
  var line: String { JSONWriter.text(self, style: .python) }

  /// A time in seconds; null where it is not known.
  static func seconds(_ time: Duration?) -> JSONValue {
    time.map { .float($0.inSeconds) } ?? .null
  }
}
