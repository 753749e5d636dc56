import Tokenization

/// A vocabulary made in memory: the 256 bytes, then what a test adds.
struct SmallVocabulary {
  var model = "gpt2"
  var preTokenizer = "qwen2"
  var tokens: [String] = (0..<256).map { Self.spelled([UInt8($0)]) }
  var types: [Int32] = Array(repeating: 1, count: 256)
  var merges: [String] = []
  var endOfSequence: TokenID?

  /// The byte alphabet: printable Latin-1 stands for itself, the rest for U+0100 and on.
  static func spelled(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(alphabet[Int(byte)]) }
    return String(text)
  }

  private static let alphabet: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (UInt8.min...UInt8.max).map { byte in
      if 0x21...0x7E ~= byte || 0xA1...0xAC ~= byte || byte >= 0xAE { return Unicode.Scalar(byte) }
      defer { next += 1 }
      return Unicode.Scalar(next) ?? " "
    }
  }()

  @discardableResult
  mutating func add(_ text: String, type: Int32 = 1) -> TokenID {
    tokens.append(text)
    types.append(type)
    return TokenID(tokens.count - 1)
  }

  /// Adds a merge and, if it is new, the token that it makes.
  mutating func merge(_ left: String, _ right: String) {
    merges.append("\(left) \(right)")
    if !tokens.contains(left + right) { add(left + right) }
  }

  func tokenizer() throws(TokenizationError) -> Tokenizer { try Tokenizer(source()) }

  /// The packed form; its memory is kept by `owner`.
  func source() -> VocabularySource {
    let tokens = Packed(tokens)
    let merges = Packed(merges)
    return VocabularySource(
      model: model, preTokenizer: preTokenizer, tokens: tokens.strings, merges: merges.strings,
      tokenTypes: types, endOfSequence: endOfSequence, owner: Pair(tokens, merges))
  }
}

/// Strings in the packed form of GGUF.
final class Packed {
  private let memory: UnsafeMutableRawBufferPointer
  let strings: PackedStrings

  /// - Parameter length: changes the length that is written for each string.
  init(_ texts: [String], length: (Int, UInt64) -> UInt64 = { $1 }) {
    var bytes: [UInt8] = []
    for (index, text) in texts.enumerated() {
      let count = length(index, UInt64(text.utf8.count))
      withUnsafeBytes(of: count.littleEndian) { bytes += $0 }
      bytes += Array(text.utf8)
    }
    memory = .allocate(byteCount: bytes.count, alignment: 1)
    memory.copyBytes(from: bytes)
    strings = PackedStrings(count: texts.count, bytes: UnsafeRawBufferPointer(memory))
  }

  deinit { memory.deallocate() }
}

private final class Pair {
  private let members: (AnyObject, AnyObject)
  init(_ first: AnyObject, _ second: AnyObject) { members = (first, second) }
}

/// A small generator of numbers, the same in every run.
struct TestNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
