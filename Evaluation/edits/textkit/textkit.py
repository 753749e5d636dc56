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
def initials(name):
    """The first letters of a name's words, as in "Ada Lovelace" to "AL"."""
    return "".join(word[0].upper() for word in name.split())


def indent(text, depth, mark=" "):
    """Puts marks before every line that is not blank."""
    prefix = mark * depth
    lines = []
    for line in text.split("\n"):
        lines.append(prefix + line if line.strip() else line)
    return "\n".join(lines)


def table(rows, gap=2):
    """Lines with columns as wide as their widest cells."""
    widths = []
    for row in rows:
        for column, cell in enumerate(row):
            if column == len(widths):
                widths.append(0)
            widths[column] = max(widths[column], len(cell))
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        lines.append((" " * gap).join(cells).rstrip())
    return lines


def plural(count, noun, many=None):
    """A count with its noun: "1 file", "2 files"."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {many or noun + 's'}"
