import Jinja
import OrderedJSON
import TestSupport
import Testing

/// What comes from the input stays marked as such, whatever a template does with it.
@Suite struct ProvenanceTests {
  /// Renders with `x` and the list `l` marked as input, and shows input in brackets.
  private func marked(_ source: String, x: String = "in|put") throws -> String {
    let rendering = try Template(source).render(
      [
        ("x", .string(x, isInput: true)), ("t", .string("tpl")),
        ("l", Value(["a", "b", 3], isInput: true)),
        ("d", Value(["k": "v", "n": [1, "w"]], isInput: true)),
      ], now: someMorning)
    #expect(rendering.runs.map(\.text).joined() == rendering.text)
    for (first, second) in zip(rendering.runs, rendering.runs.dropFirst()) {
      #expect(first.isInput != second.isInput)
    }
    return rendering.runs.map { $0.isInput ? "⟦\($0.text)⟧" : $0.text }.joined()
  }

  @Test(arguments: [
    ("a{{ x }}b", "a⟦in|put⟧b"),
    ("{{ '<' + x + '>' }}", "<⟦in|put⟧>"), ("{{ '<' ~ x ~ t ~ '>' }}", "<⟦in|put⟧tpl>"),
    ("{{ ('<' + x + '>')[1:4] }}", "⟦in|⟧"), ("{{ ('<' + x)[0] }}{{ ('<' + x)[1] }}", "<⟦i⟧"),
    ("{{ ('<' + x)[::-1] }}", "⟦tup|ni⟧<"), ("{{ (' ' + x + ' ')|trim }}", "⟦in|put⟧"),
    ("{{ ('<' ~ x ~ '>').strip('<>') }}", "⟦in|put⟧"),
    ("{{ x|upper }}{{ ('a' ~ x)|upper }}", "⟦IN|PUT⟧A⟦IN|PUT⟧"),
    ("{{ ('é' ~ x)|capitalize }}", "É⟦in|put⟧"),
    ("{{ x.split('|')[1] }}", "⟦put⟧"), ("{{ ('a|' ~ x).split('|') | join('+') }}", "a+⟦in⟧+⟦put⟧"),
    ("{{ x|replace('|', '-') }}", "⟦in⟧-⟦put⟧"), ("{{ 'a-b'|replace('-', x) }}", "a⟦in|put⟧b"),
    ("{{ l|join(', ') }}", "⟦a⟧, ⟦b⟧, 3"), ("{{ ', '.join(l[:2]) }}", "⟦a⟧, ⟦b⟧"),
    ("{{ x * 2 }}{{ ('<' ~ x) * 2 }}", "⟦in|putin|put⟧<⟦in|put⟧<⟦in|put⟧"),
    ("{{ '%s:%5s|%d' % (x, 'a', 3) }}", "⟦in|put⟧:    a|3"),
    ("{{ '{}-{:>8}'.format(t, x) }}", "tpl-  ⟦in|put⟧"),
    ("{{ x % () }}{{ 'a'|indent(2, true) }}{{ x|indent(2, true) }}", "⟦in|put⟧  a  ⟦in|put⟧"),
    ("{{ d|tojson }}", #"{"⟦k⟧": "⟦v⟧", "⟦n⟧": [1, "⟦w⟧"]}"#),
    ("{{ d }}", "{'⟦k⟧': '⟦v⟧', '⟦n⟧': [1, '⟦w⟧']}"), ("{{ [t, x] }}", "['tpl', '⟦in|put⟧']"),
    ("{% for c in x[:2] %}<{{ c }}>{% endfor %}", "<⟦i⟧><⟦n⟧>"),
    ("{% for k, v in d|items %}{{ k }}={{ v }};{% endfor %}", "⟦k⟧=⟦v⟧;⟦n⟧=[1, '⟦w⟧'];"),
    ("{% set y %}<{{ x }}>{% endset %}{{ y }}{{ y|length }}", "<⟦in|put⟧>8"),
    ("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(x) }}", "<⟦in|put⟧>"),
    (
      "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}{{ x }}{% endcall %}",
      "<⟦in|put⟧>"
    ),
    ("{% filter upper %}a{{ x }}{% endfilter %}", "A⟦IN|PUT⟧"),
    ("{{ x if x == 'in|put' else t }}", "⟦in|put⟧"),
    ("{{ x == 'in|put' }}{{ 'in' in x }}", "TrueTrue"),
    ("{{ x|e }}{{ '<b>'|e }}{{ ('<' ~ x)|e }}", "⟦in|put⟧&lt;b&gt;&lt;⟦in|put⟧"),
    ("{{ x.center(8, '*') }}{{ x.zfill(8) }}", "*⟦in|put⟧*00⟦in|put⟧"),
    ("{{ x.partition('|')|join }}{{ x.splitlines()[0] }}", "⟦in|putin|put⟧"),
    ("{{ x|truncate(5, true, '…', 0) }}", "⟦in|p⟧…"), ("{{ x|wordwrap(3) }}", "⟦in|⟧\n⟦put⟧"),
    ("{{ (x ~ '<i>a</i>')|striptags }}", "⟦in|put⟧a"), ("{{ x|urlencode }}", "⟦in%7Cput⟧"),
    ("{{ {'k': x}.k }}{{ namespace(a=x).a }}{{ [x]|first }}", "⟦in|putin|putin|put⟧"),
    ("{{ l|map('upper')|list|first }}{{ [x]|sort|last }}", "⟦Ain|put⟧"),
    ("{{ '%c' % x[0] }}", "⟦i⟧"),
    ("{{ strftime_now(x ~ '%Y') }}", "⟦in|put⟧2026"),
    ("{{ x.title() ~ x.swapcase() }}", "⟦In|PutIN|PUT⟧"),
    ("{{ (x ~ '\t|').expandtabs(8) }}", "⟦in|put⟧  |"), ("{{ x|string|safe }}", "⟦in|put⟧"),
  ])
  func marksAreKept(source: String, expected: String) throws {
    #expect(try marked(source) == expected)
  }

  @Test func textsOfEveryOriginAreEqual() throws {
    #expect(try marked("{{ {'in|put': 1}[x] }}{{ x in ['in|put'] }}{{ d['k'] }}") == "1True⟦v⟧")
  }

  /// A message that spells special tokens cannot come out as the template's own text.
  @Test(
    .enabled(if: Conformance.isAvailable, Conformance.missing), arguments: ConformanceTests.names)
  func contentNeverBecomesTemplateText(name: String) throws {
    let suite = try TemplateSuite(name)
    let template = try Template(suite.source)
    var count = 0
    for testCase in suite.cases where testCase.expected != nil {
      let variables = testCase.context.members.map { key, value in
        (key, key == "messages" || key == "tools" ? Self.withSentinels(value) : Value(value))
      }
      guard let rendering = try? template.render(variables, now: suite.now) else { continue }
      for run in rendering.runs where !run.isInput {
        #expect(!run.text.contains { "⟦⟧".contains($0) }, "\(name), \(testCase.name): \(run.text)")
      }
      count += rendering.runs.count { $0.isInput && $0.text.contains("⟦") }
    }
    #expect(count > 0)
  }

  /// The value with every string of the input in sentinels that the template does not know.
  ///
  /// Strings by which templates branch are left alone.
  private static func withSentinels(_ json: JSONValue, key: String = "") -> Value {
    switch json {
    case .string(let string):
      let isPlain = ["role", "type", "name"].contains(key)
      return isPlain ? .string(string) : .string("⟦\(string)⟧", isInput: true)
    case .array(let items): return .array(items.map { withSentinels($0) })
    case .object(let object):
      return .mapping(object.members.map { ($0, withSentinels($1, key: $0)) })
    default: return Value(json)
    }
  }
}
