/// Turns runs of text without special tokens into tokens, for the length of one call.
struct PlainTextEncoder: ~Copyable {
  private let tokens: TokenTable
  private let preTokenizer: PreTokenizer
  private let takesWholePieces: Bool
  private let byteTokens: UnsafePointer<TokenID>
  private let workspace: MergeWorkspace
  private let cache: PieceCache
  private let text: UnsafeBufferPointer<UInt8>
  var output: [TokenID] = []

  /// - Parameters:
  ///   - byteTokens: the token of each of the 256 bytes; valid as long as this value.
  ///   - text: the memory of all runs that will be encoded; valid as long as this value.
  init(
    tokens: TokenTable, merges: MergeTable, byteTokens: UnsafePointer<TokenID>,
    preTokenizer: PreTokenizer, text: UnsafeBufferPointer<UInt8>
  ) {
    self.tokens = tokens
    self.preTokenizer = preTokenizer
    self.byteTokens = byteTokens
    takesWholePieces = preTokenizer.takesWholePieces
    workspace = MergeWorkspace(merges: merges, byteTokens: byteTokens)
    cache = PieceCache(textLength: text.count)
    self.text = text
    output.reserveCapacity(text.count / 4 + 16)
  }

  /// Appends the tokens of the bytes of the text from `start` to `end`.
  mutating func encode(from start: Int, to end: Int) {
    guard let base = text.baseAddress else { return }
    let scanner = TextScanner(base: base, end: end)
    var position = start
    while position < end {
      let pieceEnd = preTokenizer.pieceEnd(from: position, in: scanner)
      encodePiece(base + position, count: pieceEnd &- position, room: text.count &- position)
      position = pieceEnd
    }
  }

  /// - Parameter room: how many bytes can be read from the start of the piece.
  @inline(__always)
  private mutating func encodePiece(_ piece: UnsafePointer<UInt8>, count: Int, room: Int) {
    if count == 1 { return output.append(byteTokens[Int(piece[0])]) }
    guard count <= ByteKey.longest else { return encodeLongPiece(piece, count: count) }
    let key =
      room >= ByteKey.longest
      ? ByteKey(padded: piece, count: count) : ByteKey(exactly: piece, count: count)
    let place = cache.place(of: key, count: count)
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
    if takesWholePieces,
      let token = tokens.token(UnsafeBufferPointer(start: piece, count: count)),
      tokens.kind(of: token).isMadeByMerging
    {
      output.append(token)
      return
    }
    workspace.merge(UnsafeBufferPointer(start: piece, count: count), into: &output)
  }
}
