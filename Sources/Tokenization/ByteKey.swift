/// Up to 16 bytes as two words; with the count of bytes it is as good as the bytes themselves.
struct ByteKey: Equatable {
  static let longest = 16

  let low: UInt64
  let high: UInt64

  /// Reads `count` bytes, at most 16, of memory in which 16 bytes can be read.
  @inline(__always)
  init(padded bytes: UnsafePointer<UInt8>, count: Int) {
    let raw = UnsafeRawPointer(bytes)
    let count = UInt64(truncatingIfNeeded: count)
    // A shift by more than 63 gives zero, so that no length needs a case of its own.
    let lowBits = UInt64.max >> (64 &- 8 &* min(count, 8))
    let highBits = UInt64.max >> (64 &- 8 &* (max(count, 8) &- 8))
    low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) & lowBits
    high = UInt64(littleEndian: (raw + 8).loadUnaligned(as: UInt64.self)) & highBits
  }

  /// Reads `count` bytes, at most 16, and no byte beside them.
  init(exactly bytes: UnsafePointer<UInt8>, count: Int) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for index in 0..<min(count, 8) { low |= UInt64(bytes[index]) << UInt64(8 * index) }
    for index in 8..<max(count, 8) { high |= UInt64(bytes[index]) << UInt64(8 * (index - 8)) }
    self.low = low
    self.high = high
  }
}

/// A hash of bytes by folded 64-bit products.
///
/// The seed differs from run to run, so that a file cannot be made whose entries collide.
struct ByteHash: Sendable {
  private let seed = UInt64.random(in: .min ... .max)
  private let multiplier = UInt64.random(in: .min ... .max)

  @inline(__always)
  func of(_ key: ByteKey, count: Int) -> UInt64 {
    fold(key.low ^ seed, key.high &+ multiplier &+ UInt64(truncatingIfNeeded: count))
  }

  /// The hash of any number of bytes, after which 15 more can be read.
  @inline(__always)
  func of(padded bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    guard count > ByteKey.longest else {
      return of(ByteKey(padded: bytes, count: count), count: count)
    }
    return ofLong(bytes, count: count)
  }

  private func ofLong(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    var hash = seed
    var position = 0
    while position < count {
      let key = ByteKey(padded: bytes + position, count: min(ByteKey.longest, count - position))
      hash = fold(hash ^ key.low, key.high &+ multiplier)
      position += ByteKey.longest
    }
    return fold(hash, UInt64(truncatingIfNeeded: count) ^ multiplier)
  }

  @inline(__always)
  private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}

/// Whether two runs of `count` bytes are equal; 15 more can be read after each.
@inline(__always)
func paddedBytesAreEqual(
  _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, count: Int
) -> Bool {
  var position = 0
  while position < count {
    let length = min(ByteKey.longest, count &- position)
    let left = ByteKey(padded: a + position, count: length)
    guard left == ByteKey(padded: b + position, count: length) else { return false }
    position &+= ByteKey.longest
  }
  return true
}
