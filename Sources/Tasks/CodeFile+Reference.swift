import Diffs
import Outlines
import Workspace

extension CodeFile {
  /// More lines than these are not shown beside a piece.
  private static let referenceLimit = 60

  /// What of the file a model should see beside a piece: what names in the instruction are, what
  /// the type around the piece holds, and the types of values that the piece handles.
  ///
  /// It is little by intent: the whole file takes several times as long to read, and made no more
  /// edits right (Documentation/Quality.md).
  ///
  /// - Returns: the text of whole units, in their order; empty where there are none.
  func reference(for piece: CodePiece, instruction: String) -> String {
    guard let outline, piece.unit != nil else { return "" }
    let spoken = SpokenNames(in: instruction)
    let used = Self.words(in: piece.text)
    let table = LineTable(text)
    var texts: [String] = []
    var count = 0
    for (index, unit) in outline.units.enumerated() where !unit.lines.overlaps(piece.lines) {
      let isWanted =
        spoken.contains(unit.name) || Self.holdsFields(of: piece, unit)
        || used.contains(unit.name) && Self.isRecord(index, in: outline)
      // What is rewritten in a prompt of its own would be written here as well.
      let isRewritten = pieces.contains { $0 != piece && $0.lines.overlaps(unit.lines) }
      guard isWanted, !isRewritten, count + unit.lines.count <= Self.referenceLimit else {
        continue
      }
      count += unit.lines.count
      texts.append(String(table[unit.lines]))
    }
    // A unit's text ends with its line end, so that this is a blank line.
    return texts.joined(separator: "\n")
  }

  /// Whether a unit makes the values of the type that a piece stands in.
  private static func holdsFields(of piece: CodePiece, _ unit: CodeUnit) -> Bool {
    guard let container = piece.unit?.container, !container.isEmpty else { return false }
    return unit.container == container
      && (unit.kind == .initializer || ["__init__", "constructor"].contains(unit.name))
  }

  /// Whether a unit is a type without functions.
  private static func isRecord(_ index: Int, in outline: FileOutline) -> Bool {
    outline.units[index].kind == .type && !outline.units.contains { $0.parent == index }
  }

  private static func words(in text: String) -> Set<String> {
    Set(text.split { !$0.isNamePart }.map(String.init))
  }
}
