/// One of a list of texts; a state is a node of their tree.
final class WordLeaf: LeafAutomaton {
  private let trie: ByteTrie
  /// For each node, the fewest bytes to the end of a text.
  private let distances: [Int32]

  /// Takes the texts that have no byte beyond `alphabet`.
  init(_ texts: [String], alphabet: ByteSet) {
    let usable = texts.map { Array($0.utf8) }.filter { $0.allSatisfy(alphabet.contains) }
    trie = ByteTrie(PackedBytes(usable))
    var distances = [Int32](repeating: .max - 1, count: trie.nodeCount)
    for node in distances.indices.reversed() {
      if trie.entries[node] >= 0 { distances[node] = 0 }
      var child = node + 1
      while child < Int(trie.ends[node]) {
        distances[node] = min(distances[node], distances[child] + 1)
        child = Int(trie.ends[child])
      }
    }
    self.distances = distances
  }

  var start: LeafState { 0 }

  func next(_ state: LeafState, _ byte: UInt8) -> LeafState {
    trie.child(of: Int(state), byte).map { LeafState($0) } ?? .dead
  }

  func canEnd(_ state: LeafState) -> Bool { trie.entries[Int(state)] >= 0 }

  func allowedBytes(_ state: LeafState) -> ByteSet {
    var set = ByteSet()
    var child = Int(state) + 1
    while child < Int(trie.ends[Int(state)]) {
      set.insert(trie.bytes[child])
      child = Int(trie.ends[child])
    }
    return set
  }

  func distance(_ state: LeafState) -> Int {
    let distance = distances[Int(state)]
    return distance < .max - 1 ? Int(distance) : .unreachable
  }
}
