/// Takes the colours out of what a program wrote for a terminal.
enum TerminalColours {
  /// The text without its `ESC [ … m` and `ESC [ … K` sequences.
  static func removed(from text: String) -> String {
    let escape: UInt8 = 0x1B
    guard text.utf8.contains(escape) else { return text }
    var kept: [UInt8] = []
    kept.reserveCapacity(text.utf8.count)
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.first {
      if byte == escape, let length = sequenceLength(bytes) {
        bytes = bytes.dropFirst(length)
      } else {
        kept.append(byte)
        bytes = bytes.dropFirst()
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  private static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.dropFirst().first == UInt8(ascii: "[") else { return nil }
    let parameters = bytes.dropFirst(2).prefix(32)
      .prefix { (0x30...0x3F).contains($0) }
    let end = bytes.dropFirst(2 + parameters.count).first
    guard end == UInt8(ascii: "m") || end == UInt8(ascii: "K") else { return nil }
    return 3 + parameters.count
  }
}
