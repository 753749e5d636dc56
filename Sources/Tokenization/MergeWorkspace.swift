/// The memory in which the bytes of a piece are merged into tokens.
///
/// The result is that of merging, again and again, the pair with the smallest rank, the leftmost
/// first. Short pieces are merged in two arrays; long ones with a heap, so that the time for a
/// piece of n bytes is within n log n.
struct MergeWorkspace: ~Copyable {
  /// Up to this many bytes, looking at every pair is faster than keeping a heap.
  static let shortPiece = 96

  private let merges: MergeTable
  private let byteTokens: UnsafePointer<TokenID>
  private let tokens: UnsafeMutablePointer<TokenID>
  private let pairs: UnsafeMutablePointer<MergeTable.Merge>

  /// - Parameter byteTokens: the token of each of the 256 bytes; valid as long as this value.
  init(merges: MergeTable, byteTokens: UnsafePointer<TokenID>) {
    self.merges = merges
    self.byteTokens = byteTokens
    tokens = .allocate(capacity: Self.shortPiece)
    pairs = .allocate(capacity: Self.shortPiece)
  }

  deinit {
    tokens.deallocate()
    pairs.deallocate()
  }

  /// Appends the tokens of a piece that is not empty.
  @inline(__always)
  func merge(_ piece: UnsafeBufferPointer<UInt8>, into output: inout [TokenID]) {
    guard let bytes = piece.baseAddress, piece.count <= Self.shortPiece else {
      return mergeLong(piece, into: &output)
    }
    let count = mergeShort(bytes, count: piece.count)
    for index in 0..<count { output.append(tokens[index]) }
  }

  private func mergeLong(_ piece: UnsafeBufferPointer<UInt8>, into output: inout [TokenID]) {
    var long = LongPiece(piece, merges: merges, byteTokens: byteTokens)
    long.merge()
    long.append(to: &output)
  }

  /// Leaves the tokens of the piece in `tokens` and returns how many they are.
  private func mergeShort(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int {
    var count = count
    tokens[0] = byteTokens[Int(bytes[0])]
    for index in 1..<max(count, 1) {
      tokens[index] = byteTokens[Int(bytes[index])]
      pairs[index &- 1] = merges.merge(tokens[index &- 1], tokens[index])
    }
    while count > 1 {
      let at = smallestPair(count &- 1)
      let merge = pairs[at]
      if merge == .none { break }
      count &-= 1
      tokens[at] = merge.token
      for index in (at &+ 1)..<max(count, at &+ 1) { tokens[index] = tokens[index &+ 1] }
      for index in at..<max(count &- 1, at) { pairs[index] = pairs[index &+ 1] }
      if at &+ 1 < count { pairs[at] = merges.merge(tokens[at], tokens[at &+ 1]) }
      if at > 0 { pairs[at &- 1] = merges.merge(tokens[at &- 1], tokens[at]) }
    }
    return count
  }

  /// The leftmost of the `count` pairs that merges first.
  @inline(__always)
  private func smallestPair(_ count: Int) -> Int {
    var best = 0
    var smallest = pairs[0]
    for index in 1..<max(count, 1) where pairs[index] < smallest {
      smallest = pairs[index]
      best = index
    }
    return best
  }
}
