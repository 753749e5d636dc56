from textkit import wrap

lines = wrap("an extraordinarily long word", 8)
assert all(len(line) <= 8 for line in lines), lines
assert "".join(lines).replace(" ", "") == "anextraordinarilylongword", lines
assert wrap("abcdefghij", 5) == ["abcde", "fghij"]
assert wrap("one two", 20) == ["one two"]
