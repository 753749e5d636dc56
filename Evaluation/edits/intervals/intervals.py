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
def intersect(first, second):
    """The parts that lie in an interval of both lists."""
    common = []
    for a in merge(first):
        for b in merge(second):
            if overlaps(a, b):
                common.append((max(a[0], b[0]), min(a[1], b[1])))
    return common


def shift(intervals, offset):
    """The intervals, all moved by an offset."""
    return [(start + offset, end + offset) for start, end in intervals]


def most_at_once(intervals):
    """How many of the intervals share a number at most."""
    events = []
    for start, end in intervals:
        events.append((start, 1))
        events.append((end, -1))
    current = most = 0
    # Where one ends and another begins, the end comes first: (5, -1) before (5, 1).
    for _, change in sorted(events):
        current += change
        most = max(most, current)
    return most


def describe(intervals):
    """The intervals as a text such as "1-3, 5"."""
    parts = []
    for start, end in intervals:
        last = end - 1
        parts.append(str(start) if last == start else f"{start}-{last}")
    return ", ".join(parts)
