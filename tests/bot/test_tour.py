"""The tour is the stored story; without one of the rules it is another, and that is noticed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import tour
from bot.domain import quiet
from bot.domain.quiet import Rule
from bot.tour.teller import Teller
from sandbox.client import Impossible
from tests.bot.conftest import Place

TAKEN_OUT: dict[str, Callable[[Rule], bool]] = {
    "hours": lambda rule: rule.name == "hours",
    "budget": lambda rule: rule.counted and rule.check is not None,
    "gate": lambda rule: rule.name == "workspace",
    "expiry": lambda rule: rule.name == "expired",
}

ONCE_AT_LEAST = {
    "a request is passed on": "You passed on @Theo Brandt.",
    "the next one says yes": "You and @Maya Okafor both said yes.",
    "somebody outside is refused": "This works only in the coordinators' channel.",
    "a talk is moved": "Maya fills in 'Day, for another time'",
    "a question comes back": "You kept one question for this talk.",
    "and is handed over": "would like to talk about: How do I begin a hard talk?",
    "two taps in the second week": "Thank you. Both answers are deleted.",
    "a goal": "in the form “My goal”",
    "what was tried comes back": "Last time you wanted to try: “Ask before I comment”",
    "how sure": "in the form “How sure am I?”",
    "two keys": "you go on once you both say so.",
    "a decision alone": "presses [Yes, I decided]",
    "time away": "Noted: you are away from Tuesday 22 December to Sunday 3 January.",
    "a step back": "presses [Go one step back]",
    "an end without blame": "Your match with @Lena Novak has ended. Endings are normal",
    "a reminder, then silence": "is not available this time. That says nothing about you",
    "the last message": "You and @Maya Okafor have rounded it off",
}
"""What the story has to tell, by a few words of it; line ends are not looked at."""


@pytest.mark.slow
def test_the_tour_is_told_as_it_is_stored(place: Place) -> None:
    code, out, err = place.call("demo", "--tour")
    assert (code, err) == (0, ""), "read what is told now; if it is good, store it: make tour"
    assert out.splitlines() == [line for chapter in tour.stored() for line in chapter]


@pytest.mark.slow
@pytest.mark.parametrize("rule", TAKEN_OUT)
def test_a_rule_taken_out_tells_another_story(
    place: Place, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    rules = tuple(one for one in quiet.RULES if not TAKEN_OUT[rule](one))
    assert len(rules) < len(quiet.RULES)
    monkeypatch.setattr(quiet, "RULES", rules)
    code, out, err = place.call("demo", "--tour")
    assert code == 1
    assert "--- tour.txt" in err
    titles = [line for line in out.splitlines() if line.startswith("== ")]
    assert titles == [chapter[0] for chapter in tour.stored()[: len(titles)]]


@pytest.mark.parametrize("words", ONCE_AT_LEAST.values(), ids=ONCE_AT_LEAST)
def test_the_story_has_this_in_it(words: str) -> None:
    assert words in " ".join(" ".join(map(" ".join, map(str.split, one))) for one in STORED)


def test_the_cards_numbers_change() -> None:
    counts = {line for chapter in STORED for line in chapter if line.startswith("    Today: ")}
    assert len(counts) > 5


def test_while_maya_is_away_nothing_reaches_her() -> None:
    (told,) = [chapter for chapter in STORED if chapter[0] == "== Maya is away =="]
    away = told[told.index("> Maya presses [I did]") :]
    titles = [line for line in away if " · Maya" in line]
    assert [line[:6] for line in titles] == ["Mon 21"]


STORED = tour.stored()


# --- how it is compared ---------------------------------------------------------------------------


def chapters(words: str) -> Iterator[list[str]]:
    """A chapter for each letter."""
    yield from ([f"== {letter} ==", letter] for letter in words)


@pytest.mark.parametrize(
    ("good", "changes"),
    [("a", ["+b"]), ("abc", ["-c"]), ("ax", ["-x", "+b"]), ("ab", [])],
    ids=["goes on", "ends too soon", "differs", "is the same"],
)
def test_what_is_told_otherwise_is_shown_as_a_diff(
    monkeypatch: pytest.MonkeyPatch, good: str, changes: list[str]
) -> None:
    monkeypatch.setattr(tour, "told", lambda: chapters("ab"))
    monkeypatch.setattr(tour, "stored", lambda: list(chapters(good)))
    parted = tour.tell(lambda _line: None)
    assert bool(parted) is bool(changes)
    assert set(changes) <= set(parted)


def test_retelling_stores_what_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour, "told", lambda: chapters("ab"))
    monkeypatch.setattr(tour, "STORED", file := place.folder / "told.txt")
    assert place.call("demo", "--tour", "--retell", str(file))[0] == 0
    assert place.call("demo", "--tour") == (0, "== a ==\na\n== b ==\nb\n", "")


def test_a_story_that_cannot_go_on_says_where_and_is_not_stored(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wants_too_much(_teller: Teller) -> None:
        raise Impossible("U_THEO sees no 'Fly'")

    monkeypatch.setattr(tour, "CHAPTERS", (("Theo flies", wants_too_much),))
    file = place.folder / "told.txt"
    code, _, err = place.call("demo", "--tour", "--retell", str(file))
    assert (code, err.strip()) == (1, f"{tour.STOPPED}U_THEO sees no 'Fly'")
    assert not file.exists()
    assert place.call("demo", "--tour")[0] == 1


def test_retelling_goes_with_the_tour_only(place: Place, tmp_path: Path) -> None:
    assert place.call("demo", "--retell", str(tmp_path / "told.txt"))[0] == 2
