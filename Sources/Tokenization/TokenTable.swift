/// The bytes of every token in one buffer, and a hash table from bytes to tokens.
struct TokenTable: Sendable {
  let count: Int
  /// The bytes of all tokens, one after the other.
  private let bytes: FlatBuffer<UInt8>
  /// Where the bytes of each token start, and where those of the last end.
  private let starts: FlatBuffer<UInt32>
  private let kinds: FlatBuffer<UInt8>
  /// A hash table with open addressing: the high half of a hash and the token plus 1, or 0.
  private let slots: FlatBuffer<UInt64>
  private let hash = ByteHash()
  /// The length of the longest token in the file's own spelling.
  private(set) var longestText = 0
  /// The tokens that are found by their text, in ascending order.
  private(set) var matchedByText: [TokenID] = []

  /// Reads every token of the vocabulary.
  ///
  /// - Throws: `TokenizationError` for a list that is cut short, an unknown type, a text that
  ///   occurs twice, or sizes that cannot be used.
  init(_ source: VocabularySource) throws(TokenizationError) {
    count = source.tokens.count
    try Self.checkSizes(source)
    // What is not the length of a string is its text, and no token has more bytes than its text.
    bytes = FlatBuffer(zeroed: source.tokens.bytes.count - 8 * count + ByteKey.longest)
    starts = FlatBuffer(zeroed: count + 1)
    kinds = FlatBuffer(zeroed: count)
    slots = FlatBuffer(zeroed: hashCapacity(for: count))
    var reader = PackedStringReader(source.tokens, list: .tokens)
    let alphabet = ByteAlphabet.Decoder()
    var end = 0
    for token in 0..<count {
      guard let text = try reader.next() else { break }
      let kind = try Self.kind(of: token, in: source.tokenTypes)
      kinds.base[token] = kind.rawValue
      if kind.isMatchedByText { matchedByText.append(TokenID(token)) }
      longestText = max(longestText, text.count)
      end += try append(text, at: end, token: token, kind: kind, alphabet)
      starts.base[token + 1] = UInt32(end)
    }
  }

  /// The bytes that a token stands for.
  @inline(__always)
  func bytes(of token: TokenID) -> UnsafeBufferPointer<UInt8> {
    let start = Int(starts.base[Int(token)])
    let end = Int(starts.base[Int(token) &+ 1])
    return UnsafeBufferPointer(start: bytes.base + start, count: end &- start)
  }

  func contains(_ token: TokenID) -> Bool { token >= 0 && Int(token) < count }

  @inline(__always)
  func kind(of token: TokenID) -> TokenKind {
    TokenKind(rawValue: kinds.base[Int(token)]) ?? .normal
  }

  /// Makes a token a control token; only to be called while the vocabulary is being read.
  func markAsControl(_ token: TokenID) {
    kinds.base[Int(token)] = TokenKind.control.rawValue
  }

  /// The token with these bytes, or nil; 15 more bytes can be read after them.
  @inline(__always)
  func token(padded text: UnsafePointer<UInt8>, count: Int) -> TokenID? {
    let hash = hash.of(padded: text, count: count)
    var slot = home(of: hash)
    while slots.base[slot] != 0 {
      let entry = slots.base[slot]
      if entry >> 32 == hash >> 32 {
        let token = TokenID(truncatingIfNeeded: entry &- 1)
        if isSpelled(token, padded: text, count: count) { return token }
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  /// The token with these bytes, or nil, for memory of any kind.
  func token(_ text: some Collection<UInt8>) -> TokenID? {
    guard text.count <= longestText else { return nil }
    let padded = Array(text) + repeatElement(0, count: ByteKey.longest)
    return padded.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { token(padded: $0, count: text.count) }
    }
  }

  /// Whether a token has exactly these bytes, after which 15 more can be read.
  @inline(__always)
  func isSpelled(_ token: TokenID, padded text: UnsafePointer<UInt8>, count: Int) -> Bool {
    let own = bytes(of: token)
    guard own.count == count, let base = own.baseAddress else { return false }
    return paddedBytesAreEqual(base, text, count: count)
  }

  @inline(__always)
  private func home(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash) & (slots.count &- 1)
  }
}

extension TokenTable {
  private static func checkSizes(_ source: VocabularySource) throws(TokenizationError) {
    let tokens = source.tokens
    guard tokens.count > 0, tokens.count < Int(Int32.max) else {
      throw .vocabularySize(tokens.count)
    }
    guard UInt32(exactly: tokens.bytes.count) != nil else {
      throw .vocabularyBytes(tokens.bytes.count)
    }
    // Eight bytes of length per token: tables are sized only for tokens that can be there.
    guard tokens.bytes.count / 8 >= tokens.count else {
      throw .truncatedStrings(
        list: .tokens, index: tokens.bytes.count / 8, count: tokens.count,
        offset: tokens.bytes.count)
    }
    guard source.tokenTypes.isEmpty || source.tokenTypes.count == tokens.count else {
      throw .tokenTypeCount(types: source.tokenTypes.count, tokens: tokens.count)
    }
  }

  @inline(__always)
  private static func kind(
    of token: Int, in types: [Int32]
  ) throws(TokenizationError) -> TokenKind {
    guard !types.isEmpty else { return .normal }
    guard let kind = TokenKind(type: types[token]) else {
      throw .unknownTokenType(token: token, type: types[token])
    }
    return kind
  }

  /// Stores the bytes of a token at `end` and returns how many they are.
  ///
  /// The text of a normal token is spelled in the byte alphabet; that of a special token is plain.
  /// Only tokens whose text can come out of merging are entered in the hash table.
  @inline(__always)
  private func append(
    _ text: UnsafeBufferPointer<UInt8>, at end: Int, token: Int, kind: TokenKind,
    _ alphabet: ByteAlphabet.Decoder
  ) throws(TokenizationError) -> Int {
    let output = bytes.base + end
    let decoded = alphabet.decode(text, to: output)
    let isPlain = decoded.count == text.count
    if decoded.isSpelled, decoded.spaces == 0, isPlain || !kind.isMatchedByText {
      if decoded.count > 0 { try enter(TokenID(token), count: decoded.count, at: output) }
      return decoded.count
    }
    if let source = text.baseAddress { output.update(from: source, count: text.count) }
    return text.count
  }

  @inline(__always)
  private func enter(
    _ token: TokenID, count: Int, at text: UnsafePointer<UInt8>
  ) throws(TokenizationError) {
    let hash = hash.of(padded: text, count: count)
    var slot = home(of: hash)
    while slots.base[slot] != 0 {
      let entry = slots.base[slot]
      if entry >> 32 == hash >> 32 {
        let other = TokenID(truncatingIfNeeded: entry &- 1)
        if isSpelled(other, padded: text, count: count) {
          throw .duplicateToken(Int(other), Int(token))
        }
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    slots.base[slot] = (hash >> 32) << 32 | UInt64(truncatingIfNeeded: token &+ 1)
  }
}

/// A power of two that leaves at least a third of a hash table free.
func hashCapacity(for count: Int) -> Int {
  var capacity = 16
  while capacity < count + count / 2 { capacity *= 2 }
  return capacity
}
