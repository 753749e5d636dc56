import Foundation
import Jinja
import OrderedJSON
import Testing

/// Small templates with their texts, by theme.
enum FeatureTables {
  /// One line of a table.
  struct Row: Sendable, CustomTestStringConvertible {
    let source: String
    let expected: String
    var testDescription: String { source }
  }

  /// Reads a table: on every line a template, "=>" and the text; no text where the line ends.
  static func table(_ text: String) -> [Row] {
    text.split(separator: "\n").compactMap { line in
      guard let arrow = line.range(of: " =>") else { return nil }
      return Row(
        source: String(line[..<arrow.lowerBound]),
        expected: String(line[arrow.upperBound...].dropFirst()))
    }
  }

  static let context = #"""
    {
      "s": "Hello, World", "u": "naïve 日本語 🦊 ÉCOLE ßtraße", "n": 7, "neg": -7, "f": 2.5,
      "z": null, "b": true, "l": [3, 1, 2], "ls": ["b", "A", "c", "a"],
      "d": {"b": 1, "a": 2, "C": 3}, "e": [], "ed": {}, "es": "",
      "m": [
        {"role": "user", "content": "hi", "n": {"x": 1}},
        {"role": "assistant", "content": "yo", "n": {"x": 2}},
        {"role": "user", "content": "bye"}
      ],
      "nested": {
        "list": [1, [2, 3], {"k": "v's \"q\""}], "t": true, "nul": null, "fl": 1e+16,
        "sm": 1e-05, "i": 1000000000000000, "quote": "it's", "nl": "a\nb\t\\"
      },
      "lines": "one\ntwo\n\n  three\r\nfour", "x": "ctx",
      "html": "<a href=\"x\">'T' & C</a>", "items_key": {"items": 1, "keys": 2}
    }
    """#
}

@Suite struct FeatureTests {
  @Test(arguments: FeatureTables.values + FeatureTables.operators)
  func expressions(_ row: FeatureTables.Row) throws { try check(row) }

  @Test(arguments: FeatureTables.tests)
  func tests(_ row: FeatureTables.Row) throws { try check(row) }

  @Test(arguments: FeatureTables.sequences)
  func sequences(_ row: FeatureTables.Row) throws { try check(row) }

  @Test(arguments: FeatureTables.json)
  func json(_ row: FeatureTables.Row) throws { try check(row) }

  @Test(arguments: FeatureTables.texts)
  func texts(_ row: FeatureTables.Row) throws { try check(row) }

  @Test(arguments: FeatureTables.formats)
  func formats(_ row: FeatureTables.Row) throws { try check(row) }

  @Test(arguments: FeatureTables.statements)
  func statements(_ row: FeatureTables.Row) throws { try check(row) }

  private func check(_ row: FeatureTables.Row) throws {
    #expect(try rendered(row.source, FeatureTables.context) == row.expected)
  }
}

/// Renders a template with a JSON text as its context, at half past nine on 2026-01-15.
func rendered(_ source: String, _ context: String = "{}") throws -> String {
  try rendering(source, context).text
}

func rendering(
  _ source: String, _ context: String = "{}", limits: Limits = Limits()
) throws -> Rendering {
  let object = try #require(try JSONParser.parse(context).object)
  return try Template(source).render(object, now: someMorning, limits: limits)
}

let someMorning = CivilTime(year: 2026, month: 1, day: 15, hour: 9, minute: 30)
