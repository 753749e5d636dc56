import Prompting

/// How a model writes an edit.
package enum EditFormat: String, Sendable, CaseIterable {
  /// All of the new code.
  case whole
  /// Blocks of lines to be found and of lines in their place.
  case searchReplace = "search-replace"
  /// Whole where the code is short enough, and blocks elsewhere.
  case auto
}

/// What search-and-replace blocks of a piece of code are held to.
package struct BlockRules: Sendable, Equatable {
  var marks: BlockMarks
  /// The lines of the file that the prompt shows, counted from 1; only these can be searched for.
  var shown: [ClosedRange<Int>]
  /// The parts of it that have names; none where the model goes to lines at once.
  var regions: [EditRegion]
  /// Those in one of which the first block has to be; empty for any.
  var named: [EditRegion]
  /// Whether each of those has to have a block, and nothing else may have one.
  var areAll = false

  /// What the answer begins with.
  var opening: String { regions.isEmpty ? marks.search + "\n" : BlockPrompt.placeOpening }
}
