"""`check-content`: whether the texts, with a company's own over them, can be used as they are."""

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bot.content.lint import Problem, lint
from bot.content.reader import ContentError, Library, read
from bot.content.source import Fault
from bot.domain.prompts import PREDICATES

Found = Sequence[Fault] | Sequence[Problem]


def main(args: Sequence[str]) -> int:
    """Print every problem in plain words; 0 is none, 1 is some, 2 is a call that makes no sense."""
    try:
        asked = _parser().parse_args(args)
    except SystemExit as stop:
        return int(stop.code or 0)
    folder = asked.folder or os.environ.get("CONTENT_DIR")
    try:
        library = read(Path(folder) if folder else None, predicates=PREDICATES)
    except ContentError as error:
        return _report(error.faults, "", asked.json)
    return _report(lint(library), _inventory(library), asked.json)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot check-content",
        description="Check every text that people read: can it be used, and is it plain and short?",
    )
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="DIR",
        help="your own texts, laid over the built-in ones (default: CONTENT_DIR, else none)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    return parser


def _inventory(library: Library) -> str:
    messages = len(library.words("en").texts())
    languages = ", ".join(library.languages)
    return f"{messages} messages in {languages}"


def _report(found: Found, inventory: str, as_json: bool) -> int:
    if as_json:
        problems = [asdict(problem) for problem in found]
        print(json.dumps({"ok": not found, "problems": problems}, indent=2, ensure_ascii=False))
    else:
        for problem in found:
            print(problem)
        print(_conclusion(len(found), inventory))
    return 1 if found else 0


def _conclusion(count: int, inventory: str) -> str:
    if not count:
        return f"{inventory}: all can be used."
    return "One thing to put right." if count == 1 else f"{count} things to put right."
