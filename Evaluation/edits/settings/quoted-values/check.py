from settings import parse

values = parse('a = " x "\nb = "y"\nc = z\nd = "open\ne = ""')[""]
assert values["a"] == " x ", values
assert values["b"] == "y"
assert values["c"] == "z"
assert values["d"] == '"open', values
assert values["e"] == ""
