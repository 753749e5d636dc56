extension MarkdownStyler {
  /// Takes the next byte of the stream.
  mutating func take(_ byte: UInt8, _ output: inout [UInt8]) {
    if byte == Self.newline { return endLine(&output) }
    if fence != nil { return takeFenced(byte, &output) }
    switch inline {
    case .text:
      takeText(byte, &output)
    case .opening(let count, let beginsLine):
      if byte == Self.backtick {
        inline = .opening(count + 1, beginsLine: beginsLine)
        emit(byte, &output)
      } else {
        endOpening(count, beginsLine)
        take(byte, &output)
      }
    case .code(let length, let seen):
      takeCode(byte, length, seen, &output)
    }
  }

  /// Decides what the backticks before this byte began.
  private mutating func endOpening(_ count: Int, _ beginsLine: Bool) {
    if beginsLine, count >= Self.fenceLength {
      inline = .text
      fence = Fence(mark: Self.backtick, length: count, column: position.column - count)
    } else {
      inline = .code(length: count, seen: 0)
    }
  }

  private mutating func takeCode(
    _ byte: UInt8, _ length: Int, _ seen: Int, _ output: inout [UInt8]
  ) {
    if byte == Self.backtick {
      inline = .code(length: length, seen: seen + 1)
    } else if seen == length {
      inline = .text
      return takeText(byte, &output)
    } else {
      inline = .code(length: length, seen: 0)
    }
    emit(byte, &output)
  }

  private mutating func takeFenced(_ byte: UInt8, _ output: inout [UInt8]) {
    guard var block = fence else { return }
    if block.isOpening {
      if byte != block.mark {
        block.seen = nil
      } else if block.mark == Self.backtick {
        // No fence has backticks after its first ones: the line is code like any other.
        fence = nil
        inline = .code(length: block.length, seen: 1)
        return emit(byte, &output)
      } else if block.seen != nil {
        block.length += 1
      }
    } else {
      block.seen = seen(in: block, after: byte)
    }
    fence = block
    emit(byte, &output)
  }

  /// How many marks that could end the block the line has after this byte.
  private func seen(in block: Fence, after byte: UInt8) -> Int? {
    guard let seen = block.seen else { return nil }
    if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { return seen }
    guard byte == block.mark else { return nil }
    if seen == 0 { return position.column < block.column + Self.codeIndent ? 1 : nil }
    return position.last == block.mark ? seen + 1 : nil
  }

  private mutating func takeText(_ byte: UInt8, _ output: inout [UInt8]) {
    if let held = heldMarks {
      if held.mark == byte, held.count < Self.longest(held.mark) {
        hold(byte)
        if byte == Self.tilde, held.count + 1 == Self.fenceLength { beginTildes(&output) }
        return
      }
      let isTooLong = held.mark == byte
      settle(held.mark, held.count, isTooLong: isTooLong, isAtSpace(byte), &output)
    }
    if position.isEscaped { return emit(byte, &output) }
    switch byte {
    case Self.backtick:
      inline = .opening(1, beginsLine: position.canBeginBlock)
      emit(byte, &output)
    case Self.star where position.last != Self.star: hold(byte)
    case Self.hash where position.canBeginBlock && position.column < Self.codeIndent: hold(byte)
    case Self.tilde where position.canBeginBlock: hold(byte)
    default: emit(byte, &output)
    }
  }

  /// Begins a block of code with the tildes that were kept back.
  private mutating func beginTildes(_ output: inout [UInt8]) {
    fence = Fence(
      mark: Self.tilde, length: Self.fenceLength, column: position.column,
      seen: Self.fenceLength)
    release(&output)
  }

  /// Decides what the marks that were kept back mean, and prints them.
  private mutating func settle(
    _ mark: UInt8, _ count: Int, isTooLong: Bool, _ isBeforeSpace: Bool, _ output: inout [UInt8]
  ) {
    var ends = false
    switch mark {
    case Self.hash: isHeading = isBeforeSpace && !isTooLong
    case Self.star where count >= 2 && !isTooLong:
      ends = isStrong && !position.isAfterSpace
      isStrong = isStrong || (!isBeforeSpace && position.canBeginStrong)
    default: break
    }
    release(&output)
    if ends { isStrong = false }
  }

  private mutating func endLine(_ output: inout [UInt8]) {
    if let held = heldMarks { settle(held.mark, held.count, isTooLong: false, true, &output) }
    if case .opening(let count, let beginsLine) = inline { endOpening(count, beginsLine) }
    if var block = fence {
      let ends = !block.isOpening && (block.seen ?? 0) >= block.length
      block.isOpening = false
      block.seen = 0
      fence = ends ? nil : block
    }
    inline = .text
    isHeading = false
    isStrong = false
    emit(Self.newline, &output)
  }

  private func isAtSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// The most marks of a kind that mean anything.
  private static func longest(_ mark: UInt8) -> Int { mark == hash ? 6 : 3 }

  /// The fewest marks of a fence.
  private static let fenceLength = 3
  /// The column from which a line is code of its own and no mark.
  private static let codeIndent = 4
  private static let backtick = UInt8(ascii: "`")
  private static let star = UInt8(ascii: "*")
  private static let hash = UInt8(ascii: "#")
  private static let tilde = UInt8(ascii: "~")
}

extension MarkdownStyler.Position {
  /// Goes on over a byte that was printed.
  mutating func advance(over byte: UInt8) {
    if byte == MarkdownStyler.newline {
      self = Self()
      return
    }
    column += byte == UInt8(ascii: "\t") ? 4 : 1
    isAfterBlockMarks = isAfterBlockMarks && Self.isBlockMark(byte)
    isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    last = byte
  }

  /// Whether a heading or a fence can stand after the byte: white space, bullets, numbers.
  private static func isBlockMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "*"), UInt8(ascii: "."), UInt8(ascii: ")"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// Whether a heading or a fence can begin here.
  var canBeginBlock: Bool { isAfterBlockMarks && isAfterSpace }

  /// Whether white space or the beginning of the line stands before.
  var isAfterSpace: Bool {
    [MarkdownStyler.newline, UInt8(ascii: " "), UInt8(ascii: "\t")].contains(last)
  }

  /// Whether `**` can begin here: not within a word, nor after what it could raise to a power.
  var canBeginStrong: Bool {
    switch last {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: ")"),
      UInt8(ascii: "]"):
      false
    default: true
    }
  }
}
