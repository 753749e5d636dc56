/// The tokens of short pieces that were merged before, within one call.
///
/// Source text repeats its words; a table of fixed size with one place per piece catches most of
/// them. It belongs to one call, so nothing is shared between threads.
struct PieceCache: ~Copyable {
  /// How many tokens an entry holds; pieces with more are not kept.
  private static let entryTokens = 3
  private static let places = 4096
  /// A text shorter than this many bytes is not worth the memory.
  static let worthwhileText = 4096

  private struct Entry: BitwiseCopyable {
    var key: (UInt64, UInt64) = (0, 0)
    var length: UInt16 = 0
    var tokenCount: UInt16 = 0
    var tokens: (TokenID, TokenID, TokenID) = (0, 0, 0)
  }

  private let entries: FlatBuffer<Entry>
  private let hash = ByteHash()

  init(textLength: Int) {
    let isUseful = textLength >= Self.worthwhileText
    entries = FlatBuffer(repeating: Entry(), count: isUseful ? Self.places : 1)
  }

  /// A piece and where its tokens are kept.
  struct Place {
    fileprivate let index: Int
    fileprivate let key: ByteKey
    fileprivate let length: UInt16
  }

  /// The place of a piece, which must have 1 to 16 bytes.
  @inline(__always)
  func place(of key: ByteKey, count: Int) -> Place {
    let index = Int(truncatingIfNeeded: hash.of(key, count: count)) & (entries.count &- 1)
    return Place(index: index, key: key, length: UInt16(truncatingIfNeeded: count))
  }

  /// Appends the tokens of the piece, if they are known.
  @inline(__always)
  func append(_ place: Place, to output: inout [TokenID]) -> Bool {
    let entry = entries.base[place.index]
    guard entry.length == place.length, entry.key == (place.key.low, place.key.high) else {
      return false
    }
    output.append(entry.tokens.0)
    if entry.tokenCount > 1 { output.append(entry.tokens.1) }
    if entry.tokenCount > 2 { output.append(entry.tokens.2) }
    return true
  }

  /// Keeps the tokens of a piece, which are the last of `output` from `start`.
  @inline(__always)
  func keep(_ place: Place, _ output: [TokenID], from start: Int) {
    let count = output.count &- start
    guard count > 0, count <= Self.entryTokens else { return }
    var entry = Entry(key: (place.key.low, place.key.high), length: place.length)
    entry.tokenCount = UInt16(truncatingIfNeeded: count)
    entry.tokens.0 = output[start]
    if count > 1 { entry.tokens.1 = output[start &+ 1] }
    if count > 2 { entry.tokens.2 = output[start &+ 2] }
    entries.base[place.index] = entry
  }
}
