/// Finds a byte of a template again as line, column and excerpt.
struct SourceExcerpt {
  let line: Int
  let column: Int
  let text: String

  /// The most characters of the line shown before and behind the place.
  private static let reach = 50

  init(source: [UInt8], offset: Int) {
    let offset = max(0, min(offset, source.count))
    let newline = UInt8(ascii: "\n")
    let start = source[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = source[offset...].firstIndex(of: newline) ?? source.count
    line = source[..<offset].count { $0 == newline } + 1
    let before = Self.visible(source[start..<offset])
    let after = Self.visible(source[offset..<end])
    column = before.count + 1
    let shown = before.suffix(Self.reach)
    let lead = shown.count < before.count ? "…" : ""
    let tail = after.count > Self.reach ? "…" : ""
    let pointer = String(repeating: " ", count: lead.count + shown.count) + "^"
    text = lead + String(shown) + String(after.prefix(Self.reach)) + tail + "\n" + pointer
  }

  /// The scalars of a line, with a space for each that would move the caret.
  private static func visible(_ bytes: ArraySlice<UInt8>) -> [Character] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map {
      $0.properties.generalCategory == .control ? " " : Character($0)
    }
  }
}

extension Failure {
  func error(in source: [UInt8], defaultOffset: Int = 0) -> JinjaError {
    let place = SourceExcerpt(source: source, offset: offset ?? defaultOffset)
    return JinjaError(
      kind: kind, message: message, line: place.line, column: place.column, excerpt: place.text)
  }
}
