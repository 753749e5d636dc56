/// Turns runs of text without special tokens into tokens, for the length of one call.
struct PlainTextEncoder: ~Copyable {
  private let tokens: TokenTable
  private let preTokenizer: PreTokenizer
  private let takesWholePieces: Bool
  private let byteTokens: UnsafePointer<TokenID>
  private let workspace: MergeWorkspace
  private let cache: PieceCache
  var output: [TokenID] = []

  /// - Parameters:
  ///   - byteTokens: the token of each of the 256 bytes; valid as long as this value.
  ///   - textLength: how many bytes will be encoded, to size memory by.
  init(
    tokens: TokenTable, merges: MergeTable, byteTokens: UnsafePointer<TokenID>,
    preTokenizer: PreTokenizer, textLength: Int
  ) {
    self.tokens = tokens
    self.preTokenizer = preTokenizer
    self.byteTokens = byteTokens
    takesWholePieces = preTokenizer.takesWholePieces
    workspace = MergeWorkspace(merges: merges, byteTokens: byteTokens)
    cache = PieceCache(textLength: textLength)
    output.reserveCapacity(textLength / 4 + 16)
  }

  /// Appends the tokens of the bytes from `start` to `end`.
  mutating func encode(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
    guard let base = text.baseAddress else { return }
    let scanner = TextScanner(base: base, end: end)
    var position = start
    while position < end {
      let pieceEnd = preTokenizer.pieceEnd(from: position, in: scanner)
      encodePiece(base + position, count: pieceEnd &- position)
      position = pieceEnd
    }
  }

  @inline(__always)
  private mutating func encodePiece(_ piece: UnsafePointer<UInt8>, count: Int) {
    if count == 1 { return output.append(byteTokens[Int(piece[0])]) }
    guard count <= ByteKey.longest else { return encodeLongPiece(piece, count: count) }
    let place = cache.place(of: piece, count: count)
    if cache.append(place, to: &output) { return }
    let start = output.count
    encodeUnknown(piece, count: count)
    cache.keep(place, output, from: start)
  }

  private mutating func encodeLongPiece(_ piece: UnsafePointer<UInt8>, count: Int) {
    var start = 0
    while start < count {
      let length = min(count - start, LongPiece.longest)
      encodeUnknown(piece + start, count: length)
      start += length
    }
  }

  private mutating func encodeUnknown(_ piece: UnsafePointer<UInt8>, count: Int) {
    if takesWholePieces, let token = tokens.token(piece, count: count),
      tokens.kind(of: token).isMadeByMerging
    {
      output.append(token)
      return
    }
    workspace.merge(UnsafeBufferPointer(start: piece, count: count), into: &output)
  }
}
