from cache import Cache

now = 0
cache = Cache(2, lifetime=10, clock=lambda: now)
cache.put("a", 1)
cache.put("b", 2)
assert cache.get("a") == 1 and "a" in cache
cache.put("c", 3)
assert "b" not in cache and len(cache) == 2
assert cache.get("b", 0) == 0
assert cache.hit_rate() == 0.5
now = 11
assert cache.get("a") is None and len(cache) == 1
assert cache.remove_old() == 1 and len(cache) == 0
assert (cache.hits, cache.misses) == (1, 2)
cache.put("d", 4)
cache.clear()
assert len(cache) == 0
from cache import cached

calls = []


@cached(2)
def square(n):
    calls.append(n)
    return n * n


assert [square(2), square(2), square(3), calls] == [4, 4, 9, [2, 3]]
square.cache.resize(1)
assert square.cache.keys() == [3]
