/// The texts around a request to edit code by search-and-replace blocks.
package enum BlockPrompt {
  package static let system =
    "You are a precise programmer. You change the code that you are given exactly as you are"
    + " told, keep everything else as it is, and answer with search/replace blocks only."

  /// The heading of code of which only parts are shown.
  package static func partsHeading(_ title: String) -> String { "Parts of the code of `\(title)`:" }

  /// The line that stands for lines which are not shown.
  package static func gap(_ lines: ClosedRange<Int>) -> String {
    lines.count == 1
      ? "[line \(lines.lowerBound) is not shown]"
      : "[lines \(lines.lowerBound) to \(lines.upperBound) are not shown]"
  }

  /// What stands before and after the name of a place.
  package static let placeOpening = "In `"
  package static let placeEnd = "`:\n"
  /// The name of what is in no function and no type.
  package static let rest = "<top level>"

  /// - Parameter hasPlaces: whether a block begins with the name of its place.
  package static func instruction(
    _ words: String, marks: BlockMarks, hasPlaces: Bool
  ) -> String {
    let named = ", below the name of its function or type:\n\(placeOpening)name\(placeEnd)"
    return """
      Change this code so: \(words)
      Write a block for each place that has to change\(hasPlaces ? named : ":\n")\(marks.search)
      the old lines, exactly as they stand above
      \(marks.divider)
      the new lines that replace them
      \(marks.replace)
      Keep all other code as it is. Answer with only the blocks.
      """
  }

  /// What follows an answer that cannot be used.
  package static func retry(_ problem: String) -> String {
    """
    This edit cannot be used: \(problem)
    Write all of the blocks again without this problem. Answer with only the blocks.
    """
  }
}
