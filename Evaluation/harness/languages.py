"""How the checks of each language are built and run."""

from . import processes

BUILD_LIMIT = 60
RUN_LIMIT = 10

# By the ending of a file: the language, the command that builds a check, and the one that runs it.
LANGUAGES = {
    ".py": ("python", None, ["python3", "-B", "{check}"]),
    ".js": ("javascript", None, ["node", "{check}"]),
    ".c": ("c", ["gcc", "-std=c11", "-w", "-o", "program", "{check}", "-lm"], ["./program"]),
    ".rs": ("rust", ["rustc", "--edition", "2021", "-A", "warnings", "-C", "debuginfo=0",
                     "-o", "program", "{check}"], ["./program"]),
}


def passes(files, check):
    """Runs a check (a path among the files) in a folder of its own.

    Returns an empty text where it passes, else what it said at the end.
    """
    ending = check[check.rindex("."):]
    _, build, start = LANGUAGES[ending]
    with processes.repository(files) as (root, environment):
        for command, limit in ((build, BUILD_LIMIT), (start, RUN_LIMIT)):
            if command is None:
                continue
            words = [word.format(check=check) for word in command]
            done = processes.run(words, root, limit, environment)
            if done.status is None:
                return f"{words[0]} took more than {limit} s"
            if done.status != 0:
                said = (done.complaint + done.text).strip()
                return said[-1500:] or f"{words[0]} ended with status {done.status}"
    return ""
