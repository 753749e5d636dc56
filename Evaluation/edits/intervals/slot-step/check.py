from intervals import find_slot

assert find_slot([(0, 7)], 3, 0, 30, step=5) == (10, 13)
assert find_slot([(0, 7)], 3, 0, 30, 5) == (10, 13)
assert find_slot([(0, 7), (12, 18)], 3, 0, 30, step=5) == (20, 23)
assert find_slot([(0, 10)], 5, 0, 30, step=10) == (10, 15)
assert find_slot([(0, 7)], 3, 0, 30) == (7, 10)
