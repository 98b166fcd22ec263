"""Tables in the docs are those in the code; `REWRITE_DOCS=1` writes them anew."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.reader import read
from bot.domain.access import TABLE, Reader
from bot.domain.custody import Kept
from bot.domain.deliveries import KINDS
from bot.domain.quiet import RULES
from handlers.features import WORDS
from handlers.scopes import SCOPES
from storage import datamap
from storage.tables import Erase

ROOT = Path(__file__).parents[2]
WHO = {
    "all": "everyone",
    "joined": "people who joined",
    "mentee": "people looking for a mentor",
    "member": "people in a mentorship",
    "admin": "the coordinators' channel",
}

HOW_LONG = {
    Kept.ERASURE: "until erased",
    Kept.FOLLOW_UP: "120 days after the end, unless its author keeps it",
    Kept.COUNT: "as a count",
    Kept.TOLD: "until the partner is told",
    Kept.DELIVERED: "until delivered",
    Kept.DAYS_400: "400 days",
    Kept.DAYS_7: "7 days",
    Kept.PROGRAM: "with the program",
}
DOES = {
    Erase.KEEP: "stays",
    Erase.BLANK: "emptied",
    Erase.MASK: "identity replaced",
    Erase.DELETE: "row deleted",
}


def rules() -> list[str]:
    rows = [f"| {rule.name} | {rule.value} | {rule.words} |" for rule in RULES]
    return ["| rule | value | in words |", "| --- | --- | --- |", *rows]


def kinds() -> list[str]:
    rows = [
        f"| {kind.name} | {kind.surface} | {'yes' if kind.in_hours else 'no'} | {kind.budget} | "
        f"{kind.when_away} | {kind.expires or 'its own'} | {kind.in_doubt.replace('_', ' ')} |"
        for kind in KINDS.values()
    ]
    head = "| kind | surface | in hours | budget | away | expires | in doubt |"
    return [head, "| --- | --- | --- | --- | --- | --- | --- |", *rows]


def words() -> list[str]:
    said = read().words("en")
    rows = [
        f"| `/mentor{' ' + one.id if one.id else ''}` | {WHO[one.who]} | {said(one.help or '')} |"
        for one in WORDS.values()
    ]
    return ["| word | who | what |", "| --- | --- | --- |", *rows]


def scopes() -> list[str]:
    rows = [f"| `{one.name}` | {one.reason} | {one.without} |" for one in SCOPES]
    return ["| scope | why | without it |", "| --- | --- | --- |", *rows]


def data_map() -> list[str]:
    head = "| table | column | what it is | sealed | how long | erasure |"
    rows = [
        f"| {one.table} | {one.name} | {one.item.replace('_', ' ')} | "
        f"{'yes' if one.sealed else ''} | {HOW_LONG[one.kept]} | {DOES[one.erase]} |"
        for one in datamap.columns()
        if one.name != "added"
    ]
    return [head, "| --- | --- | --- | --- | --- | --- |", *rows]


def access() -> list[str]:
    rows = [
        f"| {item.replace('_', ' ')} | {' | '.join(str(sights[one]) for one in Reader)} |"
        for item, sights in TABLE.items()
    ]
    head = f"| what | {' | '.join(Reader)} |"
    return [head, f"| --- {'| --- ' * len(Reader)}|", *rows]


TABLES: tuple[tuple[str, str, Callable[[], list[str]]], ...] = (
    ("docs/quiet.md", "rules", rules),
    ("docs/delivery.md", "kinds", kinds),
    ("README.md", "words", words),
    ("README.md", "scopes", scopes),
    ("docs/data-map.md", "data map", data_map),
    ("docs/data-map.md", "access", access),
)


@pytest.mark.parametrize(("file", "name", "made"), TABLES)
def test_a_table_in_the_docs_is_the_one_in_the_code(
    file: str, name: str, made: Callable[[], list[str]]
) -> None:
    path = ROOT / file
    text = path.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    assert place.search(text), f"{file} has no place for the table {name}"
    wanted = place.sub(lambda found: found[1] + "\n".join(made()) + "\n" + found[2], text)
    if os.environ.get("REWRITE_DOCS"):
        path.write_text(wanted, encoding="utf-8")
        return
    assert text == wanted


def test_every_page_of_the_docs_that_is_named_exists() -> None:
    named = {
        page
        for path in ROOT.glob("[bhs]*/**/*.py")
        for page in re.findall(r"docs/[a-z-]+\.md", path.read_text(encoding="utf-8"))
    }
    assert named
    assert not [page for page in sorted(named) if not (ROOT / page).is_file()]
