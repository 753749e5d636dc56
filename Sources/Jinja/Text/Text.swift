/// A string value with the origin of its parts.
///
/// It holds UTF-8 bytes, so that cutting and searching need no string indices. Python counts
/// characters by scalar; the methods that take such counts say so. Equality and order look at the
/// bytes alone, never at the marks.
package struct Text: Sendable {
  /// Valid UTF-8.
  package let bytes: [UInt8]
  let marks: Marks
  /// Made by the filters `safe` and `escape`: what is added to it is escaped as HTML.
  let isMarkup: Bool

  init(bytes: [UInt8], marks: Marks = .template, isMarkup: Bool = false) {
    self.bytes = bytes
    self.marks = marks
    self.isMarkup = isMarkup
  }

  package init(_ string: String, isInput: Bool = false) {
    self.init(bytes: Array(string.utf8), marks: isInput ? .input : .template)
  }

  package var string: String { String(decoding: bytes, as: UTF8.self) }
  var isEmpty: Bool { bytes.isEmpty }

  static let empty = Text(bytes: [])

  /// The text with another set of marks.
  func marked(_ marks: Marks) -> Text {
    Text(bytes: bytes, marks: marks, isMarkup: isMarkup)
  }

  func asMarkup(_ isMarkup: Bool = true) -> Text {
    Text(bytes: bytes, marks: marks, isMarkup: isMarkup)
  }

  /// The parts of one origin each, in order.
  package var runs: [RenderedRun] {
    marks.runs(in: 0..<bytes.count).map {
      RenderedRun(text: String(decoding: bytes[$0.range], as: UTF8.self), isInput: $0.isInput)
    }
  }
}

/// A piece of rendered text with its origin.
package struct RenderedRun: Equatable, Sendable {
  package var text: String
  /// Came from what the template was given, and so may spell no special token.
  package var isInput: Bool

  package init(text: String, isInput: Bool) {
    self.text = text
    self.isInput = isInput
  }
}

extension Text: Hashable {
  package static func == (left: Text, right: Text) -> Bool {
    left.bytes == right.bytes
  }

  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension Text: Comparable {
  /// Orders by scalars, which is the order of UTF-8 bytes.
  package static func < (left: Text, right: Text) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
