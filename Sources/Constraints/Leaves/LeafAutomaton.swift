/// A place of a constraint that consumes bytes, as a deterministic automaton.
///
/// Its states are numbers. From every state that can be reached, an end can be reached too.
protocol LeafAutomaton: Sendable {
  var start: LeafState { get }

  /// The state after one more byte, or `.dead`.
  func next(_ state: LeafState, _ byte: UInt8) -> LeafState

  /// Whether the leaf may end here.
  func canEnd(_ state: LeafState) -> Bool

  /// The bytes for which `next` is not `.dead`.
  func allowedBytes(_ state: LeafState) -> ByteSet

  /// The fewest bytes to the end of the leaf; `.unreachable` when there is none.
  func distance(_ state: LeafState) -> Int

  /// Whether the whole answer may end here, whatever should follow the leaf.
  func canEndAnswer(_ state: LeafState) -> Bool

  /// The fewest bytes to a state in which the whole answer may end, whatever should follow.
  func answerDistance(_ state: LeafState) -> Int

  /// A state that allows the same continuations of at most `horizon` bytes.
  ///
  /// States that count give the same one while their bounds are far, so that masks are found again.
  func canonical(_ state: LeafState, horizon: Int) -> LeafState

  /// The tokens that only repeat the leaf's unit, where it may be repeated; nil elsewhere.
  func repetition(_ state: LeafState) -> Repetition?
}

/// A number whose meaning only its leaf knows.
typealias LeafState = UInt64

extension LeafState {
  /// No state: the byte is not allowed.
  static let dead = LeafState.max
}

extension Int {
  /// A number of bytes that stands for "never", with room to add some of them.
  static let unreachable = 1 << 40

  /// The sum of two numbers of bytes, at most `unreachable`.
  static func bytes(_ left: Int, _ right: Int) -> Int { Swift.min(left &+ right, unreachable) }

  /// A number of bytes so many times, at most `unreachable`.
  static func bytes(_ each: Int, times count: Int) -> Int {
    let (product, isTooLarge) = each.multipliedReportingOverflow(by: Swift.max(count, 0))
    return isTooLarge ? unreachable : Swift.min(product, unreachable)
  }
}

/// How a leaf goes on while only whole units of a table are written.
struct Repetition {
  /// What a unit is.
  let units: UnitTable
  /// How many may follow.
  let room: Int
  /// The state after one unit; more units do not bring the end farther away.
  let afterOne: LeafState
}

extension LeafAutomaton {
  func canEndAnswer(_ state: LeafState) -> Bool { false }

  func answerDistance(_ state: LeafState) -> Int { .unreachable }

  func canonical(_ state: LeafState, horizon: Int) -> LeafState { state }

  func repetition(_ state: LeafState) -> Repetition? { nil }

  /// The fewest bytes to the end of the answer, when `rest` bytes have to follow the leaf.
  @inline(__always)
  func need(_ state: LeafState, rest: Int) -> Int {
    Swift.min(.bytes(distance(state), rest), answerDistance(state))
  }
}

/// One of the kinds of leaves.
enum Leaf: Sendable {
  case words(WordLeaf)
  case run(RunLeaf)
  case integer(IntegerLeaf)
  case lines(LineLeaf)
  case free(FreeLeaf)

  /// The leaf behind the protocol, for what is not done for every node of a trie.
  var automaton: any LeafAutomaton {
    switch self {
    case .words(let leaf): leaf
    case .run(let leaf): leaf
    case .integer(let leaf): leaf
    case .lines(let leaf): leaf
    case .free(let leaf): leaf
    }
  }
}
