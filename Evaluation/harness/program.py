"""Runs of the program that is measured."""

import dataclasses
import hashlib
import json
import pathlib
import re

from . import processes

FIRST_TEXT = re.compile(r"first text ([\d.]+) (ms|s) after the start")


@dataclasses.dataclass
class Answer:
    """What came of one run: the object of --json (empty where none came) and its times."""

    status: int | None
    json: dict
    complaint: str
    first: float | None
    total: float

    @property
    def facts(self):
        """What of it goes into the results."""
        return {
            "status": self.status, "first": rounded(self.first), "total": rounded(self.total),
            "promptTokens": self.json.get("promptTokens"),
            "generatedTokens": self.json.get("generatedTokens"),
        }


def rounded(seconds):
    return None if seconds is None else round(seconds, 3)


class Program:
    """The program with a model, and what tells one such pair from another."""

    def __init__(self, path, model, limit):
        self.path = pathlib.Path(path).resolve()
        self.model = pathlib.Path(model).resolve()
        self.limit = limit
        for needed in (self.path, self.model):
            if not needed.is_file():
                raise SystemExit(f"there is no file {needed}")
        self.digest = hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]
        version = processes.run([self.path, "--version"], ".", 30).text.split()
        self.version = version[-1] if version else "?"

    @property
    def identity(self):
        return {
            "lathe": self.version, "binary": self.digest,
            "model": self.model.name, "modelBytes": self.model.stat().st_size,
        }

    def knows(self, command, switch):
        return switch in processes.run([self.path, "help", command], ".", 30).text

    def run(self, arguments, files, given=None):
        """Runs a command on the model, greedily, in a fresh repository with the files."""
        command, *rest = arguments
        words = [self.path, command, "-m", self.model, "--temperature", "0", "--json", "-v", *rest]
        with processes.repository(files) as (root, environment):
            done = processes.run(words, root, self.limit, environment, given)
        lines = [line for line in done.text.splitlines() if line.startswith("{")]
        try:
            found = json.loads(lines[-1]) if lines else {}
        except ValueError:
            found = {}
        return Answer(
            done.status, found, done.complaint, self.first(done, found), done.seconds)

    @staticmethod
    def first(done, found):
        """Seconds from the start of the process to the first text.

        `complete` shows its text at the end and says no time of the first token; there it is the
        time that was not spent on writing.
        """
        if match := FIRST_TEXT.search(done.complaint):
            return float(match[1]) / (1000 if match[2] == "ms" else 1)
        writing = found.get("writingSeconds")
        return None if writing is None else max(0.0, done.seconds - writing)
