from textkit import count_words, most_common, slugify, title_case, truncate, wrap

assert slugify("Hello, World 2!") == "hello-world-2"
assert truncate("short", 10) == "short"
assert truncate("a longer sentence", 12) == "a longer..."
assert title_case("the lord of the rings") == "The Lord of the Rings"
assert wrap("one two three four", 9) == ["one two", "three", "four"]
assert wrap("", 9) == []
assert count_words("Yes, yes no") == {"yes": 2, "no": 1}
assert most_common("b a a c a b", 2) == ["a", "b"]
from textkit import indent, initials, plural, table

assert initials("ada lovelace") == "AL"
assert indent("a\n\nb", 2) == "  a\n\n  b"
assert table([["a", "bb"], ["ccc", "d"]]) == ["a    bb", "ccc  d"]
assert (plural(1, "file"), plural(2, "file"), plural(0, "box", "boxes")) == ("1 file", "2 files", "0 boxes")
