/// Which texts may be written: a set of byte sequences that a model is held to while it writes.
///
/// A value describes; `ConstraintAutomaton` compiles it and `TokenMasker` says which tokens of a
/// vocabulary may come next. All that a constraint lets through is valid UTF-8.
package indirect enum Constraint: Sendable, Equatable {
  /// Exactly this text.
  case literal(String)
  /// One of these texts.
  case choice([String])
  /// One character of a set.
  case characters(ScalarSet)
  /// One after the other.
  case sequence([Constraint])
  /// Any one of them.
  case either([Constraint])
  /// It or nothing.
  case optional(Constraint)
  /// At least `atLeast` times and at most `atMost` times; nil sets no bound.
  ///
  /// What is repeated must not match the empty text.
  case repeated(Constraint, atLeast: Int = 0, atMost: Int? = nil)
  /// A rule of the innermost grammar around that has one of this name.
  case rule(String)
  /// Rules that may refer to each other, and where to start.
  case grammar([GrammarRule], start: String)
  /// JSON without spaces that a schema allows.
  case json(JSONSchema)
  /// Whole lines that stand in a text at one place only.
  case lines(LineSearch)
  /// Any text up to a trigger.
  case free(FreeText)
}

/// A rule of a grammar; it may refer to itself, but not before it has matched a byte.
package struct GrammarRule: Sendable, Equatable {
  package var name: String
  package var body: Constraint

  package init(_ name: String, _ body: Constraint) {
    self.name = name
    self.body = body
  }
}

/// Any text that ends with a trigger, which is part of it and is in it once.
package struct FreeText: Sendable, Equatable {
  /// What ends it; not empty.
  package var trigger: String
  /// The most characters (Unicode scalars) it may have, trigger included; nil sets no bound.
  ///
  /// When it nears, only the trigger is possible.
  package var limit: Int?
  /// Whether the model may end its answer before the trigger, so that nothing else follows.
  package var mayEndAnswer: Bool

  package init(until trigger: String, limit: Int? = nil, mayEndAnswer: Bool = false) {
    self.trigger = trigger
    self.limit = limit
    self.mayEndAnswer = mayEndAnswer
  }
}

/// A search for whole lines that stand in a text exactly once.
///
/// What is written is one or more consecutive lines, each followed by one line feed, the last one
/// too, and the text's own line endings (`\n` or `\r\n`) left out. It is unique among all runs of
/// whole lines: as lines, it matches at one place. Only lines of valid UTF-8 can be written.
package struct LineSearch: Sendable, Equatable {
  /// When the search ends.
  package enum Ending: Sendable, Equatable {
    /// With the first line that makes it unique; nothing else is possible there.
    case whenUnique
    /// With any line from the first that makes it unique, while the limit allows more lines.
    case anyUniqueLine
  }

  /// The text that is searched, as its file has it.
  package var text: [UInt8]
  /// The most bytes that may be written, line feeds included.
  ///
  /// A place whose shortest unique run of lines is longer cannot be reached.
  package var byteLimit: Int
  package var ending: Ending
  /// Where it may be found: runs of lines, counted from 0, in one of which it lies as a whole; nil
  /// for anywhere.
  ///
  /// It is unique among all lines of the text, those included where it may not be found.
  package var runs: [Range<Int>]?

  package init(
    _ text: [UInt8], byteLimit: Int = 4096, ending: Ending = .whenUnique,
    runs: [Range<Int>]? = nil
  ) {
    self.text = text
    self.byteLimit = byteLimit
    self.ending = ending
    self.runs = runs
  }
}
