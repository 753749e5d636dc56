"""Proves the cases: each check fails before its edit and passes after the reference's."""

import fnmatch

from . import cases


def verify(only, language):
    """Prints what is wrong with the cases; returns the exit status."""
    def is_wanted(name, module):
        return (not only or any(fnmatch.fnmatch(name, text) for text in only)) and (
            not language or module.language == language)

    problems, count = [], 0
    for module in cases.modules():
        if is_wanted(f"edits/{module.folder.name}/", module):
            if said := module.problem(module.text):
                problems.append(f"{module.folder.name}: its own check fails: {said}")
    for edit in cases.edits():
        if is_wanted(edit.name, edit.module):
            count += 1
            problems += [f"{edit.name}: {said}" for said in edit_problems(edit)]
    gaps = [gap for gap in cases.gaps() if is_wanted(gap.name, gap.module)]
    for gap in gaps:
        # A check that does not see the missing lines proves nothing.
        if not gap.module.problem(gap.before + gap.after):
            problems.append(f"{gap.name}: the check passes without the lines")
    print("\n".join(problems + [f"{count} edits, {len(gaps)} completions,"
                                f" {len(problems)} problems"]))
    return 1 if problems else 0


def edit_problems(edit):
    if edit.reference is None:
        yield "its reference does not apply"
        return
    if said := edit.problem(edit.reference):
        yield f"the reference does not pass: {said}"
    suffix = edit.module.source[edit.module.source.rindex("."):]
    if not edit.module.problem(edit.module.text, edit.folder / f"check{suffix}"):
        yield "its check passes before the edit"
    if not edit.is_in_place(edit.reference):
        yield f"the reference is not in the places {list(edit.places)}"
