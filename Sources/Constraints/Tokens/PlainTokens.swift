/// The tokens that are made of whole units of a table, by how many units they have.
///
/// In the middle of a JSON string almost all tokens are plain. With a mask of them at hand only
/// the others, in a trie of their own, have to be walked through.
final class PlainTokens {
  /// Tokens of more units are not plain.
  static let mostUnits = 16

  /// For each number of units from 0, the bits of the tokens with at most so many.
  let masks: [[UInt64]]
  /// The tokens that are not plain.
  let others: ByteTrie

  init(_ units: UnitTable, tokens: PackedBytes, sorted order: [Int32]) {
    let wordCount = (tokens.count + 63) / 64
    var masks = [[UInt64]](
      repeating: [UInt64](repeating: 0, count: wordCount), count: Self.mostUnits + 1)
    var others: [Int32] = []
    tokens.bytes.withUnsafeBufferPointer { bytes in
      for token in order {
        let index = Int(token)
        let range = tokens.starts[index]..<tokens.starts[index + 1]
        guard let count = Self.unitCount(UnsafeBufferPointer(rebasing: bytes[range]), units) else {
          others.append(token)
          continue
        }
        masks[count][index >> 6] |= 1 << UInt64(index & 63)
      }
    }
    for level in 1...Self.mostUnits {
      for word in 0..<wordCount { masks[level][word] |= masks[level - 1][word] }
    }
    self.masks = masks
    self.others = ByteTrie(tokens, sorted: others)
  }

  /// How many units a token has; nil when it is not made of whole ones, or has too many.
  private static func unitCount(_ bytes: UnsafeBufferPointer<UInt8>, _ units: UnitTable) -> Int? {
    var state = UnitTable.border
    var count = 0
    for byte in bytes {
      state = units.next(state, byte)
      if state == UnitTable.dead { return nil }
      if state == UnitTable.border { count += 1 }
    }
    return state == UnitTable.border && count <= mostUnits ? count : nil
  }
}
