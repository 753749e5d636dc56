import Outlines
import Workspace

/// A file too long for a prompt, cut into parts of which those are shown that an instruction fits.
struct FileParts {
  private struct Part {
    var lines: ClosedRange<Int>
    var text: String
    var score: Double
  }

  private let parts: [Part]

  /// Lines of a text without functions are taken by so many, and functions that are longer cut.
  private static let runLength = 40
  private static let unitLength = 120
  /// What the line costs that stands for what is left out.
  private static let gapTokens = 14

  /// - Parameter words: the instruction.
  init(of file: CodeFile, _ piece: CodePiece, words: String) {
    let table = LineTable(file.text)
    let runs = Self.runs(of: file, piece.lines)
    let texts = runs.map { String(table[$0.lines]) }
    let ranking = WordRanking(query: words, texts: texts, names: runs.map(\.name))
    parts = zip(runs, texts).enumerated().map { index, run in
      Part(lines: run.0.lines, text: run.1, score: ranking.scores[index])
    }
  }

  /// The lines of the parts that fit the instruction best and cost at most so many tokens.
  ///
  /// Equal ones are taken from the top. Neighbours are one run of lines.
  func best(within budget: Int, count: (String) -> Int) -> [ClosedRange<Int>] {
    let ranked = parts.sorted {
      ($1.score, $0.lines.lowerBound) < ($0.score, $1.lines.lowerBound)
    }
    var left = budget
    var chosen: [ClosedRange<Int>] = []
    for part in ranked {
      let cost = count(part.text) + Self.gapTokens
      guard cost <= left else { continue }
      left -= cost
      chosen.append(part.lines)
    }
    return Self.merged(chosen.sorted { $0.lowerBound < $1.lowerBound })
  }

  private static func merged(_ runs: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
    runs.reduce(into: []) { merged, run in
      if let last = merged.last, last.upperBound + 1 == run.lowerBound {
        merged[merged.count - 1] = last.lowerBound...run.upperBound
      } else {
        merged.append(run)
      }
    }
  }

  // MARK: Cutting

  private struct Run {
    var lines: ClosedRange<Int>
    /// The name of the function, where it is one.
    var name: String
  }

  /// All lines of a piece as functions and what stands between them.
  private static func runs(of file: CodeFile, _ lines: ClosedRange<Int>) -> [Run] {
    var runs: [Run] = []
    var next = lines.lowerBound
    for unit in outerFunctions(file.outline) {
      let unitLines = unit.lines.clamped(to: lines)
      guard unit.lines.overlaps(lines), unitLines.lowerBound >= next else { continue }
      cut(next, before: unitLines.lowerBound, by: runLength, "", into: &runs)
      cut(
        unitLines.lowerBound, before: unitLines.upperBound + 1, by: unitLength, unit.name,
        into: &runs)
      next = unitLines.upperBound + 1
    }
    cut(next, before: lines.upperBound + 1, by: runLength, "", into: &runs)
    return runs
  }

  private static func cut(
    _ first: Int, before end: Int, by length: Int, _ name: String, into runs: inout [Run]
  ) {
    for start in stride(from: first, to: end, by: length) {
      runs.append(Run(lines: start...min(start + length, end) - 1, name: name))
    }
  }

  /// The functions that stand in no other function, in the order of their lines.
  private static func outerFunctions(_ outline: FileOutline?) -> [CodeUnit] {
    let units = outline?.units ?? []
    let outer = units.filter { unit in
      var parent = unit.parent
      while let place = parent, units.indices.contains(place) {
        if !units[place].isContainer { return false }
        parent = units[place].parent
      }
      return !unit.isContainer
    }
    return outer.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
  }
}
