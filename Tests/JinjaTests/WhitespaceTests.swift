import Testing

/// Space around tags, with `trim_blocks` and `lstrip_blocks` on; verified with Jinja2 3.1.6.
@Suite struct WhitespaceTests {
  @Test(arguments: [
    (
      "   {% if true %}\n  x\n   {% endif %}\n  y {% if true %} z {% endif %}\n  w\n",
      "  x\n  y  z   w"
    ),
    ("{%- if true -%}\n  a\n{%- endif -%}\n  b\n", "ab"),
    ("    {%+ if true %}p{% endif +%}\nq\n", "    p\nq"),
    ("a\n\n  {# c #}\n b {# d #}\n\n", "a\n\n b "),
    ("\t{# tab #}\nend\r\nx\r\n", "end\nx"),
    ("{% raw %}\n  {{ x }}\n  {% endraw %}\n z", "\n  {{ x }}\n z"),
    ("  {%- raw %} a {% endraw -%} \n b", " a b"),
    ("x {{- 1 -}} \n y", "x1y"),
    ("{{ 1 }}\n{{ 2 }}\n", "1\n2"),
    ("a\u{a0}{%- if 1 %}b{% endif -%}\u{a0}c", "abc"),
    ("{{'a'}}{#-#}{{'b'}}", "ab"),
    ("a {#--#} b", "ab"),
    ("{##}x", "x"),
    ("{{ {'a': {'b': 1}} }}", "{'a': {'b': 1}}"),
    ("{% raw %}{{ a }}{% endraw %}\nb", "{{ a }}b"),
    ("line\n  {{- 'x' }}\n  {%- if 1 %}\n  y\n  {%- endif %}\nz", "linex  yz"),
    ("text", "text"), ("", ""), ("\n", ""), ("\n\n", "\n"), ("{", "{"), ("{ {", "{ {"),
    ("}}", "}}"),
  ])
  func space(source: String, expected: String) throws {
    #expect(try rendered(source) == expected)
  }
}
