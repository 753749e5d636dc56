/// A piece of any length while it is merged: a linked list of tokens and a queue of their pairs.
///
/// Each merge takes one pair off the queue and puts at most two on, so that the number of steps
/// grows with the length and not with its square.
struct LongPiece: ~Copyable {
  /// Longer pieces are cut, because positions are 32-bit numbers.
  static let longest = 1 << 30

  private let count: Int
  private let merges: MergeTable
  private var queue: MergeQueue
  /// The token that starts at a byte; only meaningful where a token starts.
  private var tokens: [TokenID]
  /// What the token merges into with the one after it.
  private var pairs: [MergeTable.Merge]
  private var next: [Int32]
  private var previous: [Int32]

  init(
    _ piece: UnsafeBufferPointer<UInt8>, merges: MergeTable, byteTokens: UnsafePointer<TokenID>
  ) {
    self.merges = merges
    count = piece.count
    tokens = piece.map { byteTokens[Int($0)] }
    pairs = [MergeTable.Merge](repeating: .none, count: count)
    next = (0..<count).map { Int32(truncatingIfNeeded: $0 + 1) }
    previous = (0..<count).map { Int32(truncatingIfNeeded: $0 - 1) }
    queue = MergeQueue(ranks: merges.count, pieceLength: count)
    for index in 0..<max(count - 1, 0) {
      pairs[index] = merges.merge(tokens[index], tokens[index + 1])
      if pairs[index] != .none { queue.insert(rank: pairs[index].rank, position: index) }
    }
  }

  mutating func merge() {
    while let entry = queue.removeFirst() {
      let position = entry.position
      // The pair may have changed since it was put on the queue.
      guard pairs[position] != .none, pairs[position].rank == entry.rank else { continue }
      let right = Int(next[position])
      tokens[position] = pairs[position].token
      pairs[right] = .none
      next[position] = next[right]
      let after = Int(next[position])
      if after < count { previous[after] = Int32(truncatingIfNeeded: position) }
      renewPair(at: position)
      if previous[position] >= 0 { renewPair(at: Int(previous[position])) }
    }
  }

  func append(to output: inout [TokenID]) {
    var position = 0
    while position < count {
      output.append(tokens[position])
      position = Int(next[position])
    }
  }

  private mutating func renewPair(at position: Int) {
    let right = Int(next[position])
    guard right < count else {
      pairs[position] = .none
      return
    }
    pairs[position] = merges.merge(tokens[position], tokens[right])
    if pairs[position] != .none { queue.insert(rank: pairs[position].rank, position: position) }
  }
}
