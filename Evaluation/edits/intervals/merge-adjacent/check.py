from intervals import merge

assert merge([(1, 3), (3, 5)]) == [(1, 5)]
assert merge([(3, 5), (1, 3), (6, 7)]) == [(1, 5), (6, 7)]
assert merge([]) == []
