/// What two neighbouring tokens merge into, and how early: a hash table over pairs of tokens.
struct MergeTable: Sendable {
  /// The rank of a merge in the high half and the token it makes in the low half.
  ///
  /// The smaller of two merges is the one that comes first.
  struct Merge: Comparable {
    let value: UInt64

    static let none = Merge(value: .max)

    var rank: UInt32 { UInt32(truncatingIfNeeded: value >> 32) }
    var token: TokenID { TokenID(truncatingIfNeeded: value) }

    @inline(__always)
    static func < (a: Merge, b: Merge) -> Bool { a.value < b.value }
  }

  private struct Slot: BitwiseCopyable {
    /// The left token in the high half, the right one in the low half, plus 1; 0 when free.
    var key: UInt64
    var merge: UInt64
  }

  /// How many merges the vocabulary lists, and so the bound of the ranks.
  let count: Int
  private let slots: FlatBuffer<Slot>
  private let shift: UInt64
  /// An odd factor that differs from run to run, so that a file cannot be made to collide.
  private let multiplier = UInt64.random(in: .min ... .max) | 1

  /// Reads the merges of a vocabulary, part by part where `run` does several at a time.
  ///
  /// - Throws: `TokenizationError` for a list that is cut short, and for a merge that is no pair
  ///   of texts or that names or makes a token that does not exist.
  init(
    _ merges: PackedStrings, tokens: TokenTable, run: PartRunner
  ) throws(TokenizationError) {
    guard 0...merges.bytes.count / 8 ~= merges.count, merges.count < Int(Int32.max) else {
      throw .truncatedStrings(
        list: .merges, index: merges.bytes.count / 8, count: merges.count,
        offset: merges.bytes.count)
    }
    count = merges.count
    let capacity = hashCapacity(for: merges.count)
    slots = FlatBuffer(zeroed: capacity)
    shift = UInt64(64 - capacity.trailingZeroBitCount)
    let parsed = try MergeParser.parseAll(merges, tokens: tokens, run: run)
    for rank in 0..<merges.count where parsed.base[rank].isMerge {
      enter(parsed.base[rank], rank: UInt32(truncatingIfNeeded: rank))
    }
  }

  /// What the pair merges into, or `.none`.
  @inline(__always)
  func merge(_ left: TokenID, _ right: TokenID) -> Merge {
    let key = Self.key(left, right)
    let mask = slots.count &- 1
    var slot = home(of: key)
    while true {
      let entry = slots.base[slot]
      if entry.key == key { return Merge(value: entry.merge) }
      if entry.key == 0 { return .none }
      slot = (slot &+ 1) & mask
    }
  }

  /// Adds a merge, unless the same pair has an earlier one.
  private func enter(_ merge: MergeParser.Parsed, rank: UInt32) {
    let key = Self.key(merge.left, merge.right)
    let mask = slots.count - 1
    var slot = home(of: key)
    while slots.base[slot].key != 0 {
      if slots.base[slot].key == key { return }
      slot = (slot &+ 1) & mask
    }
    let value = UInt64(rank) << 32 | UInt64(UInt32(bitPattern: merge.result))
    slots.base[slot] = Slot(key: key, merge: value)
  }

  @inline(__always)
  private static func key(_ left: TokenID, _ right: TokenID) -> UInt64 {
    (UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))) &+ 1
  }

  @inline(__always)
  private func home(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* multiplier) >> shift)
  }
}
