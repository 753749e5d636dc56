/// A constraint as steps that lead to each other; only leaves consume bytes.
struct ConstraintProgram: Sendable {
  enum Step: Sendable {
    /// Consume what the leaf says, then go on.
    case leaf(Leaf, next: Int)
    /// Go on at any of these.
    case branch([Int])
    /// Run the steps at `target` until `.ruleEnd`, then go on.
    case call(target: Int, next: Int)
    /// Run the body until `.loopEnd`, so many times, then go on.
    case loop(Loop)
    case loopEnd
    case ruleEnd
    /// The end of the whole.
    case accept
  }

  struct Loop: Sendable {
    var body: Int
    var atLeast: Int
    var atMost: Int?
    var next: Int
  }

  let steps: [Step]
  let start: Int
  /// For each step, the fewest bytes to the end of the rule or loop body that it is in.
  let distances: [Int]

  /// - Parameter ruleNames: the names of rules by the step that they begin with.
  /// - Throws: `ConstraintError` when no text, or text without an end, would satisfy it.
  init(_ steps: [Step], start: Int, ruleNames: [Int: String]) throws(ConstraintError) {
    self.steps = steps
    self.start = start
    distances = Self.distances(steps) { leaf, rest in leaf.need(leaf.start, rest: rest) }
    guard distances[start] < .unreachable else { throw .impossible }
    // An answer that ends early is no empty match: what follows is not reached then.
    let strict = Self.distances(steps) { leaf, rest in .bytes(leaf.distance(leaf.start), rest) }
    for case .loop(let loop) in steps where strict[loop.body] == 0 { throw .emptyRepetition }
    var search = LeftRecursion(steps: steps, isEmpty: strict.map { $0 == 0 }, names: ruleNames)
    for index in steps.indices { try search.visit(index) }
  }

  /// The fewest bytes from each step, by relaxing until nothing changes.
  private static func distances(
    _ steps: [Step], need: (any LeafAutomaton, Int) -> Int
  ) -> [Int] {
    var distances = [Int](repeating: .unreachable, count: steps.count)
    var isChanged = true
    while isChanged {
      isChanged = false
      // What is built last comes first in a text, so most steps are right after one round.
      for (index, step) in steps.enumerated() {
        let distance = distance(of: step, distances, need)
        if distance < distances[index] {
          distances[index] = distance
          isChanged = true
        }
      }
    }
    return distances
  }

  private static func distance(
    of step: Step, _ distances: [Int], _ need: (any LeafAutomaton, Int) -> Int
  ) -> Int {
    switch step {
    case .leaf(let leaf, let next): need(leaf.automaton, distances[next])
    case .branch(let targets): targets.reduce(.unreachable) { min($0, distances[$1]) }
    case .call(let target, let next): .bytes(distances[target], distances[next])
    case .loop(let loop):
      .bytes(
        loop.atLeast == 0 ? 0 : .bytes(distances[loop.body], times: loop.atLeast),
        distances[loop.next])
    case .loopEnd, .ruleEnd, .accept: 0
    }
  }
}

/// Looks for rules that come back to themselves without a byte.
private struct LeftRecursion {
  private enum Mark { case unseen, open, done }

  let steps: [ConstraintProgram.Step]
  let isEmpty: [Bool]
  let names: [Int: String]
  private var marks: [Mark]

  init(steps: [ConstraintProgram.Step], isEmpty: [Bool], names: [Int: String]) {
    self.steps = steps
    self.isEmpty = isEmpty
    self.names = names
    marks = [Mark](repeating: .unseen, count: steps.count)
  }

  /// Follows everything that is reached from a step without a byte, with a stack of its own.
  mutating func visit(_ root: Int) throws(ConstraintError) {
    guard marks[root] == .unseen else { return }
    var path: [(step: Int, rest: [Int])] = [(root, successors(of: root))]
    marks[root] = .open
    while let top = path.last {
      guard let next = top.rest.last else {
        marks[top.step] = .done
        path.removeLast()
        continue
      }
      path[path.count - 1].rest.removeLast()
      switch marks[next] {
      case .done: continue
      case .open:
        let cycle = path.drop { $0.step != next }
        throw .leftRecursion(rule: cycle.compactMap { [names] in names[$0.step] }.first ?? "")
      case .unseen:
        marks[next] = .open
        path.append((next, successors(of: next)))
      }
    }
  }

  private func successors(of index: Int) -> [Int] {
    switch steps[index] {
    case .leaf(let leaf, let next):
      leaf.automaton.canEnd(leaf.automaton.start) ? [next] : []
    case .branch(let targets): targets
    case .call(let target, let next): isEmpty[target] ? [target, next] : [target]
    case .loop(let loop): loop.atLeast == 0 ? [loop.body, loop.next] : [loop.body]
    case .loopEnd, .ruleEnd, .accept: []
    }
  }
}
