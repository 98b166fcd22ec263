"""Tables in the docs are those in the code; `REWRITE_DOCS=1` writes them anew."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.reader import read
from bot.domain.deliveries import KINDS
from bot.domain.quiet import RULES
from handlers.features import WORDS
from handlers.scopes import SCOPES

ROOT = Path(__file__).parents[2]
WHO = {
    "all": "everyone",
    "joined": "people who joined",
    "mentee": "people looking for a mentor",
    "member": "people in a mentorship",
    "admin": "the coordinators' channel",
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


TABLES: tuple[tuple[str, str, Callable[[], list[str]]], ...] = (
    ("docs/quiet.md", "rules", rules),
    ("docs/delivery.md", "kinds", kinds),
    ("README.md", "words", words),
    ("README.md", "scopes", scopes),
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
