/// Styles Markdown for a terminal while it streams.
///
/// Headings and `**strong**` words become bold, code in backticks and in fences gets a colour. The
/// styler only inserts escape sequences: without them its output is its input, byte by byte. It is
/// light on purpose: it reads a line from left to right and never looks ahead more than the marks
/// themselves, so it keeps back at most six bytes, and a mark that is never closed styles the rest
/// of its line and no more. A fence alone reaches over lines, and each of them is styled on its own.
///
/// The pieces of a stream may end anywhere, also inside a mark or a character. Text of a model must
/// have passed an `EscapeFilter` first.
package struct MarkdownStyler: Sendable {
  /// How text looks.
  struct Look: Equatable {
    var isBold = false
    var isCode = false

    static let plain = Look()

    /// The sequences that begin the look on a terminal that has none.
    var start: String {
      (isBold ? TextStyle.bold.start : "") + (isCode ? TextStyle.cyan.start : "")
    }
  }

  /// What the text is in, outside of a fence.
  enum Inline: Equatable {
    case text
    /// In the backticks that begin code, so many up to now.
    case opening(Int, beginsLine: Bool)
    /// In code that ends with so many backticks, after so many of them.
    case code(length: Int, seen: Int)
  }

  /// A block of code between two lines of marks.
  struct Fence: Equatable {
    var mark: UInt8
    var length: Int
    /// The column of the first mark.
    var column: Int
    /// Whether the line is the one that begins the block.
    var isOpening = true
    /// The marks of this line that begin or could end the block; nil after anything else.
    var seen: Int?
  }

  /// Where on its line the next byte stands.
  struct Position {
    var column = 0
    /// Whether all before it are marks that a block can stand after.
    var isAfterBlockMarks = true
    var isEscaped = false
    var last = newline
  }

  var inline = Inline.text
  var fence: Fence?
  var position = Position()
  var isHeading = false
  var isStrong = false
  /// Equal marks that cannot be told yet: `#`, `*` or `~`.
  private var held: [UInt8] = []
  /// How the terminal is set now.
  private var shown = Look.plain

  package init() {}

  /// Returns the next bytes of the stream with their styles.
  package mutating func style(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.underestimatedCount)
    for byte in bytes { take(byte, &output) }
    return output
  }

  /// Returns the next text of the stream with its styles.
  package mutating func style(_ text: String) -> String {
    String(decoding: style(text.utf8), as: UTF8.self)
  }

  /// Returns what was kept back and the end of all styles, and makes the styler ready for another
  /// stream.
  package mutating func finish() -> [UInt8] {
    var output: [UInt8] = []
    release(&output)
    show(.plain, &output)
    self = MarkdownStyler()
    return output
  }

  /// The bytes that were kept back, which are all the same.
  var heldMarks: (mark: UInt8, count: Int)? { held.first.map { ($0, held.count) } }

  /// Keeps back a mark until it is known what it means.
  mutating func hold(_ byte: UInt8) { held.append(byte) }

  /// Prints the bytes that were kept back.
  mutating func release(_ output: inout [UInt8]) {
    for byte in held { emit(byte, &output) }
    held.removeAll(keepingCapacity: true)
  }

  /// Prints a byte as it should look now.
  mutating func emit(_ byte: UInt8, _ output: inout [UInt8]) {
    show(byte == Self.newline ? .plain : look, &output)
    output.append(byte)
    position.advance(over: byte)
  }

  private var look: Look {
    if fence != nil { return Look(isCode: true) }
    return Look(isBold: isHeading || isStrong, isCode: inline != .text)
  }

  private mutating func show(_ look: Look, _ output: inout [UInt8]) {
    guard look != shown else { return }
    if shown != .plain { output += TextStyle.end.utf8 }
    output += look.start.utf8
    shown = look
  }

  static let newline = UInt8(ascii: "\n")
}
