"""One case after another: what is run, and the facts that go into the results."""

import difflib
import json

from . import cases, ways

DIFFS = cases.ROOT.parent / "Tests" / "Fixtures" / "Diffs"
INPUTS = cases.ROOT / "times"


class Job:
    """Something to run once for a program and a model, known by its case and way."""

    def __init__(self, case, way, language, measure):
        self.case, self.way, self.language, self.measure = case, way, language, measure


def jobs(program, held):
    """All jobs in their order; those of held edits only on request."""
    found = []
    for edit in cases.edits():
        if edit.is_held and not held:
            continue
        for way in ways.WAYS:
            if way.needs and not program.knows(*way.needs):
                continue
            found.append(Job(
                edit.name, way.name, edit.module.language,
                lambda edit=edit, way=way: measured_edit(program, edit, way)))
    for gap in cases.gaps():
        found.append(Job(
            gap.name, "complete", gap.module.language,
            lambda gap=gap: measured_gap(program, gap)))
    for name, arguments, files, given in timed():
        found.append(Job(
            name, arguments[0], "",
            lambda arguments=arguments, files=files, given=given:
                program.run(arguments, files, given).facts))
    return found


def measured_edit(program, edit, way):
    module = edit.module
    answer = program.run(way.arguments(edit), {module.source: module.text.encode()})
    facts = answer.facts | {"held": edit.is_held, "attempts": answer.json.get("attempts", 1)}
    is_answered = answer.status == 0 and bool(answer.json)
    text = way.text(edit, answer) if is_answered else None
    # The old code once more is an answer, and no edit.
    came = is_answered and text != module.text
    facts |= {"came": came, "applies": text is not None, "passes": False, "inPlace": False}
    if text is None:
        return facts | {"note": answer.complaint[-1500:], "answer": answer.json.get("answer", "")}
    problem = edit.problem(text)
    change = "".join(difflib.unified_diff(
        module.text.splitlines(True), text.splitlines(True), "old", "new", n=1))
    return facts | {
        "passes": not problem, "inPlace": edit.is_in_place(text), "note": problem,
        "answer": change, "sameAsReference": text == edit.reference}


def measured_gap(program, gap):
    module = gap.module
    text = gap.before + gap.after
    answer = program.run(
        ["complete", f"{module.source}:{gap.line}:{gap.column}"], {module.source: text.encode()})
    inserted = answer.json.get("completion", "")
    problem = module.problem(gap.before + inserted + gap.after)
    return answer.facts | {
        "lines": gap.missing.count("\n") + 1,
        "exact": stripped(inserted) == stripped(gap.missing),
        "exactLine": stripped(inserted)[:1] == stripped(gap.missing)[:1],
        "passes": not problem, "note": problem, "answer": inserted, "expected": gap.missing}


def stripped(text):
    lines = [line.rstrip() for line in text.split("\n")]
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


def timed():
    """The fixed inputs of the tasks whose times are measured: name, arguments, files, input."""
    sources = {module.source: module.folder / module.source for module in cases.modules()}
    sources |= {path.name: path for path in INPUTS.iterdir()}
    entries = json.loads((INPUTS / "inputs.json").read_text(encoding="utf-8"))
    for entry in entries:
        files = {name: sources[name].read_bytes() for name in entry.get("files", [])}
        given = None
        if "diff" in entry:
            given = (DIFFS / entry["diff"]).read_bytes()
        elif "input" in entry:
            given = (INPUTS / entry["input"]).read_bytes()
        yield f"times/{entry['name']}", entry["arguments"], files, given
