"""Reads and plans: short enough for a minute, each with a question that can be answered."""

from pathlib import Path

import pytest

from bot.content.reader import ContentError, read
from bot.domain.learning import PLAN, READ

WORDS = read().words("en")
TEXTS = [text for text in WORDS.texts() if text.id.startswith((READ, PLAN))]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.id)
def test_it_is_read_in_a_minute(text: object) -> None:
    assert len(text.body.split()) <= 120  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", [one for one in TEXTS if one.id.startswith(READ)], ids=str)
def test_a_read_asks_one_question_with_a_reason(text: object) -> None:
    id = text.id  # type: ignore[attr-defined]
    right = WORDS.plain(f"{id}.right")
    assert WORDS.has(f"{id}.{right}")
    assert len(WORDS.plain(f"{id}.{right}")) <= 75
    assert WORDS.plain(f"{id}.why")


def test_the_fitting_answer_does_not_always_stand_in_the_same_place() -> None:
    right = {WORDS.plain(f"{one.id}.right") for one in TEXTS if one.id.startswith(READ)}
    assert right == {"a", "b", "c"}


def overlay(folder: Path, words: str) -> Path:
    """A company's own read, with these words around it."""
    messages, table = folder / "en" / "messages", folder / "en" / "words"
    messages.mkdir(parents=True)
    table.mkdir()
    front = 'role = "mentor"\nstage = "learning"\nafter = 3'
    (messages / "read.ours.md").write_text(f"+++\n{front}\n+++\nOur own way.\n", "utf-8")
    (table / "ours.toml").write_text(words, "utf-8")
    return folder


TITLE = '[read.ours]\ntitle = "Our way"\n'
WHOLE = TITLE + 'ask = "Which way?"\na = "Ours"\nb = "Another"\nright = "a"\nwhy = "It is ours."\n'


@pytest.mark.parametrize("words", [TITLE, WHOLE])
def test_a_company_adds_its_own_read(tmp_path: Path, words: str) -> None:
    found = read(overlay(tmp_path, words)).words("en")
    assert found.message("read.ours").body == "Our own way."


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("", "read.ours.title"),
        (TITLE + 'ask = "Which way?"\n', "read.ours.right"),
        (WHOLE.replace('right = "a"', 'right = "c"'), "read.ours.c"),
        (WHOLE.replace('why = "It is ours."', ""), "read.ours.why"),
    ],
)
def test_half_a_question_is_told_before_anybody_reads_it(
    tmp_path: Path, words: str, missing: str
) -> None:
    with pytest.raises(ContentError, match=missing.replace(".", r"\.")):
        read(overlay(tmp_path, words))
