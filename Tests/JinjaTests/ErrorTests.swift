import Jinja
import OrderedJSON
import Testing

@Suite struct ErrorTests {
  @Test(arguments: [
    ("{{ 'abc }}", 1, 4, "this string has no closing quote"),
    ("a\n{% if x %}\nb", 3, 2, "the template ends before 'elif' or 'else' or 'endif'"),
    (
      "{% for i in l %}{% endif %}", 1, 20,
      "'endif' cannot stand here; the innermost block needs 'endfor' or 'else'"
    ),
    ("é {{ a b }}", 1, 8, "expected '}}', found 'b'"),
    ("{{ (1 }}", 1, 7, "found '}' where ')' must close"),
    ("{{ x|nope }}", 1, 6, "there is no filter 'nope'"),
    ("{{ x is nope }}", 1, 9, "there is no test 'nope'"),
    ("{# never", 1, 1, "this comment has no closing '#}'"),
    ("{{ 1 ! 2 }}", 1, 6, "unexpected character '!'"),
    (
      "{% include 'x' %}", 1, 4,
      "'include' needs other templates, and a chat template stands alone"
    ),
    ("{% break %}", 1, 4, "'break' outside of a loop"),
    ("{% set true = 1 %}", 1, 8, "cannot assign to true"),
    (#"{{ "\xZZ" }}"#, 1, 5, "this escape names no character"),
    (
      "{{ 99999999999999999999 }}", 1, 4,
      "'99999999999999999999' is no number, or one that 64 bits do not hold"
    ),
  ])
  func syntax(source: String, line: Int, column: Int, message: String) throws {
    let error = try #require(throws: JinjaError.self) { try Template(source) }
    #expect(error.kind == .syntax)
    #expect(error.message == message)
    #expect(error.line == line)
    #expect(error.column == column)
  }

  @Test(arguments: [
    (
      "{{ 'a' + 1 }}", JinjaError.Kind.type, 8,
      "can only add a string to a string, not 'int'; '~' joins any values"
    ),
    ("{{ nope.x }}", .undefined, 9, "'nope' is undefined"),
    ("{{ {}.a.b }}", .undefined, 9, "'dict object' has no attribute 'a'"),
    ("{{ 1 // 0 }}", .value, 6, "division by zero"),
    (
      "{{ [].append(1) }}", .security, 13, "access to attribute 'append' of 'list' object is unsafe"
    ),
    ("{{ {}.pop('a') }}", .security, 10, "access to attribute 'pop' of 'dict' object is unsafe"),
    (
      "{{ ''.__class__.x }}", .security, 17,
      "access to attribute '__class__' of 'str' object is unsafe"
    ),
    ("{{ raise_exception('no system role') }}", .raised, 19, "no system role"),
    ("{% for i in none %}{% endfor %}", .type, 4, "'NoneType' object is not iterable"),
    ("{{ 9223372036854775807 + 1 }}", .value, 24, "the result is an integer of more than 64 bits"),
    ("{{ range(3)|tojson }}", .type, 13, "object of type 'range' is not JSON serializable"),
  ])
  func atRunTime(source: String, kind: JinjaError.Kind, column: Int, message: String) throws {
    let error = try #require(throws: JinjaError.self) {
      try Template(source).render(JSONObject(), now: someMorning)
    }
    #expect(error.kind == kind)
    #expect(error.message == message)
    #expect(error.line == 1)
    #expect(error.column == column)
  }

  @Test func theExcerptPointsAtThePlace() throws {
    let source = "first\n\tif {{ x + }}\nlast"
    let error = try #require(throws: JinjaError.self) { try Template(source) }
    #expect(error.excerpt == " if {{ x + }}\n           ^")
    #expect(
      error.description == """
        template syntax error: expected an expression, found '}}' (line 2, column 12 of the \
        template)
         if {{ x + }}
                   ^
        """)
  }

  @Test func aLongLineIsCut() throws {
    let source = String(repeating: "a", count: 200) + "{{ ) }}" + String(repeating: "b", count: 200)
    let error = try #require(throws: JinjaError.self) { try Template(source) }
    #expect(error.column == 204)
    let lines = error.excerpt.split(separator: "\n")
    #expect(lines[0].first == "…" && lines[0].last == "…" && lines[0].count == 102)
    #expect(lines[1].count == 52)
  }

  @Test func anErrorInAMacroPointsIntoTheMacro() throws {
    let source = "{% macro m(x) %}\n{{ x.y.z }}{% endmacro %}\n{{ m({}) }}"
    let error = try #require(throws: JinjaError.self) {
      try Template(source).render(JSONObject(), now: someMorning)
    }
    #expect(error.line == 2)
  }

  @Test func aFilterInABranchNotTakenIsNoError() throws {
    #expect(try rendered("{% if false %}{{ x|nope }}{% endif %}ok") == "ok")
    #expect(try rendered("{{ (x|nope) if false else 'ok' }}") == "ok")
    #expect(throws: JinjaError.self) { try rendered("{% if true %}{{ x|nope }}{% endif %}") }
  }
}
