"""The command line of scripts/evaluate."""

import argparse
import fnmatch
import json
import os
import pathlib
import sys

from . import cases, measuring, program, summary, verifying

ROOT = cases.ROOT.parent
MODELS = pathlib.Path(
    os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local" / "share") / "lathe/models"


def main(about):
    options = parsed(about)
    if options.verify:
        return verifying.verify(options.only, options.language)
    results = pathlib.Path(options.results)
    if options.summary:
        print(summary.tables(known(results), options.binary))
        return 0
    lathe = program.Program(options.lathe, model_path(options.model), options.limit)
    done = {key(line) for line in known(results)}
    waiting = [
        job for job in measuring.jobs(lathe, options.held)
        if is_wanted(job, options) and key(described(job, lathe)) not in done]
    if options.list:
        print("\n".join(dict.fromkeys(job.case for job in waiting)))
        return 0
    for number, job in enumerate(waiting, 1):
        facts = described(job, lathe) | job.measure()
        append(results, facts)
        say(f"{number} of {len(waiting)}: {job.case}, {job.way}: {summary.short(facts)}")
    return 0


def parsed(about):
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lathe", metavar="PATH", default=str(ROOT / ".build/release/lathe"),
                        help="the program (default: that of the release build)")
    parser.add_argument("-m", "--model", metavar="MODEL",
                        default="qwen2.5-coder-1.5b-instruct-q4_k_m",
                        help="a file, or the name of one in the models' folder")
    parser.add_argument("--results", metavar="FILE",
                        default=str(ROOT / ".build/evaluation.jsonl"),
                        help="where the results are kept (default: .build/evaluation.jsonl)")
    parser.add_argument("--only", metavar="PATTERN", action="append", default=[],
                        help="cases of this name, such as 'edits/ledger/*' (can be repeated)")
    parser.add_argument("--way", metavar="WAY", action="append", default=[],
                        help="only this way: unit, search-replace, plain, complete, ask …")
    parser.add_argument("--language", metavar="NAME", help="python, javascript, c or rust")
    parser.add_argument("--held", action="store_true",
                        help="also the edits that are held back for final runs")
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=600,
                        help="the most time of one run of the program (default: 600)")
    parser.add_argument("--list", action="store_true", help="print the cases that wait to be run")
    parser.add_argument("--verify", action="store_true",
                        help="check the cases themselves: no model is run")
    parser.add_argument("--summary", action="store_true",
                        help="print tables of the results in Markdown")
    parser.add_argument("--binary", metavar="DIGEST",
                        help="of which program --summary tells (default: the last one)")
    return parser.parse_args()


def model_path(name):
    if pathlib.Path(name).is_file():
        return name
    return MODELS / (name if name.endswith(".gguf") else f"{name}.gguf")


def is_wanted(job, options):
    return (
        (not options.only or any(fnmatch.fnmatch(job.case, text) for text in options.only))
        and (not options.way or job.way in options.way)
        and (not options.language or job.language == options.language))


def described(job, lathe):
    return {"case": job.case, "way": job.way, "language": job.language} | lathe.identity


def key(facts):
    """What a result is known by; a case that is done is not run again."""
    names = ("case", "way", "model", "modelBytes", "lathe", "binary")
    return tuple(facts.get(name) for name in names)


def known(results):
    """The results so far; a line that a killed run left half is passed over."""
    found = []
    if results.exists():
        for line in results.read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
    return found


def append(results, facts):
    results.parent.mkdir(parents=True, exist_ok=True)
    with results.open("a+", encoding="utf-8") as file:
        # After a killed run the file may end within a line.
        file.seek(0, os.SEEK_END)
        size = file.tell()
        if size:
            with results.open("rb") as tail:
                tail.seek(-1, os.SEEK_END)
                if tail.read() != b"\n":
                    file.write("\n")
        file.write(json.dumps(facts, ensure_ascii=False) + "\n")


def say(text):
    print(text, file=sys.stderr, flush=True)
