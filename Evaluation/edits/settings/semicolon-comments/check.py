from settings import parse

assert parse("; a note\na = 1\n  ; more\nb = 2;3") == {"": {"a": "1", "b": "2;3"}}
assert parse("# x\n;y\n[s]\nk=v") == {"": {}, "s": {"k": "v"}}
