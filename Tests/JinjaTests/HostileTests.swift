import Jinja
import OrderedJSON
import Testing

/// Templates that would hang, fill the memory or overflow the stack end in errors, and soon.
@Suite struct HostileTests {
  @Test(arguments: [
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% for i in [[]] recursive %}{{ loop([[]]) }}{% endfor %}",
    "{{ range(1000000000)|list }}",
    "{{ range(-9223372036854775807, 9223372036854775807) }}",
    "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
    "{{ 'x' * 1000000000000 }}", "{{ 'x' * 9223372036854775807 }}",
    "{{ [1] * 9223372036854775807 }}", "{{ [[]] * 1000000000 }}",
    grown(100, from: "s='x'", by: "{% set ns.s = ns.s + ns.s %}"),
    grown(100, from: "l=[1]", by: "{% set ns.l = ns.l + ns.l %}"),
    grown(100_000, from: "l=[]", by: "{% set ns.l = [ns.l] %}"),
    grown(100, from: "l=[]", by: "{% set ns.l = [ns.l, ns.l] %}", then: "{{ ns.l }}"),
    grown(
      100, from: "l=(), k=()",
      by: "{% set ns.l = (ns.l, ns.l) %}"
        + "{% set ns.k = (ns.k, ns.k) %}",
      then: "{{ ns.l == ns.k }}"),
    grown(100, from: "l=()", by: "{% set ns.l = (ns.l, ns.l) %}", then: "{{ {ns.l: 1} }}"),
    grown(100, from: "l=[]", by: "{% set ns.l = [ns.l, ns.l] %}", then: "{{ ns.l|tojson }}"),
    "{% set ns = namespace() %}{% set ns.n = ns %}{{ ns }}",
    "{{ '%1000000000000d' % 1 }}", "{{ '{:1000000000000}'.format(1) }}",
    "{{ '%.99999999f' % 1.5 }}",
    "{{ 'x'.center(1000000000000) }}", "{{ 'x'.zfill(1000000000000) }}",
    "{{ 'a\tb'.expandtabs(1000000000000) }}",
    "{{ 'x'|indent(1000000000000) }}", "{{ 2 ** 100000 }}", "{{ 10.0 ** 400 }}",
    "{{ ('a' * 100000)|replace('a', 'b' * 100000) }}",
    "{{ ('b' * 100000).join(range(100000)|map('string')) }}",
    "{{ [1]|batch(1000000000000, 0)|list }}", "{{ [1]|slice(1000000000000)|list }}",
    "{{ ('a' * 4000000).find('a' * 2000000 ~ 'b') }}{{ 'x' * 1000000000000 }}",
    "{{ ('a' * 4000000).rfind('b' ~ 'a' * 2000000) }}{{ 'x' * 1000000000000 }}",
    "{{ ('a' * 1000000)|wordwrap(1) }}",
    "{% for i in range(100000) %}{{ 5e-324|round(3) }}{% endfor %}",
    "{% for i in range(100000) %}{{ '%.1000f' % 5e-324 }}{% endfor %}",
    grown(100_000, from: "d=dict(range(100000)|batch(2))", by: "{% set k = ns.d.keys() %}"),
    "{{ [[1]]|tojson(indent=1000000000000) }}", "{{ strftime_now('%c' * 100000000) }}",
  ])
  func isStopped(source: String) {
    let start = ContinuousClock.now
    #expect(throws: JinjaError.self) { try rendered(source) }
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test(arguments: [
    ("{{ ", "(", "1", ")", " }}"), ("{{ ", "[", "1", "]", " }}"), ("{{ ", "-", "1", "", " }}"),
    ("{{ ", "not ", "1", "", " }}"), ("{{ ", "{1:", "1", "}", " }}"), ("{{ 1", "+1", "", "", " }}"),
    ("{{ 1", "**1", "", "", " }}"), ("{{ x", ".x", "", "", " }}"), ("{{ x", "[0]", "", "", " }}"),
    ("{{ x", "|list", "", "", " }}"), ("{{ x", " or x", "", "", " }}"),
    ("{{ x", "()", "", "", " }}"),
    ("{{ ", "x if x else ", "1", "", " }}"), ("{{ 1", " if 1", "", "", " }}"),
    ("", "{% if 1 %}", "", "{% endif %}", ""), ("", "{% for i in [1] %}", "", "{% endfor %}", ""),
    ("", "{% macro m() %}", "", "{% endmacro %}", ""), ("", "{% set x %}", "", "{% endset %}", ""),
    ("{% set ", "(", "x", ")", " = 1 %}"),
  ])
  func deepNestingIsRefused(parts: (String, String, String, String, String)) {
    let (before, opening, middle, closing, after) = parts
    for count in [1000, 100_000] {
      let source =
        before + String(repeating: opening, count: count) + middle
        + String(repeating: closing, count: count) + after
      #expect(throws: JinjaError.self) { try Template(source) }
    }
  }

  /// A template that changes a namespace again and again.
  private static func grown(
    _ count: Int, from start: String, by change: String, then end: String = ""
  ) -> String {
    "{% set ns = namespace(\(start)) %}{% for i in range(\(count)) %}\(change){% endfor %}\(end)"
  }

  @Test func whatIsNestedWithinReasonRenders() throws {
    let depth = 60
    let source =
      String(repeating: "{% if 1 %}", count: depth) + "{{ "
      + String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth) + " }}"
      + String(repeating: "{% endif %}", count: depth)
    #expect(try rendered(source) == "1")
    let countdown =
      "{% macro m(n) %}{{ n }}{% if n > 0 %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}"
    #expect(try rendered(countdown).hasSuffix("3210"))
  }

  @Test func limitsAreTheCallers() throws {
    let source = "{% for i in range(1000) %}x{% endfor %}"
    #expect(throws: JinjaError.self) { try rendering(source, limits: Limits(steps: 500)) }
    #expect(throws: JinjaError.self) { try rendering(source, limits: Limits(textBytes: 500)) }
    #expect(try rendering(source, limits: Limits(steps: 5000, textBytes: 1000)).text.count == 1000)
  }

  @Test func endlessChainsOfObjectsAreLetGo() throws {
    let chains = [
      Self.grown(50_000, from: "p=none", by: "{% set ns = namespace(p=ns) %}"),
      Self.grown(50_000, from: "p=none", by: "{% set n2 = namespace(p=ns.p) %}{% set ns.p = n2 %}"),
      Self.grown(
        50_000, from: "p=none",
        by: "{% set q = ns.p %}"
          + "{% macro m() %}{{ q }}{% endmacro %}{% set ns.p = m %}"),
      Self.grown(
        50_000, from: "p=none", by: "{% for j in [ns.p] %}{% set ns.p = loop %}{% endfor %}"),
      Self.grown(
        50_000, from: "p=1",
        by: "{% for j in [1] %}{% set q = loop.changed(ns.p) %}"
          + "{% set ns.p = loop %}{% endfor %}"),
    ]
    for source in chains { #expect(try rendered(source + "end") == "end") }
  }
}
