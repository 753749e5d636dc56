/// What Jinja2 3.1.6 makes of small templates: one a line, the template and its text.
extension FeatureTables {
  static let sequences = table(
    #"""
    {{ u|length }} => 24
    {{ u[::-1] }} => eßartß ELOCÉ 🦊 語本日 evïan
    {{ u[1:8:2] }} => av 本
    {{ s[-3:] }} => rld
    {{ s[:5] }} => Hello
    {{ s[5:2] }} =>
    {{ s[::2] }} => Hlo ol
    {{ s[10:0:-3] }} => lWoe
    {{ l[1:] }} => [1, 2]
    {{ l[::-1] }} => [2, 1, 3]
    {{ l[:-1] }} => [3, 1]
    {{ undefd|length }} => 0
    {{ undefd|list }} => []
    {{ undefd|join }} =>
    {{ undefd|default('d') }} => d
    {{ [1, 'a', none, true, 1.5, {'k': (1,)}] }} => [1, 'a', None, True, 1.5, {'k': (1,)}]
    {{ l|sort }} => [1, 2, 3]
    {{ ls|sort }} => ['A', 'a', 'b', 'c']
    {{ ls|sort(case_sensitive=true) }} => ['A', 'a', 'b', 'c']
    {{ l|sort(reverse=true) }} => [3, 2, 1]
    {{ m|sort(attribute='content')|map(attribute='content')|join(',') }} => bye,hi,yo
    {{ m|sort(attribute='role,content')|map(attribute='content')|list }} => ['yo', 'bye', 'hi']
    {{ l|first }} => 3
    {{ l|last }} => 2
    {{ l|min }} => 1
    {{ l|max }} => 3
    {{ l|sum }} => 6
    {{ ls|min }} => A
    {{ ls|max }} => c
    {{ e|first }} =>
    {{ e|last }} =>
    {{ s|first }} => H
    {{ s|last }} => d
    {{ [1.5,2]|sum }} => 3.5
    {{ m|sum(attribute='n.x') if false else 1 }} => 1
    {{ l|reverse|list }} => [2, 1, 3]
    {{ s|reverse }} => dlroW ,olleH
    {{ l|join }} => 312
    {{ l|join('-') }} => 3-1-2
    {{ m|join(',', attribute='role') }} => user,assistant,user
    {{ l|length }} => 3
    {{ d|length }} => 3
    {{ s|count }} => 12
    {{ l|map('string')|list }} => ['3', '1', '2']
    {{ ls|map('upper')|join }} => BACA
    {{ m|map(attribute='role')|list }} => ['user', 'assistant', 'user']
    {{ m|map(attribute='n.x', default='?')|list }} => [1, 2, '?']
    {{ m|selectattr('role', 'equalto', 'user')|map(attribute='content')|list }} => ['hi', 'bye']
    {{ m|rejectattr('role', '==', 'user')|list|length }} => 1
    {{ l|select('>', 1)|list }} => [3, 2]
    {{ l|reject('odd')|list }} => [2]
    {{ [0,1,'']|select|list }} => [1]
    {{ m|selectattr('n')|list|length }} => 2
    {{ m|selectattr('n', 'defined')|list|length }} => 2
    {{ d|dictsort }} => [('a', 2), ('b', 1), ('C', 3)]
    {{ d|dictsort(true) }} => [('C', 3), ('a', 2), ('b', 1)]
    {{ d|dictsort(by='value', reverse=true) }} => [('C', 3), ('a', 2), ('b', 1)]
    {{ d|items|list }} => [('b', 1), ('a', 2), ('C', 3)]
    {{ d|list }} => ['b', 'a', 'C']
    {{ ls|unique|list }} => ['b', 'A', 'c']
    {{ ['a','A','b']|unique|list }} => ['a', 'b']
    {{ ['a','A','b']|unique(true)|list }} => ['a', 'A', 'b']
    {{ [1,1.0,2]|unique|list }} => [1, 2]
    {{ range(7)|batch(3)|list }} => [[0, 1, 2], [3, 4, 5], [6]]
    {{ range(7)|batch(3, 'x')|list }} => [[0, 1, 2], [3, 4, 5], [6, 'x', 'x']]
    {{ range(7)|slice(3)|list }} => [[0, 1, 2], [3, 4], [5, 6]]
    {{ range(7)|slice(3, 'x')|list }} => [[0, 1, 2], [3, 4, 'x'], [5, 6, 'x']]
    {{ range(5) }} => range(0, 5)
    {{ range(1,5) }} => range(1, 5)
    {{ range(5,0,-2)|list }} => [5, 3, 1]
    {{ range(0) }} => range(0, 0)
    {{ range(3)[1] }} => 1
    {{ range(10)[2:5] }} => range(2, 5)
    {{ range(5)|length }} => 5
    {{ range(2,8,2) }} => range(2, 8, 2)
    {{ d.items() }} => dict_items([('b', 1), ('a', 2), ('C', 3)])
    {{ d.keys() }} => dict_keys(['b', 'a', 'C'])
    {{ d.values() }} => dict_values([1, 2, 3])
    {{ d.keys()|list }} => ['b', 'a', 'C']
    {{ items_key['items'] }} => 1
    {{ d.keys()[0] }} =>
    {{ d.values()|first }} => 1
    {{ '42'|int }} => 42
    {{ '4.7'|int }} => 4
    {{ 'x'|int }} => 0
    {{ 'x'|int(9) }} => 9
    {{ '0x1f'|int(base=16) }} => 31
    {{ 4.9|int }} => 4
    {{ -4.9|int }} => -4
    {{ '1_000'|int }} => 1000
    {{ ' 5 '|int }} => 5
    {{ true|int }} => 1
    {{ none|int }} => 0
    {{ '3.5'|float }} => 3.5
    {{ 'x'|float }} => 0.0
    {{ 'x'|float(1.5) }} => 1.5
    {{ '1e3'|float }} => 1000.0
    {{ 'inf'|float }} => inf
    {{ '-nan'|float }} => nan
    {{ 7|float }} => 7.0
    {{ '101'|int(0, 2) }} => 5
    {{ 2.5|round }} => 2.0
    {{ 3.5|round }} => 4.0
    {{ 2.675|round(2) }} => 2.67
    {{ 2.45|round(1, 'floor') }} => 2.4
    {{ 2.41|round(1, 'ceil') }} => 2.5
    {{ 5|round }} => 5
    {{ -2.5|round }} => -2.0
    {{ 1234.5|round(-2) }} => 1200.0
    {{ 1250|round(-2) }} => 1200
    {{ -3|abs }} => 3
    {{ -3.5|abs }} => 3.5
    {{ 0.5|round }} => 0.0
    {{ 1.005|round(2) }} => 1.0
    {{ (x|nope) if false else 'ok' }} => ok
    {{ [1,2,3][1:] + [4] }} => [2, 3, 4]
    {{ [1,2,3]|length > 2 and 'yes' or 'no' }} => yes
    {{ (l|length) * 2 }} => 6
    {{ l|length * 2 }} => 6
    {{ [] | first | default('q') }} => q
    {{ none|default('q') }} => None
    {{ none|default('q', true) }} => q
    {{ ''|d('q', boolean=True) }} => q
    {{ d|attr('a') }} =>
    {{ (l|map('string'))[0] }} =>
    {{ (l|map('string'))|first }} => 3
    {{ d|join(',') }} => b,a,C
    {{ 'abc'|join('-') }} => a-b-c
    {{ [[1,2],[3]]|map('length')|list }} => [2, 1]
    {{ [[1,2],[3]]|map('first')|list }} => [1, 3]
    {{ [[3,1],[1,2]]|sort }} => [[1, 2], [3, 1]]
    {{ ['a','b']|map('replace','a','c')|list }} => ['c', 'b']
    {{ [1,2,3]|sum(start=10) }} => 16
    {{ ['a']|sum(start='') if false }} =>
    {{ range(3) == range(3) }} => True
    {{ {}|length }} => 0
    """#)

  static let json = table(
    #"""
    {{ d|tojson(sort_keys=true) }} => {"C": 3, "a": 2, "b": 1}
    {{ u|tojson }} => "naïve 日本語 🦊 ÉCOLE ßtraße"
    {{ d|tojson(separators=(',', ':')) }} => {"b":1,"a":2,"C":3}
    {{ "a\"b\\\n\x00\u2028</script>"|tojson }} => "a\"b\\\n\u0000 </script>"
    {{ (1,2)|tojson }} => [1, 2]
    {{ {1: 2, none: 3, true: 4, 1.5: 5}|tojson }} => {"1": 4, "null": 3, "1.5": 5}
    {{ 1e16|tojson }} => 1e+16
    {{ 'nan'|float|tojson }} => NaN
    {{ ('<'|safe)|tojson }} => "<"
    {{ [{'a':1}]|map('tojson')|join }} => {"a": 1}
    """#)
}
