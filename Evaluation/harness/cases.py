"""The cases: modules with their checks, edits of them, and places in them to complete."""

import dataclasses
import functools
import json
import pathlib

from . import languages, patches

ROOT = pathlib.Path(__file__).resolve().parent.parent


@dataclasses.dataclass(frozen=True)
class Module:
    """A source file with a check of its own; the check passes on what is committed."""

    folder: pathlib.Path
    source: str
    check: str

    @property
    def language(self):
        return languages.LANGUAGES[pathlib.Path(self.source).suffix][0]

    @functools.cached_property
    def text(self):
        return (self.folder / self.source).read_text(encoding="utf-8")

    def problem(self, text, check=None):
        """What a check says to the module with another text; empty where it passes."""
        name = f"check_{self.source}"
        content = (check or self.folder / self.check).read_bytes()
        return languages.passes({self.source: text.encode(), name: content}, name)


@dataclasses.dataclass(frozen=True)
class Edit:
    """An instruction for a module, with a check that only a right edit passes."""

    name: str
    module: Module
    folder: pathlib.Path
    instruction: str
    # As `lathe refactor` takes them.
    targets: tuple
    # The first and last lines, from 1, that a right edit may touch; each must be touched.
    places: tuple
    # Seen in final runs only, so that prompts cannot be made for it.
    is_held: bool
    # Whether the module's own check holds after the edit as well.
    keeps_check: bool

    @property
    def reference(self):
        """The text of the module after a right edit."""
        return patches.applied(self.module.text, (self.folder / "reference.patch").read_text())

    def problem(self, text):
        """What is wrong with the module's text after an edit; empty where nothing is."""
        suffix = pathlib.Path(self.module.source).suffix
        said = self.module.problem(text, self.folder / f"check{suffix}")
        return said or (self.module.problem(text) if self.keeps_check else "")

    def is_in_place(self, text):
        return patches.is_in_place(self.module.text, text, self.places)


@dataclasses.dataclass(frozen=True)
class Gap:
    """A place in a module where lines were taken out."""

    name: str
    module: Module
    # What stands there in the module.
    missing: str
    # From 0, in characters.
    start: int

    @property
    def before(self):
        return self.module.text[:self.start]

    @property
    def after(self):
        return self.module.text[self.start + len(self.missing):]

    @property
    def line(self):
        return self.before.count("\n") + 1

    @property
    def column(self):
        return self.start - (self.before.rfind("\n") + 1) + 1


def modules():
    found = []
    for folder in sorted((ROOT / "edits").iterdir()) + sorted((ROOT / "completions").glob("*")):
        if not folder.is_dir():
            continue
        files = [path.name for path in folder.iterdir() if path.suffix in languages.LANGUAGES]
        source = next(name for name in files if not name.startswith("check."))
        check = next(name for name in files if name.startswith("check."))
        found.append(Module(folder, source, check))
    return found


def edits():
    found = []
    for module in modules():
        for path in sorted(module.folder.glob("*/edit.json")):
            facts = json.loads(path.read_text(encoding="utf-8"))
            found.append(Edit(
                name=f"edits/{module.folder.name}/{path.parent.name}", module=module,
                folder=path.parent, instruction=facts["instruction"],
                targets=tuple(facts["targets"]),
                places=tuple(tuple(place) for place in facts["places"]),
                is_held=facts.get("held", False), keeps_check=facts.get("keepsCheck", True)))
    return found


def gaps():
    """The gaps of all modules.

    An entry of completions.json has the text that is missing, of one or more lines, and what of its
    first line stands before the cursor.
    """
    found = []
    for module in modules():
        path = module.folder / "completions.json"
        entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        for entry in entries:
            lines, kept = entry["lines"], entry.get("kept", "")
            text = "\n".join(lines)
            name = f"completions/{module.folder.name}/{entry['name']}"
            count = ("\n" + module.text).count("\n" + text + "\n")
            if count != 1 or not lines[0].startswith(kept):
                raise SystemExit(f"{name}: its lines stand {count} times in {module.source}")
            start = ("\n" + module.text).index("\n" + text + "\n") + len(kept)
            found.append(Gap(name, module, text[len(kept):], start))
    return found
