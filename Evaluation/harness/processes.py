"""Child processes with a time limit, and folders that are thrown away."""

import contextlib
import dataclasses
import os
import pathlib
import signal
import subprocess
import tempfile
import time


@dataclasses.dataclass
class Ended:
    """What a child process left: its status (None where its time was up) and its output."""

    status: int | None
    output: bytes
    errors: bytes
    seconds: float

    @property
    def text(self):
        return self.output.decode("utf-8", "replace")

    @property
    def complaint(self):
        return self.errors.decode("utf-8", "replace")


def run(command, folder, limit, environment=None, given=None):
    """Runs a command in a process group of its own, and ends the whole group at the limit."""
    began = time.monotonic()
    child = subprocess.Popen(
        [str(word) for word in command], cwd=folder, env=environment, start_new_session=True,
        stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        output, errors = child.communicate(given, timeout=limit)
        status = child.returncode
    except subprocess.TimeoutExpired:
        status = None
    # Also after a good end: what the child left running must not outlive the case.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    if status is None:
        output, errors = child.communicate()
    return Ended(status, output, errors, time.monotonic() - began)


def bare_environment(home):
    """An environment without settings of the user, whose home is a folder of the case."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    for name in ("RUSTUP_HOME", "CARGO_HOME"):
        known = pathlib.Path(os.environ.get(name, f"~/.{name.split('_')[0].lower()}")).expanduser()
        if known.is_dir():
            kept[name] = str(known)
    return kept | {"HOME": str(home), "LATHE_OFFLINE": "1"}


@contextlib.contextmanager
def repository(files):
    """A fresh git repository with some files (path to bytes), and a home beside it."""
    with tempfile.TemporaryDirectory(prefix="lathe-evaluate-") as folder:
        home, root = pathlib.Path(folder, "home"), pathlib.Path(folder, "work")
        home.mkdir()
        root.mkdir()
        for path, content in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        environment = bare_environment(home)
        for command in (
            ["git", "init", "-q"], ["git", "add", "."],
            ["git", "-c", "user.name=e", "-c", "user.email=e@localhost", "commit", "-qm", "start",
             "--allow-empty"],
        ):
            done = run(command, root, 30, environment)
            if done.status != 0:
                raise SystemExit(f"{' '.join(command)} failed: {done.complaint}")
        yield root, environment
