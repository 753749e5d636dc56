import Constraints
import Edits
import Outlines
import Prompting
import TextModel

/// Lets a model write search-and-replace blocks, each held to lines that stand in the file.
///
/// A block is made of answers of its own: the name of the place, the lines to be found there, the
/// lines for them. What comes next is held to the lines that no block before has replaced, so that
/// blocks cannot contradict each other, whatever the model is.
struct BlockWriter {
  enum Ending: Equatable {
    case replacements([LineReplacement])
    case problem(String)
    /// The model wrote more than it may.
    case cut
    case cancelled
  }

  struct Answer: Equatable {
    var ending: Ending
    /// All that the assistant has said, for a conversation that goes on.
    var written: String
    /// Neighbours that a function came with, in other code, which was left out.
    var changedNeighbours: [String] = []
  }

  private let file: CodeFile
  private let instruction: String
  private let rules: BlockRules
  private let prompt: [Message]
  private let turns: ModelTurns

  private var replacements: [LineReplacement] = []
  /// How many blocks were written, also those that change nothing.
  private var blockCount = 0
  /// All that the assistant has said.
  private var written: String
  private var tokensLeft: Int
  private var changedNeighbours: [String] = []
  /// The regions that were changed as a whole.
  private var doneNames: Set<String> = []
  /// All that a block was begun for.
  private var chosenNames: Set<String> = []

  /// The most bytes of lines to be found.
  static let searchLimit = 4096
  /// An answer with more blocks goes round in circles.
  static let mostBlocks = 64
  /// So many functions that stay the same, before one changes, say that the model knows no place.
  static let mostUnchanged = 4
  /// Near the token limit the constraint ends a block, finished or not.
  static let steeredTokens = 32

  /// - Parameters:
  ///   - prompt: the conversation; its last message is the beginning of the answer.
  ///   - maxTokens: the most tokens of all blocks together.
  init(
    check: RewriteCheck, rules: BlockRules, prompt: [Message], maxTokens: Int, turns: ModelTurns
  ) {
    file = check.file
    instruction = check.instruction
    self.rules = rules
    self.prompt = prompt
    self.turns = turns
    tokensLeft = maxTokens
    written = prompt.last?.content ?? ""
  }

  /// Asks for one block after the other until the model has no more.
  ///
  /// - Throws: the errors of the model.
  mutating func write() throws -> Answer {
    var ending: Ending?
    while ending == nil, blockCount < Self.mostBlocks { ending = try writeBlock() }
    return Answer(
      ending: ending ?? finished ?? .problem(Self.same), written: written,
      changedNeighbours: changedNeighbours)
  }

  /// Adds a block; or tells how the whole answer ends.
  private mutating func writeBlock() throws -> Ending? {
    var region: EditRegion?
    if !rules.regions.isEmpty {
      switch try choosePlace() {
      case .region(let chosen): region = chosen
      case .ending(let ending): return ending
      }
    }
    var block: Written?
    if let region, region.isWhole { block = try wholeBlock(region) }
    if block == nil { block = try lineBlock(in: region) }
    guard let block else { return finished ?? .problem(Self.noPlace) }
    if let ending = block.ending { return ending }
    blockCount += 1
    return note(block)
  }

  private static let same = "the new lines are the same as the old ones."

  private static let noPlace =
    "no lines of it can be searched for: none are unique within \(searchLimit) bytes."

  /// The end of an answer that has blocks already.
  private var finished: Ending? { replacements.isEmpty ? nil : .replacements(replacements) }

  // MARK: The place

  /// The regions that have to have a block and have none yet.
  private var due: [EditRegion] {
    rules.areAll ? rules.named.filter { !chosenNames.contains($0.name) } : []
  }

  private enum Place {
    case region(EditRegion)
    case ending(Ending)
  }

  /// Lets the model name a region that no block has changed as a whole.
  private mutating func choosePlace() throws -> Place {
    let isFirst = blockCount == 0
    let due = due
    let isHeld = isFirst && !rules.named.isEmpty || rules.areAll
    let candidates = !due.isEmpty ? due : isHeld ? rules.named : rules.regions
    let open = candidates.filter { !doneNames.contains($0.name) }
    guard !open.isEmpty else { return .ending(finished ?? .problem(Self.same)) }
    let name = Constraint.sequence([.choice(open.map(\.name)), .literal(BlockPrompt.placeEnd)])
    let next = Constraint.sequence([.literal(BlockPrompt.placeOpening), name])
    let mayEnd = Constraint.optional(.either([next, .literal("```")]))
    let (text, summary) = try ask(
      constraint: isFirst ? name : due.isEmpty ? mayEnd : next, stops: [])
    if summary.stopReason == .cancelled { return .ending(.cancelled) }
    guard tokensLeft > Self.steeredTokens else { return .ending(.cut) }
    var named = text[...]
    if named.hasPrefix(BlockPrompt.placeOpening) {
      named = named.dropFirst(BlockPrompt.placeOpening.count)
    } else if !isFirst {
      return .ending(finished ?? .problem(Self.same))
    }
    guard let region = open.first(where: { named == $0.name + BlockPrompt.placeEnd }) else {
      return .ending(finished ?? .problem("'\(named.prefix(60))' is no place in the code."))
    }
    written += (isFirst ? "" : BlockPrompt.placeOpening) + region.name + BlockPrompt.placeEnd
    chosenNames.insert(region.name)
    return .region(region)
  }

  // MARK: The lines

  /// A block as it was written, and what to do with it.
  private struct Written {
    var lines: ClosedRange<Int>?
    var search = ""
    var replacement = ""
    var isFunction = false
    var ending: Ending?
  }

  /// The new text of a function, whose old one is the search; nil where a block has changed it.
  private mutating func wholeBlock(_ region: EditRegion) throws -> Written? {
    guard let lines = region.lines.first,
      !replacements.contains(where: { $0.lines.overlaps(lines) })
    else { return nil }
    doneNames.insert(region.name)
    let old = file.text(of: lines)
    written += rules.marks.search + "\n" + old + rules.marks.divider + "\n"
    let (text, summary) = try ask(
      constraint: replacementForm, stops: ["\n" + rules.marks.replace])
    var block = Written(lines: lines, search: old, isFunction: true)
    block.ending = ending(summary, isWhole: true)
    block.replacement = SearchBlock.replacement(text, marks: rules.marks)
    written += block.replacement + rules.marks.replace + "\n"
    return block
  }

  /// Lines that the model searches for, and those in their place; nil where there is no such line.
  private mutating func lineBlock(in region: EditRegion?) throws -> Written? {
    let isNext = region == nil && blockCount > 0
    if region != nil { written += rules.marks.search + "\n" }
    let form = lineForm(runs(in: region?.lines ?? rules.shown))
    let mark = Constraint.literal(rules.marks.search + "\n")
    let next = Constraint.optional(.either([.sequence([mark, form]), .literal("```")]))
    let asked: (text: String, summary: GenerationSummary)
    do {
      asked = try ask(
        constraint: isNext ? next : form, stops: ["\n" + rules.marks.replace])
    } catch ConstraintError.noUniqueLines {
      return nil
    }
    guard let block = SearchBlock(asked.text, marks: rules.marks) else {
      let none = Ending.problem("the answer is no search/replace block.")
      return Written(ending: ending(asked.summary, isWhole: false) ?? finished ?? none)
    }
    written += (isNext ? rules.marks.search + "\n" : "") + block.written(rules.marks)
    var result = Written(search: block.search, replacement: block.replacement)
    result.lines = lines(of: block.search)
    result.ending = ending(asked.summary, isWhole: true)
    return result
  }

  /// Lines of some runs that stand in the file once, and those in their place.
  private func lineForm(_ runs: [Range<Int>]) -> Constraint {
    let search = Constraints.LineSearch(
      file.searchBytes, byteLimit: Self.searchLimit, ending: .anyUniqueLine, runs: runs)
    return .sequence([.lines(search), .literal(rules.marks.divider + "\n"), replacementForm])
  }

  /// Any lines up to the mark behind them, or none.
  private var replacementForm: Constraint {
    .either([
      .literal(rules.marks.replace), .free(FreeText(until: "\n" + rules.marks.replace)),
    ])
  }

  /// Some lines of the file without those that are replaced, counted from 0.
  private func runs(in lines: [ClosedRange<Int>]) -> [Range<Int>] {
    let taken = replacements.map(\.lines).sorted { $0.lowerBound < $1.lowerBound }
    return lines.flatMap { shown in
      var runs: [Range<Int>] = []
      var first = shown.lowerBound
      for lines in taken where lines.overlaps(shown) {
        if lines.lowerBound > first { runs.append(first - 1..<lines.lowerBound - 1) }
        first = lines.upperBound + 1
      }
      if first <= shown.upperBound { runs.append(first - 1..<shown.upperBound) }
      return runs
    }
  }

  /// The one place of the file where some lines stand.
  private func lines(of search: String) -> ClosedRange<Int>? {
    Constraints.LineSearch(file.searchBytes).lines(of: Array(search.utf8)).map {
      $0.lowerBound + 1...$0.upperBound
    }
  }

  // MARK: What becomes of a block

  /// Adds a block to the others, or tells what is wrong with it.
  private mutating func note(_ block: Written) -> Ending? {
    guard let lines = block.lines else {
      return finished
        ?? .problem("the lines to be replaced are not at exactly one place of the code.")
    }
    guard
      rules.shown.contains(where: { $0.contains(lines.lowerBound) && $0.contains(lines.upperBound) }
      ),
      !replacements.contains(where: { $0.lines.overlaps(lines) })
    else {
      return finished ?? .problem("the lines to be replaced are none of those that can be.")
    }
    let text: String
    if block.isFunction, block.replacement[...].isCode {
      let own = function(lines, block)
      if let problem = own.problem { return finished ?? .problem(problem) }
      text = own.text
    } else {
      let new = RepeatedEdges(of: lines, in: file).trimmed(block.replacement)
      text = Indentation.aligned(new, with: block.search)
    }
    guard text != block.search else {
      // After a block that changes something it says that there is no more to do. Before, a function
      // that is the same is out of the way; lines could be written again and again.
      if block.isFunction, !due.isEmpty { return nil }
      let mayGoOn = block.isFunction && blockCount < Self.mostUnchanged
      return finished ?? (mayGoOn ? nil : .problem(Self.same))
    }
    replacements.append(LineReplacement(lines: lines, text: text))
    return nil
  }

  /// A function without what stands elsewhere in the file, as whole lines.
  private mutating func function(
    _ lines: ClosedRange<Int>, _ block: Written
  ) -> (text: String, problem: String?) {
    let unit = file.outline?.units.first { $0.lines == lines }
    let check = RewriteCheck(
      file: file, piece: CodePiece(title: "", lines: lines, unit: unit, text: block.search),
      instruction: instruction)
    let own = check.own(block.replacement)
    changedNeighbours += own.changedNeighbours.filter { !changedNeighbours.contains($0) }
    let text = check.finished(own.code)
    return (text.utf8.last == 0x0A ? text : text + "\n", own.problem)
  }

  /// How the whole answer ends where this part of it has no end of its own.
  ///
  /// - Parameter isWhole: whether the constraint was met, be it by the limit.
  private func ending(_ summary: GenerationSummary, isWhole: Bool) -> Ending? {
    switch summary.stopReason {
    case .cancelled: .cancelled
    case .tokenLimit, .contextFull: .cut
    default: isWhole && tokensLeft < Self.steeredTokens ? .cut : nil
    }
  }

  private mutating func ask(
    constraint: Constraint, stops: [String]
  ) throws -> (text: String, summary: GenerationSummary) {
    let messages = prompt.dropLast() + [Message(.assistant, written)]
    let answer = try turns.ask(
      Array(messages), maxTokens: max(1, tokensLeft), stops: stops, constraint: constraint)
    tokensLeft -= answer.summary.generatedTokens
    return answer
  }
}
