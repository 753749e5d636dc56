import Outlines
import Workspace

/// Some functions and types of a longer piece, as a model answers that was asked for all of it.
///
/// What it leaves out is meant to stay: a small model writes only the function that the instruction
/// is about. So what is there takes the place of what was there, and the rest stays as it was.
struct PartialAnswer {
  /// The piece with the new code in it.
  let merged: String
  /// What the answer had.
  let names: [String]

  /// - Returns: nil where the answer is no such part: it has all, something new outside of functions
  ///   and types, or the instruction speaks of taking away.
  init?(_ code: String, of check: RewriteCheck) {
    let words = check.instruction.lowercased()
    guard check.piece.unit == nil, let language = check.file.language,
      !Self.removals.contains(where: words.contains)
    else { return nil }
    let old = FileOutline(of: check.piece.text, language: language).units.filter {
      $0.parent == nil
    }
    let new = FileOutline(of: code, language: language).units.filter { $0.parent == nil }
    guard !new.isEmpty, new.count < old.count, !check.lostUnits(in: code).isEmpty else {
      return nil
    }
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    guard Self.hasNothingElse(lines, new, check.piece) else { return nil }
    var replacements: [LineReplacement] = []
    for unit in new {
      let twins = old.filter { $0.qualifiedName == unit.qualifiedName && $0.kind == unit.kind }
      guard twins.count == 1, let twin = twins.first,
        !replacements.contains(where: { $0.lines == twin.lines })
      else { return nil }
      let text = lines[unit.lines.lowerBound - 1..<unit.lines.upperBound].joined(separator: "\n")
      guard let finished = Self.finished(text, twin, check) else { return nil }
      replacements.append(LineReplacement(lines: twin.lines, text: finished + "\n"))
    }
    merged = check.piece.text.replacing(replacements, first: 1)
    names = new.map(\.name)
  }

  /// Words after which what is missing may be meant to be.
  private static let removals = [
    "remove", "delete", "drop", "get rid", "take out", "take away", "inline", "merge", "move",
    "split", "replace", "only", "unused", "rename",
  ]

  /// Whether all that stands outside of the units stands in the piece, too.
  private static func hasNothingElse(
    _ lines: [Substring], _ units: [CodeUnit], _ piece: CodePiece
  ) -> Bool {
    let old = Set(piece.text.split(separator: "\n").map(\.trimmed))
    return lines.enumerated().allSatisfy { index, line in
      !line.isCode || old.contains(line.trimmed)
        || units.contains { $0.lines.contains(index + 1) }
    }
  }

  /// A unit as it comes into the piece; nil where it has lost some of its own units.
  private static func finished(_ text: String, _ twin: CodeUnit, _ check: RewriteCheck) -> String? {
    let first = check.piece.lines.lowerBound - 1
    let lines = twin.lines.lowerBound + first...twin.lines.upperBound + first
    let piece = CodePiece(
      title: check.piece.title, lines: lines, unit: twin, text: check.file.text(of: lines))
    let part = RewriteCheck(file: check.file, piece: piece, instruction: check.instruction)
    return part.lostUnits(in: text).isEmpty ? part.finished(text) : nil
  }
}
