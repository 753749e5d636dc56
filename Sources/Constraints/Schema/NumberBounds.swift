package import OrderedJSON

/// Between which values a number lies.
package struct NumberBounds: Sendable, Equatable {
  /// A value that a number may not pass.
  package struct Bound: Sendable, Equatable {
    /// An integer or a float.
    package var number: JSONValue
    /// Whether the number may be the bound itself.
    package var isIncluded: Bool

    package init(_ number: JSONValue, isIncluded: Bool = true) {
      self.number = number
      self.isIncluded = isIncluded
    }
  }

  /// nil sets no bound.
  package var low: Bound?
  package var high: Bound?

  package init(low: Bound? = nil, high: Bound? = nil) {
    self.low = low
    self.high = high
  }
}

extension NumberBounds {
  /// How many digits a double tells apart, so that a number is within its bounds as one, too.
  private static let precision = 15
  private static let mostWhole = 999_999_999_999_999

  /// The decimal numbers within the bounds; zero has no sign.
  var constraint: Constraint {
    let zero = Limit(digits: .zero, isIncluded: true)
    let low = low.flatMap(Limit.init)
    let high = high.flatMap(Limit.init)
    var ways: [Constraint] = []
    if high.map({ !$0.digits.isNegative }) ?? true {
      let least = low.flatMap { $0.digits.isNegative ? nil : $0 } ?? zero
      ways.append(Self.magnitudes(from: least, to: high))
    }
    if low.map({ $0.digits.isNegative }) ?? true {
      let least = high.flatMap { $0.digits.isNegative ? $0 : nil }
      let belowZero = Limit(digits: .zero, isIncluded: false)
      ways.append(.sequence([.literal("-"), Self.magnitudes(from: least ?? belowZero, to: low)]))
    }
    return .either(ways)
  }

  /// Numbers without sign between two limits, whose signs are not looked at.
  private static func magnitudes(from low: Limit, to high: Limit?) -> Constraint {
    guard let least = low.whole else { return .either([]) }
    // A limit of more digits than are written is none.
    let high = high.flatMap { $0.whole == nil ? nil : $0 }
    let most = high?.whole ?? mostWhole
    guard least <= most else { return .either([]) }
    guard least < most else {
      return whole(least...least, .between(low.tail, high?.tail, room: room(behind: least)))
    }
    var ways = [whole(least...least, .between(low.tail, nil, room: room(behind: least)))]
    let room = room(behind: high == nil ? 0 : most)
    if least + 1 < most {
      ways.append(whole(least + 1...most - 1, .between(nil, nil, room: room)))
    }
    ways.append(whole(most...most, .between(nil, high?.tail, room: room)))
    return .either(ways)
  }

  private static func room(behind whole: Int) -> Int {
    max(0, precision - String(whole).utf8.count)
  }

  /// A number before the point and what may follow it; nil where nothing may.
  private static func whole(_ range: ClosedRange<Int>, _ fraction: Fraction?) -> Constraint {
    guard let fraction else { return .either([]) }
    let integer = Constraint.json(.integer(atLeast: range.lowerBound, atMost: range.upperBound))
    guard let digits = fraction.digits else { return integer }
    let part = Constraint.sequence([.literal("."), digits])
    return .sequence([integer, fraction.mayBeMissing ? .optional(part) : part])
  }
}

/// A bound as the digits that a number is compared with.
private struct Limit {
  var digits: DecimalNumber
  var isIncluded: Bool

  init(digits: DecimalNumber, isIncluded: Bool) {
    self.digits = digits
    self.isIncluded = isIncluded
  }

  /// nil for what is no number.
  init?(_ bound: NumberBounds.Bound) {
    guard let digits = DecimalNumber(bound.number) else { return nil }
    self.init(digits: digits, isIncluded: bound.isIncluded)
  }

  /// The number before the point; nil where it has more than 15 digits.
  var whole: Int? { digits.whole.utf8.count <= 15 ? Int(digits.whole) : nil }
  var tail: Tail { Tail(digits: digits.fraction[...], isIncluded: isIncluded) }
}

/// The digits of a limit that are still to be compared, those behind the point.
private struct Tail {
  var digits: ArraySlice<UInt8>
  var isIncluded: Bool

  var first: Int { digits.first.map(Int.init) ?? 0 }
  var rest: Tail { Tail(digits: digits.dropFirst(), isIncluded: isIncluded) }
}

/// What may follow the digits that are written, so that a number is within its limits.
private struct Fraction {
  /// Whether nothing may.
  var mayBeMissing: Bool
  /// One digit or more; nil where there must be none.
  var digits: Constraint?

  /// Digits between two limits, whose earlier digits are those that were written; nil where no
  /// number is.
  static func between(_ low: Tail?, _ high: Tail?, room: Int) -> Fraction? {
    let low = low.flatMap { $0.digits.isEmpty && $0.isIncluded ? nil : $0 }
    let isHighEnough = low == nil
    let isLowEnough = high.map { !$0.digits.isEmpty || $0.isIncluded } ?? true
    guard isLowEnough else { return nil }
    let digits = room > 0 ? self.digits(low, high, room) : nil
    return digits == nil && !isHighEnough
      ? nil : Fraction(mayBeMissing: isHighEnough, digits: digits)
  }

  private static func digits(_ low: Tail?, _ high: Tail?, _ room: Int) -> Constraint? {
    let (first, last) = (low?.first ?? 0, high?.first ?? 9)
    guard first <= last else { return nil }
    var ways: [Constraint] = []
    // Digits after which everything is within the limits.
    let (least, most) = (low == nil ? 0 : first + 1, high == nil ? 9 : last - 1)
    if least <= most {
      ways.append(
        .sequence([
          digit(least...most), .repeated(digit(0...9), atLeast: 0, atMost: room - 1),
        ]))
    }
    if low != nil, high != nil, first == last {
      ways += edge(first, low?.rest, high?.rest, room)
    } else {
      if let low { ways += edge(first, low.rest, nil, room) }
      if let high { ways += edge(last, nil, high.rest, room) }
    }
    return ways.isEmpty ? nil : .either(ways)
  }

  /// A digit of a limit itself, after which the rest is compared.
  private static func edge(
    _ value: Int, _ low: Tail?, _ high: Tail?, _ room: Int
  ) -> [Constraint] {
    guard let rest = between(low, high, room: room - 1) else { return [] }
    let first = digit(value...value)
    guard let digits = rest.digits else { return [first] }
    return [.sequence([first, rest.mayBeMissing ? .optional(digits) : digits])]
  }

  private static func digit(_ range: ClosedRange<Int>) -> Constraint {
    let zero = UInt32(48)
    return .characters(
      ScalarSet([zero + UInt32(range.lowerBound)...zero + UInt32(range.upperBound)]))
  }
}
