from cache import Cache

cache = Cache(2)
cache.put("a", 1)
cache.put("b", 2)
cache.put("a", 3)
cache.put("c", 4)
assert cache.get("a") == 3
assert "b" not in cache and "c" in cache and len(cache) == 2
