from intervals import find_slot, gaps, is_valid, merge, overlaps, subtract, total_length

assert is_valid((1, 2)) and not is_valid((2, 2))
assert overlaps((1, 5), (4, 6)) and not overlaps((1, 5), (5, 6))
assert merge([(5, 8), (1, 3), (2, 4)]) == [(1, 4), (5, 8)]
assert merge([(1, 9), (2, 3)]) == [(1, 9)]
assert total_length([(0, 10), (5, 15), (20, 21)]) == 16
assert subtract((0, 10), (3, 5)) == [(0, 3), (5, 10)]
assert subtract((0, 10), (20, 30)) == [(0, 10)]
assert subtract((3, 5), (0, 10)) == []
assert gaps([(2, 4), (6, 8)], 0, 10) == [(0, 2), (4, 6), (8, 10)]
assert find_slot([(0, 3), (4, 9)], 2, 0, 20) == (9, 11)
assert find_slot([(0, 10)], 1, 0, 10) is None
from intervals import describe, intersect, most_at_once, shift

assert intersect([(0, 5), (8, 12)], [(3, 9)]) == [(3, 5), (8, 9)]
assert shift([(1, 2)], 3) == [(4, 5)]
assert most_at_once([(0, 5), (5, 9), (4, 6)]) == 2
assert describe([(1, 4), (5, 6)]) == "1-3, 5"
