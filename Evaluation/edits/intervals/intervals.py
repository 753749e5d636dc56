"""Half-open intervals of whole numbers: the first number belongs to one, the last does not."""


def is_valid(interval):
    """Whether an interval begins before it ends."""
    start, end = interval
    return start < end


def overlaps(a, b):
    """Whether two intervals have a number in common."""
    return a[0] < b[1] and b[0] < a[1]


def merge(intervals):
    """Joins intervals that overlap; the result is in order."""
    merged = []
    for start, end in sorted(intervals):
        if merged and start < merged[-1][1]:
            last = merged[-1]
            merged[-1] = (last[0], max(last[1], end))
        else:
            merged.append((start, end))
    return merged


def total_length(intervals):
    """How many numbers lie in at least one of the intervals."""
    return sum(end - start for start, end in merge(intervals))


def subtract(interval, hole):
    """What is left of an interval without another one: none, one or two intervals."""
    start, end = interval
    if not overlaps(interval, hole):
        return [interval]
    rest = []
    if start < hole[0]:
        rest.append((start, hole[0]))
    if hole[1] < end:
        rest.append((hole[1], end))
    return rest


def gaps(intervals, start, end):
    """The parts between start and end that no interval covers."""
    free = []
    position = start
    for first, last in merge(intervals):
        if first > position:
            free.append((position, first))
        position = max(position, last)
    if position < end:
        free.append((position, end))
    return free


def find_slot(busy, length, start, end):
    """The first free part of a length between start and end, or None."""
    for first, last in gaps(busy, start, end):
        if last - first >= length:
            return (first, first + length)
    return None
