extension String {
  /// The number of terminal cells that the text takes, as far as Unicode tells it.
  ///
  /// Control characters count as nothing, so the text must have none that move the cursor.
  package var displayWidth: Int {
    reduce(0) { $0 + $1.displayWidth }
  }

  /// Returns the longest beginning of the text that fits into so many cells, with an ellipsis at
  /// its end where something was left out.
  package func truncated(toWidth width: Int) -> String {
    guard displayWidth > width else { return self }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in self {
      used += character.displayWidth
      if used > width - 1 { break }
      kept.append(character)
    }
    return kept + "…"
  }
}

extension Character {
  /// The number of terminal cells of the character: 0, 1 or 2.
  ///
  /// A cluster is as wide as its widest scalar; an emoji selector makes it wide.
  package var displayWidth: Int {
    if let byte = asciiValue { return byte < 0x20 || byte == 0x7f ? 0 : 1 }
    var width = 0
    for scalar in unicodeScalars {
      if scalar.value == 0xfe0f && width == 1 { return 2 }
      width = max(width, scalar.displayWidth)
    }
    return width
  }
}

extension Unicode.Scalar {
  /// The number of terminal cells of the scalar on its own.
  fileprivate var displayWidth: Int {
    if value == 0xad { return 1 }
    // The vowels and final consonants of a Korean syllable stand on its first letter.
    if (0x1160...0x11ff).contains(value) { return 0 }
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator:
      return 0
    default:
      return isWide ? 2 : 1
    }
  }

  /// Whether the scalar is East Asian wide or shown as an emoji by default.
  private var isWide: Bool {
    if value < 0x1100 { return false }
    return properties.isEmojiPresentation || Self.wideRanges.contains { $0.contains(value) }
  }

  /// The ranges of East Asian width W and F (Unicode 15), with emoji left to their own property
  /// and unassigned scalars inside a block taken as wide.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf,
    0x4e00...0x9fff, 0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff,
    0xfe10...0xfe19, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18dff,
    0x1aff0...0x1b2ff, 0x1f200...0x1f2ff, 0x20000...0x3fffd,
  ]
}
