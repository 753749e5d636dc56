"""Tables of the results, in Markdown."""

import collections
import statistics


def short(facts):
    """One result in some words."""
    words = [name for name in ("applies", "passes", "inPlace", "exact") if facts.get(name)]
    wrong = [f"not {name}" for name in ("applies", "passes", "inPlace") if facts.get(name) is False]
    times = [f"{facts[name]:.1f} s" for name in ("first", "total") if facts.get(name) is not None]
    return ", ".join(words + wrong) + " (" + " of ".join(times) + ")"


def tables(results, binary=None):
    """All tables, a part for each model, of one program."""
    if not results:
        return "There are no results yet."
    binary = binary or results[-1]["binary"]
    models = collections.defaultdict(list)
    # The last result of a case and way counts.
    chosen = {(line["model"], line["case"], line["way"]): line
              for line in results if line["binary"] == binary}
    for line in chosen.values():
        models[line["model"]].append(line)
    if not models:
        return f"There are no results of the program {binary}."
    parts = []
    for model, lines in sorted(models.items()):
        first = lines[0]
        parts.append(f"Model `{model}`, Lathe {first['lathe']}, program {binary}.")
        parts += [edits(lines), completions(lines), times(lines)]
    return "\n\n".join(part for part in parts if part)


def table(head, rows):
    if not rows:
        return ""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def share(lines, name):
    count = sum(bool(line.get(name)) for line in lines)
    return f"{count} of {len(lines)} ({100 * count / len(lines):.0f} %)" if lines else "-"


def middle(lines, name, form="{:.1f} s"):
    values = [line[name] for line in lines if line.get(name) is not None]
    return form.format(statistics.median(values)) if values else "-"


def edits(lines):
    lines = [line for line in lines if line["case"].startswith("edits/")]
    head = ["language", "way", "an edit came", "it applies", "passes its tests", "right place",
            "first token", "total", "tokens written"]
    rows = []
    for language in sorted({line["language"] for line in lines}) + ["all"]:
        here = [line for line in lines if language in ("all", line["language"])]
        for way in dict.fromkeys(line["way"] for line in here):
            mine = [line for line in here if line["way"] == way]
            came = [line for line in mine if line["came"]]
            rows.append([
                language, way, share(mine, "came"), share(came, "applies"),
                share(mine, "passes"), share(mine, "inPlace"), middle(mine, "first"),
                middle(mine, "total"), middle(mine, "generatedTokens", "{:.0f}")])
    return table(head, rows)


def completions(lines):
    lines = [line for line in lines if line["case"].startswith("completions/")]
    head = ["language", "cases", "first line exact", "all lines exact", "passes its tests",
            "first token", "total"]
    rows = []
    for language in sorted({line["language"] for line in lines}) + ["all"] * bool(lines):
        mine = [line for line in lines if language in ("all", line["language"])]
        rows.append([
            language, len(mine), share(mine, "exactLine"), share(mine, "exact"),
            share(mine, "passes"), middle(mine, "first", "{:.2f} s"),
            middle(mine, "total", "{:.2f} s")])
    return table(head, rows)


def times(lines):
    """Times by command, of the fixed inputs and of the edits and completions."""
    head = ["command", "input", "tokens read", "tokens written", "first token", "total"]
    rows = [
        [line["way"], line["case"].removeprefix("times/"), line.get("promptTokens"),
         line.get("generatedTokens"), middle([line], "first", "{:.2f} s"),
         middle([line], "total", "{:.2f} s")]
        for line in lines if line["case"].startswith("times/")]
    for command, way in (("refactor", "unit"), ("complete", "complete")):
        mine = [line for line in lines if line["way"] == way
                and not line["case"].startswith("times/")]
        if mine:
            rows.append([
                command, f"median of {len(mine)} cases", middle(mine, "promptTokens", "{:.0f}"),
                middle(mine, "generatedTokens", "{:.0f}"), middle(mine, "first", "{:.2f} s"),
                middle(mine, "total", "{:.2f} s")])
    return table(head, rows)
