/// The tokens that are found in a text by their own text, as a tree of bytes.
///
/// A search takes time linear in the text: at each position at most `longestText` bytes are
/// looked at, and none where no token starts with the byte there.
struct SpecialTokens: Sendable {
  /// The longest text that a special token can have.
  static let longestText = 1024

  private struct Node {
    let byte: UInt8
    var token: TokenID = -1
    var child: Int32 = -1
    var sibling: Int32 = -1
  }

  private var nodes: [Node] = []
  /// The node of each first byte, or -1.
  private var roots = [Int32](repeating: -1, count: 256)

  /// Makes the tree of the tokens that the vocabulary matches by text.
  ///
  /// - Throws: `TokenizationError` for a text that is too long or occurs twice.
  init(_ tokens: TokenTable) throws(TokenizationError) {
    for token in tokens.matchedByText {
      try insert(token, text: tokens.bytes(of: token))
    }
  }

  /// Adds a token; an empty text is never found and so is left out.
  mutating func insert(
    _ token: TokenID, text: UnsafeBufferPointer<UInt8>
  ) throws(TokenizationError) {
    guard let first = text.first else { return }
    guard text.count <= Self.longestText, nodes.count < Int(Int32.max) - text.count else {
      throw .specialTokenTooLong(token: Int(token), bytes: text.count, limit: Self.longestText)
    }
    if roots[Int(first)] < 0 { roots[Int(first)] = addNode(first) }
    var node = Int(roots[Int(first)])
    for byte in text.dropFirst() {
      if let child = child(of: node, byte) {
        node = child
      } else {
        let child = addNode(byte)
        nodes[Int(child)].sibling = nodes[node].child
        nodes[node].child = child
        node = Int(child)
      }
    }
    guard nodes[node].token < 0 else {
      throw .duplicateToken(Int(nodes[node].token), Int(token))
    }
    nodes[node].token = token
  }

  /// Whether any token starts with a byte.
  @inline(__always)
  func canStart(with byte: UInt8) -> Bool { roots[Int(byte)] >= 0 }

  /// The token with exactly this text.
  func token(spelled text: UnsafeBufferPointer<UInt8>) -> TokenID? {
    let match = longestMatch(in: text, at: 0) { _, end in end == text.count }
    return match?.token
  }

  /// The longest token that starts at `position` and that `isAllowed` lets pass.
  ///
  /// - Parameter isAllowed: gets a token and the position after its text.
  func longestMatch(
    in text: UnsafeBufferPointer<UInt8>, at position: Int, isAllowed: (TokenID, Int) -> Bool
  ) -> (token: TokenID, end: Int)? {
    guard position < text.count else { return nil }
    var best: (token: TokenID, end: Int)?
    var node = Int(roots[Int(text[position])])
    var end = position + 1
    while node >= 0 {
      let token = nodes[node].token
      if token >= 0, isAllowed(token, end) { best = (token, end) }
      guard end < text.count, let next = child(of: node, text[end]) else { break }
      node = next
      end += 1
    }
    return best
  }

  private func child(of node: Int, _ byte: UInt8) -> Int? {
    var child = Int(nodes[node].child)
    while child >= 0, nodes[child].byte != byte { child = Int(nodes[child].sibling) }
    return child >= 0 ? child : nil
  }

  private mutating func addNode(_ byte: UInt8) -> Int32 {
    nodes.append(Node(byte: byte))
    return Int32(nodes.count - 1)
  }
}
