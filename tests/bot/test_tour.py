"""The tour is the stored story; without one of the rules it is another, and that is noticed."""

import os
from collections.abc import Callable

import pytest

from bot import tour
from bot.domain import quiet
from bot.domain.quiet import Rule
from tests.bot.conftest import Place

REWRITE = "REWRITE_STORIES"

TAKEN_OUT: dict[str, Callable[[Rule], bool]] = {
    "hours": lambda rule: rule.name == "hours",
    "budget": lambda rule: rule.counted and rule.check is not None,
    "gate": lambda rule: rule.name == "workspace",
    "expiry": lambda rule: rule.name == "expired",
}


def test_the_tour_is_told_as_it_is_stored(place: Place) -> None:
    """`REWRITE_STORIES=1` stores what is told now."""
    if os.environ.get(REWRITE):
        tour.STORED.write_text("\n".join(tour.told()) + "\n", encoding="utf-8")
    code, out, err = place.call("demo", "--tour")
    assert (code, err) == (0, "")
    assert out.splitlines() == tour.stored()


@pytest.mark.slow
@pytest.mark.parametrize("rule", TAKEN_OUT)
def test_a_rule_taken_out_tells_another_story(
    place: Place, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    rules = tuple(one for one in quiet.RULES if not TAKEN_OUT[rule](one))
    assert len(rules) < len(quiet.RULES)
    monkeypatch.setattr(quiet, "RULES", rules)
    code, out, err = place.call("demo", "--tour")
    parted = len(out.splitlines())
    assert code == 1
    assert f"From line {parted} of tour.txt on this is another story:" in err
    assert out.splitlines()[:-1] == tour.stored()[: parted - 1]


@pytest.mark.parametrize(
    ("good", "words"), [("a", "(the end)"), ("abc", "(the end)"), ("ax", "stored: x"), ("ab", "")]
)
def test_a_story_that_differs_ends_too_soon_or_goes_on_is_another_one(
    monkeypatch: pytest.MonkeyPatch, good: str, words: str
) -> None:
    monkeypatch.setattr(tour, "told", lambda: (line for line in "ab"))
    monkeypatch.setattr(tour, "stored", lambda: list(good))
    parted = "\n".join(tour.tell(lambda _line: None))
    assert (words in parted, bool(parted)) == (True, bool(words))
