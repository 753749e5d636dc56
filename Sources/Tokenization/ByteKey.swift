/// Up to 16 bytes as two words; with the count of bytes it is as good as the bytes themselves.
struct ByteKey: Equatable {
  static let longest = 16

  let low: UInt64
  let high: UInt64

  /// Reads `count` bytes, at most 16, and no byte beside them.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    let raw = UnsafeRawPointer(bytes)
    if count >= 8 {
      low = raw.loadUnaligned(as: UInt64.self)
      high = (raw + (count &- 8)).loadUnaligned(as: UInt64.self)
    } else if count >= 4 {
      low = UInt64(raw.loadUnaligned(as: UInt32.self))
      high = UInt64((raw + (count &- 4)).loadUnaligned(as: UInt32.self))
    } else if count > 0 {
      let middle = UInt64(bytes[count >> 1]) << 8
      low = UInt64(bytes[0]) | middle | UInt64(bytes[count &- 1]) << 16
      high = 0
    } else {
      low = 0
      high = 0
    }
  }
}

/// A hash of bytes by folded 64-bit products.
///
/// The seed differs from run to run, so that a file cannot be made whose entries collide.
struct ByteHash: Sendable {
  private let seed = UInt64.random(in: .min ... .max)
  private let multiplier = UInt64.random(in: .min ... .max) | 1

  @inline(__always)
  func of(_ key: ByteKey, count: Int) -> UInt64 {
    fold(key.low ^ seed, key.high &+ multiplier &+ UInt64(truncatingIfNeeded: count))
  }

  @inline(__always)
  func of(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    count <= ByteKey.longest
      ? of(ByteKey(bytes, count: count), count: count) : ofLong(bytes, count: count)
  }

  private func ofLong(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    var hash = seed
    var position = 0
    while position < count {
      let length = min(ByteKey.longest, count - position)
      let key = ByteKey(bytes + position, count: length)
      hash = fold(hash ^ key.low, key.high &+ multiplier)
      position += length
    }
    return fold(hash, UInt64(truncatingIfNeeded: count) ^ multiplier)
  }

  @inline(__always)
  private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}

/// Whether two runs of `count` bytes are equal.
@inline(__always)
func bytesAreEqual(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, count: Int) -> Bool {
  var position = 0
  while count &- position > ByteKey.longest {
    let left = ByteKey(a + position, count: ByteKey.longest)
    guard left == ByteKey(b + position, count: ByteKey.longest) else { return false }
    position &+= ByteKey.longest
  }
  let rest = count &- position
  return ByteKey(a + position, count: rest) == ByteKey(b + position, count: rest)
}
