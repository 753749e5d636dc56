import Generation
import SequenceModel

/// Spells tokens from a table of bytes and gives out whole characters only.
struct FakeDecoder: TokenTextDecoder {
  private let table: [[UInt8]]
  private var pending: [UInt8] = []

  init(_ texts: [String]) { table = texts.map { Array($0.utf8) } }

  init(bytes: [[UInt8]]) { table = bytes }

  mutating func append(_ token: TokenID) -> String {
    pending += table[Int(token)]
    guard let text = String(validating: pending, as: UTF8.self) else { return "" }
    pending = []
    return text
  }

  mutating func finish() -> String {
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }
}
