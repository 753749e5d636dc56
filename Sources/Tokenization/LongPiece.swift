/// A piece of any length while it is merged: a linked list of tokens and a heap of their pairs.
///
/// Each merge takes one pair off the heap and puts two on, so that n bytes take n log n steps.
struct LongPiece: ~Copyable {
  /// Longer pieces are cut, because positions are 32-bit numbers.
  static let longest = 1 << 30

  private let count: Int
  private let merges: MergeTable
  private var heap: MergeHeap
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
    heap = MergeHeap()
    for index in 0..<max(count - 1, 0) {
      pairs[index] = merges.merge(tokens[index], tokens[index + 1])
      if pairs[index] != .none { heap.add(rank: pairs[index].rank, position: index) }
    }
    heap.order()
  }

  mutating func merge() {
    while let entry = heap.removeFirst() {
      let position = entry.position
      // The pair may have changed since it was put on the heap.
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
    if pairs[position] != .none { heap.insert(rank: pairs[position].rank, position: position) }
  }
}

/// A heap of pairs by rank and, for equal ranks, by position.
struct MergeHeap {
  /// The rank in the high half and the position in the low half.
  private var entries: [UInt64] = []

  /// Adds an entry without keeping the order; `order` must follow.
  mutating func add(rank: UInt32, position: Int) {
    entries.append(Self.entry(rank, position))
  }

  mutating func order() {
    for index in stride(from: entries.count / 4, through: 0, by: -1) where index < entries.count {
      sink(entries[index], from: index, count: entries.count)
    }
  }

  mutating func insert(rank: UInt32, position: Int) {
    let entry = Self.entry(rank, position)
    var index = entries.count
    entries.append(entry)
    while index > 0 {
      let parent = (index - 1) / 4
      guard entry < entries[parent] else { break }
      entries[index] = entries[parent]
      index = parent
    }
    entries[index] = entry
  }

  mutating func removeFirst() -> (rank: UInt32, position: Int)? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    if !entries.isEmpty { sink(last, from: 0, count: entries.count) }
    return (UInt32(truncatingIfNeeded: first >> 32), Int(first & 0xFFFF_FFFF))
  }

  /// Puts an entry at `start` or, past smaller ones, further down.
  private mutating func sink(_ entry: UInt64, from start: Int, count: Int) {
    var index = start
    while true {
      let firstChild = index * 4 + 1
      guard firstChild < count else { break }
      var smallest = firstChild
      for child in firstChild + 1..<max(min(firstChild + 4, count), firstChild + 1)
      where entries[child] < entries[smallest] {
        smallest = child
      }
      guard entries[smallest] < entry else { break }
      entries[index] = entries[smallest]
      index = smallest
    }
    entries[index] = entry
  }

  private static func entry(_ rank: UInt32, _ position: Int) -> UInt64 {
    UInt64(rank) << 32 | UInt64(UInt32(truncatingIfNeeded: position))
  }
}
