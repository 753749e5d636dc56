"""The ways in which an edit is asked for: a table, a line a way."""

import dataclasses
import typing

from . import patches

SYSTEM = (
    "You are a precise programmer. You change the code that you are given exactly as you are told,"
    " keep everything else as it is, and answer with code only.")

PLAIN = """\
Change the file `{path}` so: {instruction}
This concerns {places}. Keep everything else in the file as it is: other behaviour, names, comments
and formatting. Answer with the whole new file in one fenced block, nothing left out."""


@dataclasses.dataclass(frozen=True)
class Way:
    """A way: its arguments for an edit, and how the new text of the module is read off."""

    name: str
    arguments: typing.Callable
    text: typing.Callable
    # The command and the switch that the program must know; else the way is skipped.
    needs: tuple = ()


def plain_prompt(edit):
    names = [target.split(":", 1)[1] for target in edit.targets if ":" in target]
    places = " and ".join(
        f"lines {name}" if name[0].isdigit() else f"`{name}`" for name in names) or "the file"
    return PLAIN.format(
        path=edit.module.source, instruction=edit.instruction, places=places)


def plain_arguments(edit):
    # A token has at least two characters in code, nearly always three; so this is twice the file
    # and 512 tokens more, as much as `refactor` allows.
    limit = len(edit.module.text) * 2 // 3 + 512
    return ["ask", "--context-budget", "0", "-s", SYSTEM, "-n", str(limit),
            "-f", edit.module.source, plain_prompt(edit)]


def refactor_arguments(edit):
    return ["refactor", *edit.targets, "-i", edit.instruction]


def search_replace_arguments(edit):
    return ["refactor", edit.module.source, "--edit-format", "search-replace",
            "-i", edit.instruction]


def patched(edit, answer):
    """The text after the diff; None where it does not apply, the old text where it is empty."""
    diff = answer.json.get("diff", "")
    return patches.applied(edit.module.text, diff) if diff else edit.module.text


def fenced(edit, answer):
    """The first fenced block; None where there is no whole one."""
    text = answer.json.get("answer", "").replace("\r\n", "\n")
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith("```")), None)
    if start is None:
        return None
    length = len(lines[start]) - len(lines[start].lstrip("`"))
    fence = "`" * length
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() == fence), None)
    return None if end is None else "\n".join(lines[start + 1:end]) + "\n"


WAYS = [
    Way("unit", refactor_arguments, patched),
    Way("search-replace", search_replace_arguments, patched, ("refactor", "--edit-format")),
    Way("plain", plain_arguments, fenced),
]
