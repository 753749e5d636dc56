/// A whole number within bounds, in decimal without leading zeros.
///
/// A state has no value, only what decides: the number of digits, and how they compare with as
/// many digits of either bound.
final class IntegerLeaf: LeafAutomaton {
  /// Numbers without sign between two bounds, both of them written out.
  private struct Magnitudes {
    let low: [UInt8]
    let high: [UInt8]
  }

  private struct Progress {
    var isNegative = false
    var isZero = false
    var digits = 0
    /// -1 below, 0 equal, 1 above the digits of the bound.
    var low = 0
    var high = 0
  }

  private let negative: Magnitudes?
  private let positive: Magnitudes?

  /// Takes the bounds, both included.
  init(_ bounds: ClosedRange<Int>) {
    let (low, high) = (bounds.lowerBound, bounds.upperBound)
    negative =
      low < 0 ? Self.magnitudes(high < 0 ? high.magnitude : 1, low.magnitude) : nil
    positive = high >= 0 ? Self.magnitudes(max(low, 0).magnitude, high.magnitude) : nil
  }

  private static func magnitudes(_ low: UInt, _ high: UInt) -> Magnitudes {
    Magnitudes(low: Array(String(low).utf8), high: Array(String(high).utf8))
  }

  var start: LeafState { 0 }

  func next(_ state: LeafState, _ byte: UInt8) -> LeafState {
    if byte == UInt8(ascii: "-") {
      guard state == start, negative != nil else { return .dead }
      return Self.pack(Progress(isNegative: true))
    }
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return .dead }
    var progress = Self.unpack(state)
    guard !progress.isZero, let bounds = bounds(of: progress) else { return .dead }
    progress.isZero = progress.digits == 0 && byte == UInt8(ascii: "0")
    progress.low = Self.compare(progress.low, byte, bounds.low, at: progress.digits)
    progress.high = Self.compare(progress.high, byte, bounds.high, at: progress.digits)
    progress.digits += 1
    return length(of: progress) == nil ? .dead : Self.pack(progress)
  }

  func canEnd(_ state: LeafState) -> Bool {
    let progress = Self.unpack(state)
    return progress.digits > 0 && length(of: progress) == progress.digits
  }

  func allowedBytes(_ state: LeafState) -> ByteSet {
    ByteSet("-0123456789".utf8.filter { next(state, $0) != .dead })
  }

  func distance(_ state: LeafState) -> Int {
    let progress = Self.unpack(state)
    let direct = length(of: progress).map { $0 - progress.digits } ?? .unreachable
    guard state == start, negative != nil else { return direct }
    return min(direct, 1 + distance(Self.pack(Progress(isNegative: true))))
  }

  private func bounds(of progress: Progress) -> Magnitudes? {
    progress.isNegative ? negative : positive
  }

  /// The fewest digits of a number within the bounds that begins as this one; nil for none.
  private func length(of progress: Progress) -> Int? {
    guard let bounds = bounds(of: progress) else { return nil }
    let longest = progress.isZero ? 1 : bounds.high.count
    guard progress.digits <= longest else { return nil }
    return (max(progress.digits, 1)...longest).first { length in
      let isLowEnough = length < bounds.high.count || progress.high <= 0
      let isHighEnough =
        length > bounds.low.count || (length == bounds.low.count && progress.low >= 0)
      return isLowEnough && isHighEnough
    }
  }

  private static func compare(
    _ before: Int, _ byte: UInt8, _ bound: [UInt8], at position: Int
  ) -> Int {
    guard before == 0, position < bound.count else { return before }
    return byte == bound[position] ? 0 : byte < bound[position] ? -1 : 1
  }

  private static func pack(_ progress: Progress) -> LeafState {
    let flags = (progress.isNegative ? 1 : 0) | (progress.isZero ? 2 : 0)
    let order = (progress.low + 1) << 2 | (progress.high + 1) << 4
    // The state before anything is written must be 0, so the equal case is flipped to 0.
    return LeafState(progress.digits << 8 | (order ^ 0b01_0100) | flags)
  }

  private static func unpack(_ state: LeafState) -> Progress {
    let bits = Int(truncatingIfNeeded: state) ^ 0b01_0100
    return Progress(
      isNegative: bits & 1 != 0, isZero: bits & 2 != 0, digits: bits >> 8,
      low: (bits >> 2 & 3) - 1, high: (bits >> 4 & 3) - 1)
  }
}
