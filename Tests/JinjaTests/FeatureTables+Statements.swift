/// What Jinja2 3.1.6 makes of small templates: one a line, the template and its text.
extension FeatureTables {
  static let statements = table(
    #"""
    {% set ns = namespace() %}{% set ns.a = 1 %}{{ ns.a }}{{ ns.b }}{{ ns['a'] }} => 11
    {% set y = 1 %}{% for i in l %}{% set y = y + i %}{{ y }}{% endfor %}{{ y }} => 4231
    {% for i in l %}{% set q = i %}{% endfor %}{{ q }} =>
    {% if true %}{% set q = 5 %}{% endif %}{{ q }} => 5
    {% if false %}{% set x = 5 %}{% endif %}{{ x }} => ctx
    {% for i in [1] %}{{ x }}{% endfor %}{% set x = 9 %}{{ x }} => 9
    {% for i in [1] %}{% if false %}{% set x = 5 %}{% endif %}{{ x }}{% endfor %} => ctx
    {% for i in [1, 2] %}{{ x }}{% set x = i %}{{ x }}{% endfor %}{{ x }} => ctx1ctx2ctx
    {% for i in [1, 2] %}{% set x = i %}{{ x }}{% endfor %}{{ x }} => 12ctx
    {% macro m() %}{{ x }}{% endmacro %}{{ m() }}{% set x = 1 %}{{ m() }} => 1
    {% macro m(a) %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, k=4) }} => (2, 3){'k': 4}
    {% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }} => 11
    {% set t %}a{{ n }}b{% endset %}{{ t }}{{ t|length }} => a7b3
    {% set t | upper | replace('A', 'x') %}a{{ n }}b{% endset %}{{ t }} => x7B
    {% set a, b = 1, 2 %}{{ a }}{{ b }}{% set (a, b) = (b, a) %}{{ a }}{{ b }} => 1221
    {% filter upper %}abc{{ s }}{% endfilter %} => ABCHELLO, WORLD
    {% filter replace('a', 'b') | upper %}abc{% endfilter %} => BBC
    {% with a = 1, b = 2 %}{{ a }}{{ b }}{% set c = 3 %}{% endwith %}{{ a }}{{ c }} => 12
    {% with %}{% set c = 3 %}{{ c }}{% endwith %} => 3
    {% generation %}{% set g = 1 %}{{ g }}{% endgeneration %}{{ g }} => 1
    {% raw %}{{ x }}{% if %}{% endraw %}|  {%- raw -%}  y  {%- endraw -%}  z => {{ x }}{% if %}|yz
    {% if false %}{{ x|nope }}{% endif %}ok => ok
    {% if n > 5 %}big{% elif n > 3 %}mid{% else %}small{% endif %} => big
    {%+ if true %}p{% endif +%} => p
    {% for i in l %}{{ loop.foo }}{% endfor %} =>
    {% for i in l %}{{ loop }}{% endfor %} => <LoopContext 1/3><LoopContext 2/3><LoopContext 3/3>
    {% macro a() %}{% set x = 5 %}{{ x }}{% endmacro %}{{ a() }}{{ x }} => 5ctx
    {% set x = 1 %}{% macro a() %}{{ x }}{% endmacro %}{% set x = 2 %}{{ a() }} => 2
    {% for i in [1,2] %}{% macro q() %}{{ i }}{% endmacro %}{{ q() }}{% endfor %} => 12
    {% set f = 'x'.upper %}{{ f() }} => X
    {% print 1, 2 %} => 12
    {% block foo %}x{% endblock foo %} => x
    {% set g = l|map('string') %}{{ g|list }}{{ g|list }} => ['3', '1', '2'][]
    {% for m2 in m %}{{ m2.role }}{{ "," if not loop.last }}{% endfor %} => user,assistant,user
    {%- for m2 in m -%} {{ m2.role }} {%- endfor -%} => userassistantuser
    {% autoescape false %}{{ html }}{% endautoescape %} => <a href="x">'T' & C</a>
    {% for i in (1, 2) %}{{ i }}{% endfor %}{% for i in 1, 2 %}{{ i }}{% endfor %} => 1212
    """#)
}
