/// The pairs that wait to be merged, by rank and, for equal ranks, by position.
///
/// Merging goes from left to right, so the pairs of one rank mostly come in the order in which
/// they leave. In a very long piece each rank keeps a list, only the head of which is in the heap;
/// a pair that comes out of order goes to the heap itself. A step then costs the logarithm of the
/// number of ranks in use, which is small and does not grow with the piece.
struct MergeQueue {
  /// From this many bytes on, lists are worth their memory: four bytes per rank and list end.
  private static let worthwhileLength = 8192

  private var heap = MergeHeap()
  private var lists: RankLists?

  /// - Parameters:
  ///   - ranks: how many merges the vocabulary has.
  ///   - pieceLength: how many bytes will be merged.
  init(ranks: Int, pieceLength: Int) {
    if pieceLength >= Self.worthwhileLength { lists = RankLists(ranks: ranks) }
  }

  mutating func insert(rank: UInt32, position: Int) {
    switch lists?.append(position, rank: rank) {
    case .isHead, .outOfOrder, nil: heap.insert(rank: rank, position: position)
    case .isQueued: break
    }
  }

  mutating func removeFirst() -> (rank: UInt32, position: Int)? {
    guard let first = heap.first else { return nil }
    if let next = lists?.advance(past: first.position, rank: first.rank) {
      heap.replaceFirst(rank: first.rank, position: next)
    } else {
      heap.removeFirst()
    }
    return first
  }
}

/// For each rank a list of ascending positions.
struct RankLists {
  enum Outcome {
    /// The position is the first of its rank.
    case isHead
    /// The position stands in the list, behind others or as it did before.
    case isQueued
    /// The position is before the last of its rank and was not taken.
    case outOfOrder
  }

  private struct Node {
    var position: Int32
    var next: Int32
  }

  private var heads: [Int32]
  private var tails: [Int32]
  private var nodes: [Node] = []
  private var firstFree: Int32 = -1

  init(ranks: Int) {
    heads = [Int32](repeating: -1, count: ranks)
    tails = heads
  }

  mutating func append(_ position: Int, rank: UInt32) -> Outcome {
    let position = Int32(truncatingIfNeeded: position)
    let tail = tails[Int(rank)]
    guard tail >= 0 else {
      let node = addNode(position)
      heads[Int(rank)] = node
      tails[Int(rank)] = node
      return .isHead
    }
    if nodes[Int(tail)].position == position { return .isQueued }
    guard nodes[Int(tail)].position < position else { return .outOfOrder }
    let node = addNode(position)
    nodes[Int(tail)].next = node
    tails[Int(rank)] = node
    return .isQueued
  }

  /// Takes the head off the list if it is at `position`, and returns the head after it.
  mutating func advance(past position: Int, rank: UInt32) -> Int? {
    let head = heads[Int(rank)]
    guard head >= 0, Int(nodes[Int(head)].position) == position else { return nil }
    let next = nodes[Int(head)].next
    nodes[Int(head)].next = firstFree
    firstFree = head
    heads[Int(rank)] = next
    if next < 0 {
      tails[Int(rank)] = -1
      return nil
    }
    return Int(nodes[Int(next)].position)
  }

  private mutating func addNode(_ position: Int32) -> Int32 {
    let node = Node(position: position, next: -1)
    if firstFree >= 0 {
      let free = firstFree
      firstFree = nodes[Int(free)].next
      nodes[Int(free)] = node
      return free
    }
    nodes.append(node)
    return Int32(truncatingIfNeeded: nodes.count - 1)
  }
}

/// A heap of pairs by rank and, for equal ranks, by position.
struct MergeHeap {
  /// The rank in the high half and the position in the low half.
  private var entries: [UInt64] = []

  /// The entry with the smallest rank and, among those, the smallest position.
  var first: (rank: UInt32, position: Int)? {
    guard let first = entries.first else { return nil }
    return (UInt32(truncatingIfNeeded: first >> 32), Int(first & 0xFFFF_FFFF))
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

  mutating func removeFirst() {
    guard let last = entries.popLast(), !entries.isEmpty else { return }
    sink(last, from: 0, count: entries.count)
  }

  /// Puts another entry in the place of the first.
  mutating func replaceFirst(rank: UInt32, position: Int) {
    guard !entries.isEmpty else { return }
    sink(Self.entry(rank, position), from: 0, count: entries.count)
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
