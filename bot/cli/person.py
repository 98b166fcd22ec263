"""`python -m bot person export|erase|hold SLACK_ID`: the data of one person, even one who left."""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.cli.opening import Trouble, opened_store, parser, said, told
from bot.clock import RealClock
from bot.config import ConfigurationError, chosen, content_dir, data_key, environment, filled
from bot.content.checks import BASE
from bot.content.reader import ContentError, read
from bot.domain.custody import HoldReason
from bot.domain.people import Person
from bot.domain.prompts import PREDICATES
from bot.domain.refusals import Refused
from bot.ports import Busy
from bot.services import custody, erasure, mydata
from storage.errors import StorageError
from storage.store import SqlStore

Asked = argparse.Namespace
Done = tuple[Mapping[str, object], str]
"""The facts of what was done, and the same in words."""


def main(args: Sequence[str]) -> int:
    """Do it and note it; 0 when done, 1 where something is in the way, 2 for wrong usage.

    What people wrote is never printed: it goes into a file for its owner alone.
    """
    asked = _parser().parse_args(args)
    try:
        values = environment()
        url, key = chosen(values, "DATABASE_URL")["DATABASE_URL"], data_key(filled(values))
        with opened_store(url, key) as store:
            facts, words = _DOES[asked.what](store, asked)
    except ConfigurationError as error:
        return said(*error.problems)
    except (Trouble, StorageError, Busy, ContentError) as trouble:
        return said(str(trouble))
    return told(facts, words, asked.json)


def _parser() -> argparse.ArgumentParser:
    options = parser(
        "person",
        "Give, erase or hold the data of one person, also of one who left. Each is noted in the "
        "record. With SQLite, stop the bot first.",
    )
    options.add_argument(
        "what",
        choices=tuple(_DOES),
        help="export: write everything into a file that only you can read; erase: for good; "
        "hold: nothing of this person's is deleted until --release",
    )
    options.add_argument("slack_id", metavar="SLACK_ID", help="such as U012ABCDEF")
    options.add_argument("--team", help="the workspace, where one person is known in several")
    options.add_argument("--out", type=Path, help="export: the file (default: SLACK_ID.json)")
    options.add_argument("--yes", action="store_true", help="erase: yes, for good")
    options.add_argument(
        "--reason", choices=[one.value for one in HoldReason], help="hold: why, as a code"
    )
    options.add_argument("--release", action="store_true", help="hold: it is over")
    options.add_argument("--json", action="store_true", help="print one JSON object instead")
    return options


def _person(unit_people: Sequence[Person], asked: Asked) -> Person:
    found = [one for one in unit_people if asked.team in (None, one.workspace_id)]
    if not found:
        raise Trouble(f"Nothing is kept about {asked.slack_id}; or it has been erased already.")
    if len(found) > 1:
        teams = ", ".join(one.workspace_id for one in found)
        raise Trouble(f"{asked.slack_id} is known in several workspaces; add --team ({teams}).")
    return found[0]


def _export(store: SqlStore, asked: Asked) -> Done:
    path = (asked.out or Path(f"{asked.slack_id}.json")).absolute()
    words = read(content_dir(filled(environment())), predicates=PREDICATES).words(BASE)
    with store.unit() as unit:
        person = _person(custody.find(unit, asked.slack_id), asked)
        dossier = custody.export(unit, person, RealClock().wall())
        # Inside the unit: what was not written was not given, and is not noted.
        with os.fdopen(_fresh(path), "w", encoding="utf-8") as file:
            file.write(mydata.written(words, dossier) + "\n")
    entries = sum(len(one.rows) for one in dossier)
    facts = {"exported": asked.slack_id, "file": str(path), "entries": entries}
    said_so = f"{path} holds everything kept about {asked.slack_id}, {entries} entries. "
    return facts, said_so + "Only you can read it; it is not sealed, so delete it after use."


def _fresh(path: Path) -> int:
    """A new file that only its owner can read; raises Trouble where there is one already."""
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Trouble(f"{path} is there already; name another with --out.") from None
    except OSError as error:
        raise Trouble(f"{path} cannot be written ({error.strerror}).") from None


def _erase(store: SqlStore, asked: Asked) -> Done:
    with store.unit() as unit:
        person = _person(custody.find(unit, asked.slack_id), asked)
        if not asked.yes:
            raise Trouble(
                f"This erases everything {asked.slack_id} wrote, for good, and ends their "
                "mentorships. Nothing has been erased. Add --yes to do it."
            )
        _unless_held(erasure.erase, unit, person.workspace_id, asked.slack_id)
    store.checkpoint()
    words = (
        f"{asked.slack_id} is erased. Their messages are overwritten once the bot runs. "
        "Backups from before still hold the data; let them run out."
    )
    return {"erased": asked.slack_id}, words


def _unless_held(erase: Callable[..., str], *where: object) -> None:
    try:
        erase(*where, RealClock().wall(), by=erasure.SERVER)
    except Refused as refused:
        raise Trouble(
            "A legal hold stands, so nothing was erased. End it first: person hold SLACK_ID "
            "--release"
        ) from refused


def _hold(store: SqlStore, asked: Asked) -> Done:
    if not asked.release and asked.reason is None:
        raise Trouble("Say why with --reason, as a code; or end a hold with --release.")
    with store.unit() as unit:
        person = _person(custody.find(unit, asked.slack_id), asked)
        if asked.release:
            done = custody.release(unit, person, RealClock().wall())
        else:
            done = custody.hold(unit, person, HoldReason(asked.reason), RealClock().wall())
    return {"held": not asked.release, "changed": done}, _held_words(asked, done)


def _held_words(asked: Asked, done: bool) -> str:
    if asked.release:
        words = "The hold is over; erasure and retention go on." if done else "No hold stands."
    else:
        words = "Nothing of theirs is deleted from now on." if done else "A hold stands already."
    return f"{asked.slack_id}: {words}"


_DOES: Mapping[str, Callable[[SqlStore, Asked], Done]] = {
    "export": _export,
    "erase": _erase,
    "hold": _hold,
}
