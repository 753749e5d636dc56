from cache import Cache

cache = Cache(2)
assert cache.put("a", 1) is False
assert cache.put("b", 2) is False
assert cache.put("c", 3) is True
cache.get("a")
cache.get("c")
cache.clear()
assert (len(cache), cache.hits, cache.misses) == (0, 0, 0)
