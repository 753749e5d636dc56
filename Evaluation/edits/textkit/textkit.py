"""Helpers for short texts: titles, summaries, labels."""

import re

SMALL_WORDS = {"a", "an", "and", "in", "of", "on", "or", "the", "to"}


def slugify(title):
    """Turns a title into lower-case words with hyphens between them."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)


def truncate(text, limit):
    """Cuts a text to a number of characters, at a blank where there is one."""
    if len(text) <= limit:
        return text
    cut = text[:limit - 3]
    blank = cut.rfind(" ")
    if blank > 0:
        cut = cut[:blank]
    return cut + "..."


def title_case(text):
    """Capitalizes words, but no small ones within the text."""
    words = []
    for index, word in enumerate(text.split()):
        if index > 0 and word.lower() in SMALL_WORDS:
            words.append(word.lower())
        else:
            words.append(word[:1].upper() + word[1:].lower())
    return " ".join(words)


def wrap(text, width):
    """Breaks a text into lines of at most so many characters."""
    lines = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        elif line:
            line += " " + word
        else:
            line = word
    if line:
        lines.append(line)
    return lines


def count_words(text):
    """How often each word stands in a text, without regard to case."""
    counts = {}
    for word in re.findall(r"\w+", text.lower()):
        counts[word] = counts.get(word, 0) + 1
    return counts


def most_common(text, number):
    """The most frequent words, the most frequent first."""
    counts = count_words(text)
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return [word for word, _ in ranked[:number]]
