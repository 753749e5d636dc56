/// What Jinja2 3.1.6 makes of small templates: one a line, the template and its text.
extension FeatureTables {
  static let operators = table(
    #"""
    {{ u[-1] }} => e
    {{ l[-1] }} => 2
    {{ 7 // 2 }} => 3
    {{ -7 // 2 }} => -4
    {{ 7 % 3 }} => 1
    {{ -7 % 3 }} => 2
    {{ 7 % -3 }} => -2
    {{ 7 / 2 }} => 3.5
    {{ 6 / 2 }} => 3.0
    {{ 2 ** 10 }} => 1024
    {{ 2 ** -1 }} => 0.5
    {{ 7.5 // 2 }} => 3.0
    {{ -7.5 % 2 }} => 0.5
    {{ 10 ** 20 // 1 if false else 'x' }} => x
    {{ -2 ** 2 }} => 4
    {{ 2 ** 3 ** 2 }} => 64
    {{ 1 + 2 * 3 - 4 / 2 }} => 5.0
    {{ (1 + 2) * 3 }} => 9
    {{ 1 - -1 }} => 2
    {{ +5 }} => 5
    {{ 2 * -3 }} => -6
    {{ 0.1 + 0.2 }} => 0.30000000000000004
    {{ 1e-4 }} => 0.0001
    {{ 1e-5 }} => 1e-05
    {{ 1.5e300 * 1e10 }} => inf
    {{ true + true }} => 2
    {{ true == 1 }} => True
    {{ 1 == 1.0 }} => True
    {{ 'a' == 'a' }} => True
    {{ none == false }} => False
    {{ 1 < 2 < 3 }} => True
    {{ 1 < 3 < 2 }} => False
    {{ 'a' < 'b' }} => True
    {{ [1,2] < [1,3] }} => True
    {{ 3 != 4 }} => True
    {{ 2 >= 2.0 }} => True
    {{ 'ell' in s }} => True
    {{ 'z' not in s }} => True
    {{ 1 in l }} => True
    {{ 'a' in d }} => True
    {{ 5 in l }} => False
    {{ none in [none] }} => True
    {{ 'x' in undefd }} => False
    {{ 1 in {1: 2} }} => True
    {{ 1.0 in {1: 2} }} => True
    {{ not true }} => False
    {{ not '' }} => True
    {{ 'a' or 'b' }} => a
    {{ '' or 'b' }} => b
    {{ 'a' and 'b' }} => b
    {{ '' and 'b' }} =>
    {{ none or undefd or 0 }} => 0
    {{ 'a' if true else 'b' }} => a
    {{ 'a' if false }} =>
    {{ 'x' if false else 'y' if false else 'z' }} => z
    {{ 'a' ~ 1 ~ none ~ true ~ 1.0 ~ [1,'x'] ~ undefd }} => a1NoneTrue1.0[1, 'x']
    {{ 'a' + 'b' }} => ab
    {{ [1] + [2] }} => [1, 2]
    {{ (1,) + (2,) }} => (1, 2)
    {{ 'ab' * 3 }} => ababab
    {{ 3 * [1,2] }} => [1, 2, 1, 2, 1, 2]
    {{ 'x' * 0 }} =>
    {{ 'x' * -1 }} =>
    {{ undefd == undefd }} => True
    {{ undefd == none }} => False
    {# comment #}a{#- c -#} b => ab
    {{ '{{' }}{{ "}}" }}{{ '%}' }} => {{}}%}
    {{ dict(a=1, b=2) }} => {'a': 1, 'b': 2}
    {{ dict({'x': 1}, y=2) }} => {'x': 1, 'y': 2}
    {{ namespace(a=1).a }} => 1
    a {{- ' b ' -}} c => a b c
    a {#- x -#} b => ab
    {{ m[-1].content }} => bye
    {{ l[n - 6] }} => 1
    {{ ls[0] in d }} => True
    2] %}{{ x }} => 2] %}ctx
    {{ 1_000 + 0x1F + 0b11 + 0o17 + 1_0.5e1_0 }} => 105000001049.0
    {{ {'a': 1} == {'a': 1.0} }} => True
    {{ [1,2] == (1,2) }} => False
    {{ 'é' == 'é' }} => True
    {{ 'e\u0301' == 'é' }} => False
    {{ n == 7 }} => True
    {{ 'a' if n else 'b' ~ 'c' }} => a
    {{ ('a' if n) ~ 'c' }} => ac
    {{ 1 if true else 2 if true else 3 }} => 1
    {{ (1 if false else 2) if true else 3 }} => 2
    {{ undefd in [1] }} => False
    """#)

  static let values = table(
    #"""
    {{ s }} => Hello, World
    {{ n }} => 7
    {{ f }} => 2.5
    {{ z }} => None
    {{ b }} => True
    {{ l }} => [3, 1, 2]
    {{ d }} => {'b': 1, 'a': 2, 'C': 3}
    {{ undefd }} =>
    {{ u }} => naïve 日本語 🦊 ÉCOLE ßtraße
    {{ u[2] }} => ï
    {{ s[0] }} => H
    {{ s[20] }} =>
    {{ l[0] }} => 3
    {{ l[5] }} =>
    {{ 1e3 }} => 1000.0
    {{ 1.0 }} => 1.0
    {{ 1e16 }} => 1e+16
    {{ 1e15 }} => 1000000000000000.0
    {{ 123456789012345678 }} => 123456789012345678
    {{ 100000000000000000000.0 }} => 1e+20
    {{ 9007199254740993.0 }} => 9007199254740992.0
    {{ 12345678901234567.0 }} => 1.2345678901234568e+16
    {{ d.nope }} =>
    {{ d['nope'] }} =>
    {{ z.foo }} =>
    {{ n.foo }} =>
    {{ s.foo }} =>
    {{ [] }} => []
    {{ {} }} => {}
    {{ () }} => ()
    {{ (1,) }} => (1,)
    {{ (1, 2) }} => (1, 2)
    {{ 1, 2 }} => (1, 2)
    {{ {'a': 1, 2: 'b', none: [], (1,2): 3} }} => {'a': 1, 2: 'b', None: [], (1, 2): 3}
    {{ {1: 'a', 1.0: 'b', true: 'c'} }} => {1: 'c'}
    b' }} => b' }}
    {{ d.get('a') }} => 2
    {{ d.get('q') }} => None
    {{ d.get('q', 5) }} => 5
    {{ d.copy() }} => {'b': 1, 'a': 2, 'C': 3}
    {{ s.__class__ }} =>
    {{ d.pop }} =>
    {{ dict([('a', 1)]) }} => {'a': 1}
    x => x
    w => w
    a => a
    b => b
    q => q
    {# tab comment #} =>
    end => end
    {{ m[0].role }} => user
    {{ m[0]['role'] }} => user
    {{ m.0.role }} => user
    {{ m[0].n.x }} => 1
    {{ m[2].n }} =>
    {{ d[ls[3]] }} => 2
    {{ {'a': [1]}['a'][0] }} => 1
    {{ {'a': 1}.a }} => 1
    {{ (1,2)[0] }} => 1
    {{ 'abc'[1] }} => b
    {{ loop }} =>
    }} => }}
    {{ 1.foo }} =>
    {{ none }} => None
    {{ None }} => None
    {{ True }} => True
    {{ False }} => False
    {{ true }} => True
    {{ f.is_integer() }} => False
    {{ 3.0.is_integer() }} => True
    {{ n.bit_length() }} => 3
    {{ n[0] }} =>
    {{ n['a'] }} =>
    {{ l['a'] }} =>
    {{ l[1.5] }} =>
    {{ l[none] }} =>
    {{ d[[1]] }} =>
    """#)

  static let tests = table(
    #"""
    {{ undefd is none }} => False
    {{ undefd is defined }} => False
    {{ d['items'] is callable }} => True
    {{ d.pop is defined }} => False
    {{ l.append is defined }} => False
    {{ ''.__class__ is defined }} => False
    {{ 'a'|safe is escaped }} => True
    {{ 1 is defined }} => True
    {{ 1 is number }} => True
    {{ 1.5 is float }} => True
    {{ 1 is integer }} => True
    {{ true is integer }} => False
    {{ true is number }} => True
    {{ true is boolean }} => True
    {{ 'a' is string }} => True
    {{ l is sequence }} => True
    {{ d is mapping }} => True
    {{ d is sequence }} => True
    {{ l is iterable }} => True
    {{ 'a' is iterable }} => True
    {{ 5 is iterable }} => False
    {{ range(3) is sequence }} => True
    {{ d.items() is sequence }} => False
    {{ d.items() is iterable }} => True
    {{ (l|map('string')) is iterable }} => True
    {{ none is none }} => True
    {{ true is true }} => True
    {{ 1 is true }} => False
    {{ false is false }} => True
    {{ 3 is odd }} => True
    {{ 4 is even }} => True
    {{ 9 is divisibleby 3 }} => True
    {{ 9 is divisibleby(2) }} => False
    {{ 'a' is lower }} => True
    {{ 'A' is upper }} => True
    {{ 1 is in [1] }} => True
    {{ 1 is not in [1] }} => False
    {{ 1 is sameas 1 }} => True
    {{ 2 is gt 1 }} => True
    {{ 2 is lt(1) }} => False
    {{ 1 is eq 1 }} => True
    {{ 1 is ne 1 }} => False
    {{ range is callable }} => True
    {{ undefd is undefined }} => True
    {{ undefd is iterable }} => True
    {{ undefd is sequence }} => True
    {{ 'upper' is filter }} => True
    {{ 'nope' is filter }} => False
    {{ 'odd' is test }} => True
    {{ 'a' is not string }} => False
    {{ not 'a' is string }} => False
    {{ 1 + 1 is odd }} => 2
    {{ 'x' is string and 1 is number }} => True
    {{ 1 is defined == true }} => True
    {{ s|attr('upper') is callable }} => True
    {{ (d|attr('items')) is callable }} => True
    {{ n is number and n > 5 }} => True
    {{ n is divisibleby 7 }} => True
    {{ [] is iterable }} => True
    """#)
}
