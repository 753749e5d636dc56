/// Reads bytes and knows the longest beginning of a stop string that they end with.
///
/// Source: Aho and Corasick, "Efficient string matching: an aid to bibliographic search" (1975).
/// A state is a beginning of some stop string; its depth is the length in bytes.
struct StopAutomaton: Sendable {
  typealias State = Int

  /// The state of having read nothing of any stop string.
  static let start: State = 0

  private struct Edge: Hashable {
    var from: State
    var byte: UInt8
  }

  private var edges: [Edge: State] = [:]
  private var depths = [0]
  /// For each state, the state of its longest proper end that is a beginning as well.
  private var fallbacks = [StopAutomaton.start]
  /// For each state, the length of the longest stop string that ends there; 0 for none.
  private var matches = [0]

  init(_ stopStrings: [String]) {
    for text in stopStrings { insert(text) }
    linkFallbacks()
  }

  /// Whether there is no stop string at all.
  var isEmpty: Bool { depths.count == 1 }

  /// How many of the last bytes may be the beginning of a stop string.
  func depth(of state: State) -> Int { depths[state] }

  /// The length of the longest stop string that the bytes end with.
  func longestMatch(at state: State) -> Int? { matches[state] > 0 ? matches[state] : nil }

  /// The state after one more byte.
  ///
  /// Each fallback shortens the beginning, and each byte makes it longer by one at most, so a text
  /// takes no more fallbacks than it has bytes.
  func next(_ state: State, _ byte: UInt8) -> State {
    var state = state
    while true {
      if let target = edges[Edge(from: state, byte: byte)] { return target }
      if state == Self.start { return state }
      state = fallbacks[state]
    }
  }

  private mutating func insert(_ text: String) {
    var state = Self.start
    for byte in text.utf8 {
      let edge = Edge(from: state, byte: byte)
      if let known = edges[edge] {
        state = known
        continue
      }
      let added = depths.count
      depths.append(depths[state] + 1)
      fallbacks.append(Self.start)
      matches.append(0)
      edges[edge] = added
      state = added
    }
    matches[state] = depths[state]
  }

  /// Finds the fallback of every state, those of low depth first since later ones build on them.
  private mutating func linkFallbacks() {
    let inward = edges.sorted { depths[$0.value] < depths[$1.value] }
    for (edge, state) in inward where edge.from != Self.start {
      fallbacks[state] = next(fallbacks[edge.from], edge.byte)
      if matches[state] == 0 { matches[state] = matches[fallbacks[state]] }
    }
  }
}
