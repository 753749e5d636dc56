/// What Jinja2 3.1.6 makes of small templates: one a line, the template and its text.
extension FeatureTables {
  static let texts = table(
    #"""
    {{ u|upper }} => NAÏVE 日本語 🦊 ÉCOLE SSTRASSE
    {{ u|lower }} => naïve 日本語 🦊 école ßtraße
    {{ u|title }} => Naïve 日本語 🦊 École SStraße
    {{ u|capitalize }} => Naïve 日本語 🦊 école ßtraße
    {{ u.swapcase() }} => NAÏVE 日本語 🦊 école SSTRASSE
    {{u.title()}} => Naïve 日本語 🦊 École Sstraße
    {{u.casefold()}} => naïve 日本語 🦊 école sstrasse
    {{ undefd|trim }} =>
    {{ undefd|upper }} =>
    {{ s.upper() }} => HELLO, WORLD
    {{ s.lower() }} => hello, world
    {{ s.strip('Hd') }} => ello, Worl
    {{ s.split(', ') }} => ['Hello', 'World']
    {{ s.split() }} => ['Hello,', 'World']
    {{ s.split('o', 1) }} => ['Hell', ', World']
    {{ s.rsplit('o', 1) }} => ['Hello, W', 'rld']
    {{ s.startswith('Hell') }} => True
    {{ s.endswith(('x', 'ld')) }} => True
    {{ s.find('o') }} => 4
    {{ s.rfind('o') }} => 8
    {{ s.find('zz') }} => -1
    {{ s.index('W') }} => 7
    {{ s.count('l') }} => 3
    {{ s.replace('l', 'L', 2) }} => HeLLo, World
    {{ s.partition(', ') }} => ('Hello', ', ', 'World')
    {{ s.rpartition('o') }} => ('Hello, W', 'o', 'rld')
    {{ s.partition('zz') }} => ('Hello, World', '', '')
    {{ s.rpartition('zz') }} => ('', '', 'Hello, World')
    {{ '  a b  c '.split() }} => ['a', 'b', 'c']
    {{ '  a b  c '.split(' ') }} => ['', '', 'a', 'b', '', 'c', '']
    {{ '  a b  c '.split(none, 1) }} => ['a', 'b  c ']
    {{ '  a b  c '.rsplit(none, 1) }} => ['  a b', 'c']
    {{ ''.split() }} => []
    {{ ''.split(',') }} => ['']
    {{ 'a,b,,c'.split(',') }} => ['a', 'b', '', 'c']
    {{ 'aaa'.split('aa') }} => ['', 'a']
    {{ 'a1b1c'.rsplit('1') }} => ['a', 'b', 'c']
    {{ lines.splitlines() }} => ['one', 'two', '', '  three', 'four']
    {{ lines.splitlines(true) }} => ['one\n', 'two\n', '\n', '  three\r\n', 'four']
    {{ ''.splitlines() }} => []
    {{ 'a\n'.splitlines() }} => ['a']
    {{ 'x'.join(['a','b']) }} => axb
    {{ '-'.join('abc') }} => a-b-c
    {{ 'ab'.center(7, '*') }} => ***ab**
    {{ 'ab'.rjust(4, '.') }} => ..ab
    {{ '-42'.zfill(6) }} => -00042
    {{ 'abc'.isalpha() }} => True
    {{ '12'.isdigit() }} => True
    {{ '1a'.isalnum() }} => True
    {{ ' '.isspace() }} => True
    {{ ''.isspace() }} => False
    {{ 'AB'.isupper() }} => True
    {{ 'ab1'.islower() }} => True
    {{ 'Ab Cd'.istitle() }} => True
    {{ 'a_1'.isidentifier() }} => True
    {{ 'é'.isascii() }} => False
    {{ '½'.isnumeric() }} => True
    {{ '²'.isdigit() }} => True
    {{ '²'.isdecimal() }} => False
    {{ 'abcabc'.removeprefix('abc') }} => abc
    {{ 'abcabc'.removesuffix('bc') }} => abca
    {{ 'a\tb'.expandtabs(4) }} => a   b
    {{ 'abc'.find('c', 1) }} => 2
    {{ 'abc'.find('a', 1) }} => -1
    {{ 'abab'.count('ab', 1) }} => 1
    {{ 'abc'.startswith('b', 1) }} => True
    {{ 'aaa'.replace('', '-') }} => -a-a-a-
    {{ 'aaa'.count('') }} => 4
    {{ 'x'.replace('x', '') }} =>
    {{ [1,2].index(2) }} => 1
    {{ [1,2,1].count(1) }} => 2
    {{ (1,2).index(1) }} => 0
    {{ '  x '|trim }} => x
    {{ 'xxaxx'|trim('x') }} => a
    {{ s|replace('o', '0') }} => Hell0, W0rld
    {{ s|replace('o', '0', 1) }} => Hell0, World
    {{ 5|replace('5', '6') }} => 6
    {{ 'hello world-foo (bar'|title }} => Hello World-Foo (Bar
    {{ "it's"|title }} => It's
    {{ s|truncate(8) }} => Hello, World
    {{ 'foo bar baz qux'|truncate(9) }} => foo...
    {{ 'foo bar baz qux'|truncate(9, true) }} => foo ba...
    {{ 'foo bar baz qux'|truncate(11, false, '..', 0) }} => foo bar..
    {{ 'a b-c d_e'|wordcount }} => 4
    {{ ''|indent }} =>
    {{ html|escape }} => &lt;a href=&#34;x&#34;&gt;&#39;T&#39; &amp; C&lt;/a&gt;
    {{ html|e|e }} => &lt;a href=&#34;x&#34;&gt;&#39;T&#39; &amp; C&lt;/a&gt;
    {{ html|forceescape }} => &lt;a href=&#34;x&#34;&gt;&#39;T&#39; &amp; C&lt;/a&gt;
    {{ html|safe }} => <a href="x">'T' & C</a>
    {{ html|striptags }} => 'T' & C
    {{ 'a'|safe + '<' }} => a&lt;
    {{ '<' + 'a'|safe }} => &lt;a
    {{ '<b>'|safe ~ '<' }} => <b><
    {{ ('%s'|safe) % '<' }} => &lt;
    {{ '{}'|safe }} => {}
    {{ ('a'|safe).join(['<', 'b']) }} => &lt;ab
    {{ ['<'|safe, '<']|join(',') }} => <,<
    {{ ('a'|safe).replace('a', '<') }} => &lt;
    {{ ['a'|safe] }} => [Markup('a')]
    {{ ('a'|safe).upper() + '<' }} => A&lt;
    {{ ('<'|safe)[0] + '<' }} => <&lt;
    {{ ('<'|safe)|upper + '<' }} => <&lt;
    {{ ('<'|safe)|replace('a','b') + '<' }} => <<
    {{ 'a b/c&d=é'|urlencode }} => a%20b/c%26d%3D%C3%A9
    {{ {'a b': 'c/d', 'e': 1}|urlencode }} => a+b=c%2Fd&e=1
    {{ s.split(',')[0] }} => Hello
    {{ s.split(',')[1].strip() }} => World
    {{ (s ~ '!').upper()[0:3] }} => HEL
    {{ s|upper ~ 'x' }} => HELLO, WORLDx
    {{ 'a' ~ 'b'|upper }} => aB
    {{ 'ǆ'|capitalize }} => ǅ
    {{ 'ﬁ'|upper }} => FI
    {{ 'İ'|lower }} => i̇
    {{ 'ΑΣ'|lower }} => ας
    """#)

  static let formats = table(
    #"""
    {{ '%(a)s-%(b)03d' % {'a': 1, 'b': 2} }} => 1-002
    {{ 'x%sy' % 'v' }} => xvy
    {{ '%s' % (1,) }} => 1
    {{ '%s' % [1] }} => [1]
    {{ '%.3s' % 'abcdef' }} => abc
    {{ '%s %s'|format('a', 1) }} => a 1
    {{ '%(a)s'|format(a=3) }} => 3
    {{ '{} {}'.format(1, 'a') }} => 1 a
    {{ '{1} {0}'.format(1, 'a') }} => a 1
    {{ '{a}-{b}'.format(a=1, b=[2]) }} => 1-[2]
    {{ '{0[k]}{1.role}'.format({'k': 5}, m[0]) }} => 5user
    {{ '{!r}{!s}'.format('a', 'b') }} => 'a'b
    {{ '{:.3}'.format('abcdef') }} => abc
    {{ '{:,.1f}'.format(1234567.891) }} => 1,234,567.9
    {{ '{:_}'.format(1234567) }} => 1_234_567
    {{ '{}'.format(none) }} => None
    {{ '{:s}'.format('q') }} => q
    {{ '{:.4}'.format(2.0) }} => 2.0
    {{ '{:.4}'.format(1234567.0) }} => 1.235e+06
    {{ '{0.__class__}'.format(1) }} =>
    {{ 1|filesizeformat }} => 1 Byte
    {{ 999|filesizeformat }} => 999 Bytes
    {{ 1500|filesizeformat }} => 1.5 kB
    {{ 1500000|filesizeformat }} => 1.5 MB
    {{ 1048576|filesizeformat(true) }} => 1.0 MiB
    {{ 123456789012345|filesizeformat }} => 123.5 TB
    {{ ('{}'|safe).format('<') }} => &lt;
    """#)
}
