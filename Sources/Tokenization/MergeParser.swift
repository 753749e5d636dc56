/// Reads merges such as `Ġ the` and finds the tokens that they name.
struct MergeParser {
  struct Parsed: BitwiseCopyable {
    let left: TokenID
    let right: TokenID
    let result: TokenID
    /// False for a merge that cannot apply, and in memory that nothing was written to.
    let isMerge: Bool
  }

  private let tokens: TokenTable
  private let scratch: FlatBuffer<UInt8>
  private let alphabet = ByteAlphabet.Decoder()
  /// Where the result of the next merge is most likely: most vocabularies list them in order.
  private var expected: TokenID = 0

  init(tokens: TokenTable) {
    self.tokens = tokens
    scratch = FlatBuffer(repeating: 0, count: tokens.longestText + 1 + ByteKey.longest)
  }

  /// The tokens of a merge, or nil for one that cannot apply because it needs a control token.
  @inline(__always)
  mutating func parse(
    _ text: UnsafeBufferPointer<UInt8>, merge: Int
  ) throws(TokenizationError) -> Parsed? {
    // No token is longer, so the result is none; the scratch memory has no room for it either.
    guard text.count <= tokens.longestText + 1 else { throw unknown(text, merge) }
    let decoded = alphabet.decode(text, to: scratch.base)
    let leftCount = decoded.bytesBeforeSpace
    let rightCount = decoded.count - leftCount
    guard decoded.isSpelled, decoded.spaces == 1, leftCount > 0, rightCount > 0 else {
      throw .malformedMerge(merge)
    }
    guard let left = tokens.token(padded: scratch.base, count: leftCount),
      let right = tokens.token(padded: scratch.base + leftCount, count: rightCount),
      let result = result(count: decoded.count)
    else { throw unknown(text, merge) }
    expected = result &+ 1
    guard tokens.kind(of: left).isMadeByMerging, tokens.kind(of: right).isMadeByMerging,
      tokens.kind(of: result).isMadeByMerging
    else { return nil }
    return Parsed(left: left, right: right, result: result, isMerge: true)
  }

  @inline(__always)
  private func result(count: Int) -> TokenID? {
    if tokens.contains(expected), tokens.kind(of: expected) == .normal,
      tokens.isSpelled(expected, padded: scratch.base, count: count)
    {
      return expected
    }
    return tokens.token(padded: scratch.base, count: count)
  }

  private func unknown(_ text: UnsafeBufferPointer<UInt8>, _ merge: Int) -> TokenizationError {
    .mergeOfUnknownToken(merge: merge, text: String(decoding: text.prefix(64), as: UTF8.self))
  }
}

// MARK: - All merges

extension MergeParser {
  /// Into how many parts a list is cut: enough that threads of unequal speed end together.
  private static let parts = 4

  /// The merges of a list, in its order.
  ///
  /// - Throws: what the first merge that is wrong deserves, however many parts are read at once.
  static func parseAll(
    _ merges: PackedStrings, tokens: TokenTable, run: PartRunner
  ) throws(TokenizationError) -> FlatBuffer<Parsed> {
    let parsed = FlatBuffer<Parsed>(zeroed: merges.count)
    var errors = [TokenizationError?](repeating: nil, count: parts)
    errors.withUnsafeMutableBufferPointer { errors in
      run(parts) { part in
        let range = merges.count * part / parts..<merges.count * (part + 1) / parts
        do throws(TokenizationError) {
          try parse(range, of: merges, tokens: tokens, into: parsed)
        } catch {
          errors[part] = error
        }
      }
    }
    for case let error? in errors { throw error }
    return parsed
  }

  private static func parse(
    _ range: Range<Int>, of merges: PackedStrings, tokens: TokenTable,
    into parsed: FlatBuffer<Parsed>
  ) throws(TokenizationError) {
    var reader = PackedStringReader(merges, list: .merges)
    while reader.index < range.lowerBound, try reader.next() != nil {}
    var parser = MergeParser(tokens: tokens)
    for merge in range {
      guard let text = try reader.next() else { return }
      if let pair = try parser.parse(text, merge: merge) { parsed.base[merge] = pair }
    }
  }
}
