package import Constraints
import OrderedJSON

/// Constraints of every kind by chance, small enough to be looked at completely.
package struct RandomConstraints {
  package var random: RandomValues
  /// Rules that may be referred to; each begins with a byte of its own.
  private var ruleNames: [String] = []

  package init(seed: UInt64) { random = RandomValues(seed: seed) }

  package mutating func constraint(depth: Int = 3) -> Constraint {
    switch random.number(below: depth > 0 ? 14 : 5) {
    case 0: .literal(text())
    case 1: .choice((0...random.number(below: 3)).map { _ in text() })
    case 2: .characters(characters())
    case 3: .repeated(.characters(characters()), atLeast: random.number(below: 3), atMost: bound())
    case 4: ruleNames.isEmpty ? .literal(text()) : .rule(random.pick(ruleNames))
    case 5, 6: .sequence((0...random.number(below: 3)).map { _ in constraint(depth: depth - 1) })
    case 7: .either((0...random.number(below: 3)).map { _ in constraint(depth: depth - 1) })
    case 8: .optional(constraint(depth: depth - 1))
    case 9:
      .repeated(
        .sequence([.characters(characters()), constraint(depth: depth - 1)]),
        atLeast: random.number(below: 3), atMost: bound())
    case 10: .json(schema(depth: depth - 1))
    case 11: .lines(lines())
    case 12: .free(free())
    default: grammar(depth: depth - 1)
    }
  }

  private mutating func grammar(depth: Int) -> Constraint {
    let outer = ruleNames
    defer { ruleNames = outer }
    let names = ["one", "two"]
    // A rule has an end when one of its ways refers to none.
    let ends = names.map { _ in constraint(depth: 0) }
    ruleNames += names
    let rules = zip(names, ends).map { name, end in
      GrammarRule(
        name,
        .sequence([.literal(random.pick(["(", "["])), .either([end, constraint(depth: depth)])]))
    }
    return .grammar(rules, start: random.pick(names))
  }

  package mutating func schema(depth: Int = 3) -> JSONSchema {
    switch random.number(below: depth > 0 ? 13 : 9) {
    case 0: .string(atLeast: random.number(below: 3), atMost: bound())
    case 1: .strings([text(), text() + "\"\\\n", "é\u{1}"])
    case 2: integer()
    case 3: .number
    case 4: .boolean
    case 5: .null
    case 6: .values([[-3, .string(text()), ["k": nil]], 0.5])
    case 7: .string()
    case 8: .numberWithin(bounds())
    case 9, 10: object(depth: depth - 1)
    case 11: .array(schema(depth: depth - 1), atLeast: random.number(below: 3), atMost: bound())
    default: .anyOf((0...random.number(below: 2)).map { _ in schema(depth: depth - 1) })
    }
  }

  private mutating func integer() -> JSONSchema {
    let low = random.number(below: 2000) - 1000
    switch random.number(below: 4) {
    case 0: return .integer()
    case 1: return .integer(atLeast: low)
    case 2: return .integer(atMost: low)
    default: return .integer(atLeast: low, atMost: low + random.number(below: 3000))
    }
  }

  /// Bounds with an end in between, around zero as often as not.
  package mutating func bounds() -> NumberBounds {
    let scale = random.pick([1, 0.25, 0.001])
    let low = Double(random.number(below: 400) - 200) * scale
    let high = low + Double(1 + random.number(below: 300)) * random.pick([scale, 1])
    var bounds = NumberBounds()
    if random.flip() { bounds.low = .init(.float(low), isIncluded: random.flip()) }
    if random.flip() { bounds.high = .init(.float(high), isIncluded: random.flip()) }
    return bounds
  }

  private mutating func object(depth: Int) -> JSONSchema {
    .object(
      (0..<random.number(below: 4)).map { index in
        JSONSchema.Property(
          random.pick(["a", "key", "q\"", "é"]) + "\(index)", schema(depth: depth),
          isRequired: random.flip())
      })
  }

  /// A text of few kinds of lines, so that many of them are equal.
  package mutating func file(lines: Int = 12) -> [UInt8] {
    let ending = random.pick(["\n", "\r\n"])
    let kinds = ["a", "ab", "", "  a", "}", "b", "é", "a\ta"]
    var text = ""
    for _ in 0..<random.number(below: lines) {
      text += random.pick(kinds) + ending
    }
    return Array((text + random.pick(["unique", "a"])).utf8)
  }

  /// The limit is the whole text, which is unique, so that there is always an end.
  package mutating func lines() -> LineSearch {
    let text = file()
    return LineSearch(
      text, byteLimit: text.count + 1, ending: random.flip() ? .whenUnique : .anyUniqueLine)
  }

  private mutating func free() -> FreeText {
    FreeText(
      until: random.pick(["\n", "aa", "aab", "é!", "```\n"]),
      limit: random.flip() ? nil : 4 + random.number(below: 30),
      mayEndAnswer: random.number(below: 4) == 0)
  }

  private mutating func bound() -> Int? {
    random.flip() ? nil : 2 + random.number(below: 5)
  }

  private mutating func characters() -> ScalarSet {
    random.pick([
      ScalarSet("a"..."c"), ScalarSet("0"..."9", "a"..."f"), ScalarSet(in: "é€𝄞a"),
      ScalarSet("\n"..."\n").inverted, ScalarSet("à"..."\u{FFFF}"), .all,
    ])
  }

  private mutating func text() -> String {
    random.pick(["a", "ab", "abc", "b", "é", "€x", "\n", "{\"", "aab", "x\ny"])
  }
}
