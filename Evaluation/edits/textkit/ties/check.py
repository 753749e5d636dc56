from textkit import most_common

assert most_common("pear fig apple fig pear kiwi", 4) == ["fig", "pear", "apple", "kiwi"]
assert most_common("b a", 1) == ["a"]
