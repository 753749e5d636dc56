"""Patches put on texts, and where texts differ."""

import difflib

from . import processes


def applied(text, patch):
    """The text after a patch of one file, by git; None where it does not apply."""
    lines = patch.splitlines()
    path = next((line[6:] for line in lines if line.startswith("+++ b/")), None)
    if path is None:
        return None
    with processes.repository({path: text.encode()}) as (root, environment):
        done = processes.run(["git", "apply", "-"], root, 30, environment, patch.encode())
        return (root / path).read_text(encoding="utf-8") if done.status == 0 else None


def changes(old, new):
    """The lines of the old text, from 1, that differ: (first, last), where last may be before first
    for lines that only came in."""
    old_lines = [line.rstrip() for line in old.splitlines()]
    new_lines = [line.rstrip() for line in new.splitlines()]
    matcher = difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    return [(i + 1, j) for tag, i, j, _, _ in matcher.get_opcodes() if tag != "equal"]


def is_in_place(old, new, places):
    """Whether all that differs lies in the places, and something differs in each of them."""
    touched = set()
    for first, last in changes(old, new):
        # What only came in stands after line `last`; a blank line may part it from its place.
        low, high, slack = (last, last, 1) if last < first else (first, last, 0)
        home = next((place for place in places
                     if place[0] - 1 - slack < low + 1 and high <= place[1] + slack), None)
        if home is None:
            return False
        touched.add(home)
    return touched == set(places)
