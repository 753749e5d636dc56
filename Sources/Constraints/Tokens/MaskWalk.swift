/// The bits of a mask that is being made.
struct MaskBits {
  let words: UnsafeMutablePointer<UInt64>
  let twins: [Int32]
  /// The most bytes to the end that a token may leave.
  let budget: Int
  /// The most bytes to the end that any allowed token leaves.
  var farthest = 0
  /// How much the walks may still do; one step counts as 1.
  ///
  /// Texts that a grammar can read in very many ways, each with counts of its own, would take
  /// seconds. Whoever stops early allows fewer tokens, and each of them rightly.
  var effort = 8_000_000

  init(words: UnsafeMutablePointer<UInt64>, twins: [Int32], budget: Int) {
    self.words = words
    self.twins = twins
    self.budget = budget
  }

  @inline(__always)
  mutating func insert(_ token: Int32) {
    words[Int(token) >> 6] |= 1 << UInt64(token & 63)
  }

  /// Adds the tokens that end at a node, when the end is near enough.
  @inline(__always)
  mutating func insert(entry: Int32, need: Int) {
    guard need <= budget else { return }
    farthest = max(farthest, need)
    var token = entry
    while token >= 0 {
      insert(token)
      token = twins[Int(token)]
    }
  }
}

/// A walk through a trie of tokens that goes only where the automaton lets it.
///
/// Each way to go on is followed alone: a token is allowed when any of them reads all of it. Inside
/// of a leaf the walk steps from number to number; where the leaf can end, what follows it starts
/// its own walks from there.
struct MaskWalk {
  /// A way to go on, with what the walk needs to know of it.
  private struct Context {
    let thread: ConstraintState.Thread
    /// The bytes that must follow the leaf.
    let rest: Int
    let exit: ConstraintAutomaton.Exit
  }

  /// A walk that was started: two of one kind would find the same tokens.
  private struct Origin: Hashable {
    let node: Int
    let thread: ConstraintState.Thread
  }

  private let bytes: UnsafePointer<UInt8>
  private let ends: UnsafePointer<Int32>
  private let entries: UnsafePointer<Int32>
  private let automaton: ConstraintAutomaton
  private var bits: MaskBits
  private var origins: Set<Origin> = []

  /// Adds all tokens of a trie that a thread can read.
  static func run(
    _ thread: ConstraintState.Thread, over trie: ByteTrie, _ automaton: ConstraintAutomaton,
    _ bits: inout MaskBits
  ) {
    trie.bytes.withUnsafeBufferPointer { bytes in
      trie.ends.withUnsafeBufferPointer { ends in
        trie.entries.withUnsafeBufferPointer { entries in
          guard let bytes = bytes.baseAddress, let ends = ends.baseAddress,
            let entries = entries.baseAddress
          else { return }
          var walk = MaskWalk(
            bytes: bytes, ends: ends, entries: entries, automaton: automaton, bits: bits)
          walk.start(thread, at: 0, isRoot: true)
          bits = walk.bits
        }
      }
    }
  }

  private init(
    bytes: UnsafePointer<UInt8>, ends: UnsafePointer<Int32>, entries: UnsafePointer<Int32>,
    automaton: ConstraintAutomaton, bits: MaskBits
  ) {
    self.bytes = bytes
    self.ends = ends
    self.entries = entries
    self.automaton = automaton
    self.bits = bits
  }

  /// Walks below a node that a thread has reached.
  ///
  /// - Parameter isRoot: whether what follows the leaf is a thread of its own already.
  private mutating func start(_ thread: ConstraintState.Thread, at node: Int, isRoot: Bool) {
    guard let leaf = automaton.leaf(at: thread.step) else { return }
    let context = Context(
      thread: thread, rest: automaton.rest(of: thread), exit: automaton.exit(of: thread))
    switch leaf {
    case .words(let leaf): walk(leaf, thread.state, below: node, context, isRoot: isRoot)
    case .run(let leaf): walk(leaf, thread.state, below: node, context, isRoot: isRoot)
    case .integer(let leaf): walk(leaf, thread.state, below: node, context, isRoot: isRoot)
    case .lines(let leaf): walk(leaf, thread.state, below: node, context, isRoot: isRoot)
    case .free(let leaf): walk(leaf, thread.state, below: node, context, isRoot: isRoot)
    }
  }

  /// Follows a leaf; the depth of the recursion is that of the trie.
  private mutating func walk<Automaton: LeafAutomaton>(
    _ leaf: Automaton, _ state: LeafState, below node: Int, _ context: Context, isRoot: Bool
  ) {
    let canExit = !isRoot && !context.exit.threads.isEmpty && leaf.canEnd(state)
    let end = Int(ends[node])
    var child = node + 1
    while child < end, bits.effort > 0 {
      bits.effort &-= 1
      let byte = bytes[child]
      let next = leaf.next(state, byte)
      if next != .dead {
        let entry = entries[child]
        if entry >= 0 { bits.insert(entry: entry, need: leaf.need(next, rest: context.rest)) }
        if Int(ends[child]) > child + 1 {
          walk(leaf, next, below: child, context, isRoot: false)
        }
      }
      if canExit, context.exit.allowedBytes.contains(byte) {
        leave(context, byte, child, walked: next)
      }
      child = Int(ends[child])
    }
  }

  /// Goes on at `node` with what follows a leaf that has ended before it.
  ///
  /// - Parameter walked: where the leaf itself has gone on; a loop may lead there too.
  private mutating func leave(
    _ context: Context, _ byte: UInt8, _ node: Int, walked: LeafState
  ) {
    var own = context.thread
    own.state = walked
    for var thread in context.exit.threads {
      guard let leaf = automaton.leaf(at: thread.step)?.automaton else { continue }
      thread.state = leaf.next(thread.state, byte)
      guard thread.state != .dead, thread != own,
        origins.insert(Origin(node: node, thread: thread)).inserted
      else { continue }
      bits.effort &-= 100
      let entry = entries[node]
      if entry >= 0 {
        bits.insert(entry: entry, need: leaf.need(thread.state, rest: automaton.rest(of: thread)))
      }
      if Int(ends[node]) > node + 1 { start(thread, at: node, isRoot: false) }
    }
  }
}
