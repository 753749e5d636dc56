from intervals import merge

assert merge([(4, 4), (1, 2)]) == [(1, 2)]
assert merge([(9, 3), (1, 2), (5, 6)]) == [(1, 2), (5, 6)]
assert merge([(3, 3)]) == []
