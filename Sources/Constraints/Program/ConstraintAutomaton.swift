/// A compiled constraint: reads bytes and knows which may follow.
///
/// From each state that it gives, an end can be reached with bytes of the alphabet alone. It keeps
/// what it has found out about stacks of rules, so it is used from one thread at a time.
package final class ConstraintAutomaton {
  typealias Thread = ConstraintState.Thread

  let program: ConstraintProgram
  private var frames = FrameArena()
  private var exits: [ExitKey: Exit] = [:]

  /// What may follow a leaf: the same for every state in which it can end.
  final class Exit {
    let threads: [Thread]
    let canEnd: Bool
    /// The bytes that any of the threads allows.
    let allowedBytes: ByteSet

    init(threads: [Thread], canEnd: Bool, allowedBytes: ByteSet) {
      self.threads = threads
      self.canEnd = canEnd
      self.allowedBytes = allowedBytes
    }
  }

  private struct ExitKey: Hashable {
    let step: Int32
    let frame: Int32
  }

  /// Compiles a constraint.
  ///
  /// - Parameter alphabet: the bytes that can be written; texts with others are left out.
  /// - Throws: `ConstraintError` when the description contradicts itself or no text is left.
  package init(
    _ constraint: Constraint, alphabet: ByteSet = .all
  ) throws(ConstraintError) {
    program = try ProgramBuilder.program(for: constraint, alphabet: alphabet)
  }

  /// The state before the first byte.
  package var start: ConstraintState {
    var reached = Reached()
    reach(program.start, FrameArena.none, &reached)
    return reached.state
  }

  /// The state after one more byte; nil when the byte is not allowed.
  package func next(_ state: ConstraintState, _ byte: UInt8) -> ConstraintState? {
    var reached = Reached()
    for thread in state.threads {
      guard let leaf = leaf(of: thread) else { continue }
      let next = leaf.next(thread.state, byte)
      guard next != .dead else { continue }
      enter(Thread(step: thread.step, frame: thread.frame, state: next), leaf, &reached)
    }
    return reached.isEmpty ? nil : reached.state
  }

  /// The state after some more bytes; nil when one of them is not allowed.
  package func next(_ state: ConstraintState, _ bytes: some Sequence<UInt8>) -> ConstraintState? {
    var state = state
    for byte in bytes {
      guard let next = next(state, byte) else { return nil }
      state = next
    }
    return state
  }

  /// The bytes that may follow.
  package func allowedBytes(_ state: ConstraintState) -> ByteSet {
    state.threads.reduce(into: ByteSet()) { set, thread in
      if let leaf = leaf(of: thread) { set.formUnion(leaf.allowedBytes(thread.state)) }
    }
  }

  /// The fewest bytes after which the text may end; 0 where it may end now.
  package func distance(_ state: ConstraintState) -> Int {
    if state.canEnd { return 0 }
    return state.threads.reduce(.unreachable) { least, thread in
      guard let leaf = leaf(of: thread) else { return least }
      return min(least, leaf.need(thread.state, rest: rest(of: thread)))
    }
  }

  /// The bytes that must follow because nothing else can, at most `limit` of them.
  ///
  /// They may be read together in place of asking a model for each.
  package func forcedBytes(after state: ConstraintState, limit: Int = 4096) -> [UInt8] {
    var bytes: [UInt8] = []
    var state = state
    while bytes.count < limit, !state.canEnd {
      let allowed = allowedBytes(state)
      guard allowed.count == 1, let byte = allowed.members.first,
        let next = next(state, byte)
      else { break }
      bytes.append(byte)
      state = next
    }
    return bytes
  }
}

extension ConstraintAutomaton {
  func leaf(at step: Int32) -> Leaf? {
    if case .leaf(let leaf, _) = program.steps[Int(step)] { leaf } else { nil }
  }

  private func leaf(of thread: Thread) -> (any LeafAutomaton)? { leaf(at: thread.step)?.automaton }

  /// The fewest bytes that must follow when the leaf of a thread has ended.
  func rest(of thread: Thread) -> Int {
    guard case .leaf(_, let next) = program.steps[Int(thread.step)] else { return .unreachable }
    return .bytes(program.distances[next], frames.rest(of: thread.frame))
  }

  /// What may follow the leaf of a thread when it ends.
  func exit(of thread: Thread) -> Exit {
    let key = ExitKey(step: thread.step, frame: thread.frame)
    if let known = exits[key] { return known }
    var reached = Reached()
    if case .leaf(_, let next) = program.steps[Int(thread.step)] {
      reach(next, thread.frame, &reached)
    }
    let state = reached.state
    let exit = Exit(
      threads: state.threads, canEnd: state.canEnd, allowedBytes: allowedBytes(state))
    // Stacks of loops with counts come and go; what is kept of them is thrown away now and then.
    if exits.count >= 1 << 14 { exits.removeAll(keepingCapacity: true) }
    exits[key] = exit
    return exit
  }

  /// The state with at most so many ways to go on: those that are nearest to an end.
  func thinned(_ state: ConstraintState, to count: Int) -> ConstraintState {
    guard state.threads.count > count else { return state }
    let needs = state.threads.map { thread in
      leaf(of: thread)?.need(thread.state, rest: rest(of: thread)) ?? .unreachable
    }
    let nearest = needs.indices.sorted { (needs[$0], $0) < (needs[$1], $1) }.prefix(count)
    var state = state
    state.threads = nearest.sorted().map { state.threads[$0] }
    return state
  }

  /// A state that allows the same continuations of at most `horizon` bytes.
  func canonical(_ state: ConstraintState, horizon: Int) -> ConstraintState {
    var state = state
    for index in state.threads.indices {
      guard let leaf = leaf(of: state.threads[index]) else { continue }
      state.threads[index].state = leaf.canonical(state.threads[index].state, horizon: horizon)
    }
    return state
  }
}

extension ConstraintAutomaton {
  /// What is reached without consuming a byte.
  struct Reached {
    private(set) var threads: Set<Thread> = []
    private var places: Set<Place> = []
    var canEnd = false

    struct Place: Hashable {
      let step: Int
      let frame: Int32
    }

    var isEmpty: Bool { threads.isEmpty && !canEnd }

    /// Notes a place; false when it was there before.
    mutating func insert(_ step: Int, _ frame: Int32) -> Bool {
      places.insert(Place(step: step, frame: frame)).inserted
    }

    mutating func insert(_ thread: Thread) { threads.insert(thread) }

    /// The state, with its threads in an order that is the same in every run.
    var state: ConstraintState {
      let sorted = threads.sorted {
        ($0.step, $0.frame, $0.state) < ($1.step, $1.frame, $1.state)
      }
      return ConstraintState(threads: sorted, canEnd: canEnd)
    }
  }

  /// Adds a thread, and what follows its leaf where the leaf can end.
  private func enter(_ thread: Thread, _ leaf: any LeafAutomaton, _ reached: inout Reached) {
    if !leaf.allowedBytes(thread.state).isEmpty { reached.insert(thread) }
    if leaf.canEndAnswer(thread.state) { reached.canEnd = true }
    guard leaf.canEnd(thread.state),
      case .leaf(_, let next) = program.steps[Int(thread.step)]
    else { return }
    reach(next, thread.frame, &reached)
  }

  /// Adds everything that is reached from a step; the stack of places is in a list, not in calls.
  private func reach(_ step: Int, _ frame: Int32, _ reached: inout Reached) {
    var open = [Reached.Place(step: step, frame: frame)]
    while let place = open.popLast() {
      // Where there is no way to an end, nobody goes.
      guard program.distances[place.step] < .unreachable, reached.insert(place.step, place.frame)
      else { continue }
      follow(place, &open, &reached)
    }
  }

  private func follow(
    _ place: Reached.Place, _ open: inout [Reached.Place], _ reached: inout Reached
  ) {
    let number = Int32(truncatingIfNeeded: place.step)
    switch program.steps[place.step] {
    case .leaf(let leaf, let next):
      let automaton = leaf.automaton
      let start = automaton.start
      if !automaton.allowedBytes(start).isEmpty {
        reached.insert(Thread(step: number, frame: place.frame, state: start))
      }
      if automaton.canEndAnswer(start) { reached.canEnd = true }
      if automaton.canEnd(start) { open.append(Reached.Place(step: next, frame: place.frame)) }
    case .branch(let targets):
      for target in targets { open.append(Reached.Place(step: target, frame: place.frame)) }
    case .call(let target, let next):
      open.append(Reached.Place(step: target, frame: frame(of: number, next, place.frame)))
    case .loop(let loop): iterate(loop, number, count: 0, in: place.frame, &open)
    case .loopEnd, .ruleEnd: end(place.frame, &open)
    case .accept: reached.canEnd = true
    }
  }

  /// The frame of a call; a call that is the last thing of its rule needs none.
  private func frame(of call: Int32, _ next: Int, _ parent: Int32) -> Int32 {
    if case .ruleEnd = program.steps[next], parent != FrameArena.none { return parent }
    return frames.number(
      of: FrameArena.Frame(step: call, count: 0, parent: parent),
      distance: program.distances[next])
  }

  /// Goes on at the body of a loop that has been run `count` times, and behind it.
  private func iterate(
    _ loop: ConstraintProgram.Loop, _ step: Int32, count: Int, in parent: Int32,
    _ open: inout [Reached.Place]
  ) {
    if count >= loop.atLeast { open.append(Reached.Place(step: loop.next, frame: parent)) }
    guard count < loop.atMost ?? .max else { return }
    let distance = Int.bytes(
      .bytes(program.distances[loop.body], times: loop.atLeast - count - 1),
      program.distances[loop.next])
    let frame = frames.number(
      of: FrameArena.Frame(step: step, count: count, parent: parent), distance: distance)
    open.append(Reached.Place(step: loop.body, frame: frame))
  }

  /// Goes on where a rule or the body of a loop has ended.
  private func end(_ number: Int32, _ open: inout [Reached.Place]) {
    guard let frame = frames.frame(number) else { return }
    switch program.steps[Int(frame.step)] {
    case .call(_, let next): open.append(Reached.Place(step: next, frame: frame.parent))
    case .loop(let loop):
      // Without an upper bound, more rounds than the lower bound make no difference.
      let count = loop.atMost == nil ? min(frame.count + 1, loop.atLeast) : frame.count + 1
      iterate(loop, frame.step, count: count, in: frame.parent, &open)
    default: break
    }
  }
}
