from cache import Cache

cache = Cache(2)
assert cache.hit_rate() == 0.0
cache.put("a", 1)
cache.get("a")
assert cache.hit_rate() == 1.0
