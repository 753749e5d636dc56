import Constraints
import OrderedJSON
import TestSupport
import Testing

@Suite struct NumberBoundsTests {
  private func automaton(_ bounds: NumberBounds) throws -> ConstraintAutomaton {
    try ConstraintAutomaton(.json(.numberWithin(bounds)))
  }

  /// Hundredths from -12 to 12, in every spelling with at most three digits behind the point.
  private static let spellings: [(text: String, thousandths: Int)] = stride(
    from: -1200, through: 1200, by: 3
  ).flatMap { number -> [(String, Int)] in
    let sign = number < 0 ? "-" : ""
    let (whole, rest) = (number.magnitude / 100, number.magnitude % 100)
    let two = "\(sign)\(whole).\(rest / 10)\(rest % 10)"
    var all = [(two, number * 10), (two + "0", number * 10)]
    if rest % 10 == 0 { all.append((String(two.dropLast()), number * 10)) }
    if rest == 0 { all.append(("\(sign)\(whole)", number * 10)) }
    return all
  }

  /// A number of thousandths and those beside it; zero, which has no sign, is left out.
  private static func neighbours(of number: Int) -> [(text: String, thousandths: Int)] {
    (number - 2...number + 2).filter { $0 != 0 }.map { number in
      let digits = String(number.magnitude % 1000 + 1000).dropFirst()
      let sign = number < 0 ? "-" : ""
      return ("\(sign)\(number.magnitude / 1000).\(digits)", number)
    }
  }

  private func check(_ bounds: NumberBounds, _ isWithin: (Int) -> Bool) throws {
    let automaton = try automaton(bounds)
    var spellings = Self.spellings
    for bound in [bounds.low, bounds.high] {
      guard let edge = bound?.number.double else { continue }
      spellings += Self.neighbours(of: Int((edge * 1000).rounded()))
    }
    let wrong = spellings.filter { text, number in automaton.accepts(text) != isWithin(number) }
    #expect(wrong.isEmpty, "\(bounds)")
  }

  @Test(
    arguments: [
      (nil, nil), (0, nil), (nil, 0), (-1500, 1500), (250, 260), (-3010, -2990), (0, 1000),
      (-10, 10), (999, 10_001), (-5, nil), (nil, -5), (7000, 7000), (120, 4560), (-11_990, -20),
    ] as [(Int?, Int?)], [true, false])
  func allAndOnlyThoseWithinTheBounds(_ pair: (low: Int?, high: Int?), _ isIncluded: Bool) throws {
    let bounds = NumberBounds(
      low: pair.low.map { .init(.float(Double($0) / 1000), isIncluded: isIncluded) },
      high: pair.high.map { .init(.float(Double($0) / 1000), isIncluded: isIncluded) })
    guard isIncluded || pair.low == nil || pair.low != pair.high else {
      #expect(throws: ConstraintError.impossible) { try automaton(bounds) }
      return
    }
    try check(bounds) { number in
      let (low, high) = (pair.low ?? .min, pair.high ?? .max)
      return isIncluded ? number >= low && number <= high : number > low && number < high
    }
  }

  @Test(arguments: UInt64(0)..<150) func randomTextsAreWithinTheBounds(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    let schema = JSONSchema.numberWithin(constraints.bounds())
    let automaton = try ConstraintAutomaton(.json(schema))
    var random = RandomValues(seed: seed)
    for _ in 0..<20 {
      let bytes = try #require(automaton.randomText(&random))
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(satisfies(try JSONParser.parse(bytes), schema), "\(text) \(schema)")
    }
  }

  @Test func zeroHasNoSign() throws {
    let automaton = try automaton(NumberBounds(low: .init(-1), high: .init(1)))
    for text in ["-0", "-0.0", "-0.00", "-1.01", "00", "1e0", "+1"] {
      #expect(!automaton.accepts(text), "\(text)")
    }
    for text in ["0", "0.0", "-0.001", "-1", "-1.000", "1.0"] {
      #expect(automaton.accepts(text), "\(text)")
    }
  }

  @Test func boundsMayBeVeryLargeOrSmall() throws {
    let small = try automaton(
      NumberBounds(low: .init(0, isIncluded: false), high: .init(.float(1e-12))))
    #expect(small.accepts("0.000000000001"))
    #expect(small.accepts("0.0000000000001"))
    #expect(!small.accepts("0.000000000002"))
    #expect(!small.accepts("0.0"))
    let large = try automaton(NumberBounds(low: .init(.float(1e12)), high: .init(.float(1e300))))
    #expect(large.accepts("1000000000000"))
    #expect(large.accepts("999999999999999.5"))
    #expect(!large.accepts("999999999999"))
    let digits = JSONValue.largeInteger("100000000000000000000")
    #expect(throws: ConstraintError.impossible) { try automaton(NumberBounds(low: .init(digits))) }
    #expect(try automaton(NumberBounds(high: .init(digits))).accepts("5"))
  }
}
