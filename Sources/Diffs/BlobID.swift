/// The name that git gives to a file's bytes: SHA-1 over a short header and the bytes.
///
/// It tells whether bytes are the same as before; nothing here relies on it against a forger.
package struct BlobID: Sendable, Hashable, CustomStringConvertible {
  /// 20 bytes.
  package let bytes: [UInt8]

  package init(of content: [UInt8]) {
    var hash = SHA1()
    hash.update(Array("blob \(content.count)\0".utf8))
    hash.update(content)
    bytes = hash.finished()
  }

  /// Reads 40 hexadecimal digits; nil for anything else.
  package init?(hexadecimal text: some StringProtocol) {
    let digits = text.utf8.map { byte -> UInt8? in
      switch byte {
      case 0x30...0x39: byte - 0x30
      case 0x61...0x66: byte - 0x61 + 10
      default: nil
      }
    }
    guard digits.count == 40 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 40, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  /// 40 hexadecimal digits.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// SHA-1 as FIPS 180-4 describes it.
struct SHA1 {
  private var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
  private var waiting: [UInt8] = []
  private var length: UInt64 = 0
  private var schedule = [UInt32](repeating: 0, count: 80)

  mutating func update(_ bytes: [UInt8]) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !waiting.isEmpty {
      let taken = rest.prefix(64 - waiting.count)
      waiting += taken
      rest = rest.dropFirst(taken.count)
      guard waiting.count == 64 else { return }
      let block = waiting
      block.withUnsafeBytes { digest($0) }
      waiting = []
    }
    let whole = rest.count & ~63
    rest.prefix(whole).withUnsafeBytes { blocks in
      for start in stride(from: 0, to: whole, by: 64) {
        digest(UnsafeRawBufferPointer(rebasing: blocks[start..<start + 64]))
      }
    }
    waiting += rest.dropFirst(whole)
  }

  /// The sum of all bytes so far: 20 bytes.
  mutating func finished() -> [UInt8] {
    let bits = length &* 8
    var padding: [UInt8] = [0x80]
    padding += [UInt8](repeating: 0, count: (119 - waiting.count) & 63)
    padding += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
    update(padding)
    return state.flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) }
    }
  }

  /// Takes in one block of 64 bytes.
  private mutating func digest(_ block: UnsafeRawBufferPointer) {
    for index in 0..<16 {
      schedule[index] = UInt32(
        bigEndian: block.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
    }
    for index in 16..<80 {
      let mixed =
        schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14] ^ schedule[index - 16]
      schedule[index] = mixed << 1 | mixed >> 31
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for index in 0..<80 {
      let (choice, constant): (UInt32, UInt32) =
        switch index {
        case ..<20: (b & c | ~b & d, 0x5A82_7999)
        case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case ..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = (a << 5 | a >> 27) &+ choice &+ e &+ constant &+ schedule[index]
      (e, d, c, b, a) = (d, c, b << 30 | b >> 2, a, next)
    }
    for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
  }
}
