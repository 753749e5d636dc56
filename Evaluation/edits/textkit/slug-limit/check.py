from textkit import slugify

assert slugify("One two three four", max_words=2) == "one-two"
assert slugify("One two", max_words=5) == "one-two"
assert slugify("One two three") == "one-two-three"
assert slugify("One two three", 1) == "one"
