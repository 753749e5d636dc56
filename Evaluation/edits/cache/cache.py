"""A cache that forgets what was not used for longest, or what is too old."""

import time
from collections import OrderedDict


class Cache:
    """Values by keys, at most `capacity` of them."""

    def __init__(self, capacity, lifetime=None, clock=time.monotonic):
        self.capacity = capacity
        self.lifetime = lifetime
        self.clock = clock
        self.items = OrderedDict()
        self.hits = 0
        self.misses = 0

    def get(self, key, default=None):
        """The value of a key, which becomes the one used last."""
        if key not in self.items:
            self.misses += 1
            return default
        value, stored = self.items[key]
        if self.is_old(stored):
            del self.items[key]
            self.misses += 1
            return default
        self.items.move_to_end(key)
        self.hits += 1
        return value

    def put(self, key, value):
        """Keeps a value, and forgets another one where there is no room."""
        self.items[key] = (value, self.clock())
        if len(self.items) > self.capacity:
            self.items.popitem(last=False)

    def is_old(self, stored):
        """Whether something stored at a time has outlived its lifetime."""
        return self.lifetime is not None and self.clock() - stored > self.lifetime

    def remove_old(self):
        """Forgets all that is too old; returns how many that were."""
        old = [key for key, (_, stored) in self.items.items() if self.is_old(stored)]
        for key in old:
            del self.items[key]
        return len(old)

    def hit_rate(self):
        """The share of lookups that found something."""
        return self.hits / (self.hits + self.misses)

    def clear(self):
        """Forgets everything."""
        self.items.clear()

    def __len__(self):
        return len(self.items)

    def __contains__(self, key):
        return key in self.items
    def keys(self):
        """The keys, that of the value used last at the end."""
        return list(self.items)

    def get_or_compute(self, key, compute):
        """The value of a key, which is computed and kept where it is not known."""
        missing = object()
        value = self.get(key, missing)
        if value is missing:
            value = compute(key)
            self.put(key, value)
        return value

    def resize(self, capacity):
        """Changes how many values are kept; forgets those used longest ago."""
        self.capacity = capacity
        while len(self.items) > capacity:
            self.items.popitem(last=False)


def cached(capacity, lifetime=None):
    """A decorator that keeps what a function of one argument returned."""
    def decorate(function):
        cache = Cache(capacity, lifetime)

        def call(argument):
            return cache.get_or_compute(argument, function)

        call.cache = cache
        return call
    return decorate
