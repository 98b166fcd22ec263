"""What people tell later: kept field by field, emptied on request, and heard by the matching."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import profile as rules
from bot.domain.participants import Role
from bot.domain.profile import FORMS, MONTHS
from bot.domain.refusals import Refused
from bot.matching import score as scoring
from bot.matching.candidates import Candidate, Context
from bot.matching.filter import rules as forbidding
from bot.services import oneself, profile
from bot.services.pool import Pool
from bot.services.profile import Known
from storage.store import SqlStore
from tests import builders
from tests.builders import JONAS, MAYA, OTTO, TEAM, THEO, TUESDAY, at

DAY = date(2026, 12, 1)


def tell(store: SqlStore, form: str, who: Any = THEO, **said: object) -> Known:
    """Send one of the fixed forms; what is known afterwards."""
    with store.unit() as unit:
        mine = profile.known(unit, TEAM, who.slack_id)
        profile.keep(unit, mine, form, said, TUESDAY)
    return known(store, who)


def known(store: SqlStore, who: Any = THEO) -> Known:
    with store.read() as unit:
        return profile.known(unit, TEAM, who.slack_id)


EVERYTHING: dict[str, dict[str, object]] = {
    "work": {"purpose": "career", "function": "sales", "location": "Madrid", "tenure": "two"},
    "fit": {"looks_for": ("mirror", "role_model"), "languages": ("es", "en")},
    "wishes": {"wishes": "Somebody patient.", "wanted": (JONAS.slack_id, MAYA.slack_id)},
    "apart": {"apart": (OTTO.slack_id, JONAS.slack_id)},
}


def test_what_was_told_stands_in_the_form_again(program: SqlStore) -> None:
    for form, said in EVERYTHING.items():
        tell(program, form, **said)
    found = profile.said(known(program), TUESDAY)
    for said in EVERYTHING.values():
        for name, value in said.items():
            wanted = tuple(sorted(value)) if name == "languages" else value  # type: ignore[call-overload]
            assert found[name] == wanted


def test_a_field_that_is_not_in_the_form_stays_and_an_empty_one_is_emptied(
    program: SqlStore,
) -> None:
    """A form opened before an update may lack a field."""
    tell(program, "work", function="sales", location="Madrid")
    mine = tell(program, "work", location="  ")
    assert (mine.member.function, mine.member.location) == ("sales", None)
    tell(program, "apart", apart=(OTTO.slack_id,))
    assert tell(program, "apart").apart == (OTTO.slack_id,)
    assert tell(program, "apart", apart=()).apart == ()


@pytest.mark.parametrize(
    ("form", "name", "value", "code"),
    [
        ("work", "purpose", "fame", "profile.choice"),
        ("work", "function", "x" * 76, "join.line"),
        ("work", "tenure", "ages", "profile.choice"),
        ("fit", "looks_for", ("mirror", "a friend"), "profile.choice"),
        ("fit", "languages", rules.LANGUAGES[:9], "profile.many"),
        ("wishes", "wishes", "x" * 301, "join.line"),
        ("wishes", "wanted", tuple(f"U{n}" for n in range(6)), "profile.many"),
        ("wishes", "wanted", (THEO.slack_id,), "profile.self"),
        ("apart", "apart", (THEO.slack_id,), "profile.self"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(
    program: SqlStore, form: str, name: str, value: object, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        tell(program, form, **{name: value})
    assert (refused.value.code, refused.value.field_id) == (code, name)


def test_who_did_not_join_or_left_has_no_profile(program: SqlStore) -> None:
    with program.unit() as unit:
        unit.people.add(OTTO)
        unit.participants.change("jonas-in-career", {}, {"left_at": at(0)})
    for who in (OTTO, JONAS):
        with pytest.raises(Refused, match=r"profile\.join_first"):
            known(program, who)


def test_each_role_has_its_own_fields(program: SqlStore) -> None:
    assert [*known(program).forms] == ["work", "fit", "wishes", "apart"]
    assert [*known(program, MAYA).forms] == ["work", "fit", "apart"]
    fits = [one.name for one in known(program, MAYA).forms["fit"]]
    assert fits == ["can_be", "languages"]


# --- levels and order ----------------------------------------------------------------------------


def levels(store: SqlStore, who: Any = THEO, **said: str) -> None:
    with store.unit() as unit:
        mine = profile.known(unit, TEAM, who.slack_id)
        told = {f"{who.id}-{name}": value for name, value in said.items()}
        profile.keep_levels(unit, mine, told, TUESDAY)


def order(store: SqlStore, **said: str) -> dict[str, int | None]:
    with store.unit() as unit:
        profile.keep_order(unit, profile.known(unit, TEAM, THEO.slack_id), said, TUESDAY)
    return {one.name: one.priority for one in known(store).topics}


def test_levels_are_kept_and_taken_back(program: SqlStore) -> None:
    levels(program, giving_feedback="1", presenting="3")
    levels(program, presenting="")
    assert [one.level for one in known(program).topics] == [1, None]


def test_somebody_with_both_roles_has_one_level_for_a_topic(program: SqlStore) -> None:
    with program.unit() as unit:
        unit.roles.add(builders.role(THEO, Role.MENTOR))
        twin = builders.topic("presenting", THEO, Role.MENTOR)
        unit.topics.add(replace(twin, id="theo-offers-presenting"))
    levels(program, presenting="2")
    assert [one.level for one in known(program).topics] == [None, 2, 2]


def test_topics_that_are_gone_since_the_form_was_opened_are_said(program: SqlStore) -> None:
    with program.unit() as unit:
        unit.topics.remove("theo-presenting")
    levels(program, giving_feedback="1", presenting="3")
    assert [one.level for one in known(program).topics] == [1]
    with pytest.raises(Refused, match=r"profile\.topics_changed"):
        levels(program, presenting="3")
    with pytest.raises(Refused, match=r"profile\.topics_changed"):
        order(program, first="theo-presenting")


def test_an_order_is_kept_and_no_topic_comes_twice(program: SqlStore) -> None:
    placed = order(program, first="theo-presenting", second="theo-giving_feedback")
    assert placed == {"giving_feedback": 2, "presenting": 1}
    assert order(program, first="theo-giving_feedback", second="") == {
        "giving_feedback": 1,
        "presenting": None,
    }
    with pytest.raises(Refused) as refused:
        order(program, first="theo-presenting", second="theo-presenting")
    assert (refused.value.code, refused.value.field_id) == ("profile.twice", "second")


# --- time in the organization --------------------------------------------------------------------


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from([*MONTHS]))
def test_a_chosen_time_stands_in_the_form_that_day_and_only_grows(day: date, choice: str) -> None:
    since = rules.since(choice, day)
    assert rules.tenure(since, day) == choice
    later = rules.months(since, day + timedelta(days=200))
    assert later >= MONTHS[choice] + 6


def test_the_same_choice_again_does_not_begin_anew(program: SqlStore) -> None:
    first = tell(program, "work", tenure="half").member.here_since
    with program.unit() as unit:
        mine = profile.known(unit, TEAM, THEO.slack_id)
        profile.keep(unit, mine, "work", {"tenure": "half"}, TUESDAY + timedelta(days=90))
    assert known(program).member.here_since == first


# --- what the matching hears ---------------------------------------------------------------------


@pytest.fixture
def pool(program: SqlStore) -> SimpleNamespace:
    """Theo and Maya as the matching sees them, after each told what the test says."""

    def told(theo: dict[str, dict[str, object]], maya: dict[str, dict[str, object]]) -> None:
        for who, forms in ((THEO, theo), (MAYA, maya)):
            for form, said in forms.items():
                tell(program, form, who, **said)

    def seen() -> tuple[Candidate, Candidate, Context]:
        with program.read() as unit:
            found = Pool(unit, unit.programs.get("career"))
            mentee = unit.participants.get("theo-in-career")
            one = found.candidate(mentee, Role.MENTEE)
            other = found.candidate(unit.participants.get("maya-in-career"), Role.MENTOR)
            assert one is not None
            assert other is not None
            return one, other, found.context(mentee)

    def points() -> dict[str, int]:
        return dict(scoring.score(*seen()).parts)

    def forbidden() -> tuple[str, ...]:
        return forbidding(*seen())

    return SimpleNamespace(told=told, points=points, forbidden=forbidden, store=program)


@pytest.mark.parametrize(
    ("part", "theo", "maya", "before", "after"),
    [
        (
            "purpose",
            {"work": {"purpose": "career"}},
            {"work": {"purpose": "career"}},
            8,
            15,
        ),
        (
            "network",
            {"work": {"function": "sales", "location": "Madrid"}},
            {"work": {"function": " SALES ", "location": "madrid"}},
            3,
            0,
        ),
        ("network", {"work": {"function": "sales"}}, {"work": {"function": "design"}}, 3, 5),
        ("roles", {"fit": {"looks_for": ("mirror",)}}, {"fit": {"can_be": ("mirror",)}}, 5, 10),
        ("wish", {"wishes": {"wanted": (JONAS.slack_id, MAYA.slack_id)}}, {}, 0, 14),
    ],
)
def test_what_is_told_reaches_the_score(
    pool: SimpleNamespace, part: str, theo: Any, maya: Any, before: int, after: int
) -> None:
    assert pool.points()[part] == before
    pool.told(theo, maya)
    assert pool.points()[part] == after


def test_levels_and_order_reach_the_score(pool: SimpleNamespace) -> None:
    assert (pool.points()["topics"], pool.points()["gap"]) == (40, 5)
    levels(pool.store, giving_feedback="2", presenting="1")
    levels(pool.store, MAYA, giving_feedback="1", presenting="2")
    assert (pool.points()["topics"], pool.points()["gap"]) == (20, 10)
    order(pool.store, first="theo-presenting")
    assert pool.points()["topics"] == 30


@pytest.mark.parametrize(
    ("code", "theo", "maya"),
    [
        ("language", {"fit": {"languages": ("es",)}}, {"fit": {"languages": ("de",)}}),
        ("tenure", {}, {"work": {"tenure": "new"}}),
        ("block", {"apart": {"apart": (MAYA.slack_id,)}}, {}),
        ("block", {}, {"apart": {"apart": (THEO.slack_id,)}}),
    ],
)
def test_what_is_told_reaches_the_hard_rules(
    pool: SimpleNamespace, code: str, theo: Any, maya: Any
) -> None:
    assert pool.forbidden() == ()
    pool.told(theo, maya)
    assert pool.forbidden() == (code,)


def test_a_block_taken_back_is_gone(pool: SimpleNamespace) -> None:
    pool.told({"apart": {"apart": (MAYA.slack_id,)}}, {})
    pool.told({"apart": {"apart": ()}}, {})
    assert pool.forbidden() == ()


# --- what its author reads -----------------------------------------------------------------------


def test_every_form_has_a_part_that_shows_what_stands_in_it(program: SqlStore) -> None:
    parts = oneself.parts(known(program), TUESDAY)
    assert [one.text for one in parts] == [
        "profile.topics",
        *(f"profile.{name}" for name in FORMS),
        "profile.settings",
    ]


def test_suggestions_ask_for_levels_until_all_are_known(program: SqlStore) -> None:
    def asked() -> bool:
        with program.read() as unit:
            mentee = unit.participants.get("theo-in-career")
            return bool(oneself.after_suggestions(unit, mentee))

    assert asked()
    levels(program, giving_feedback="1", presenting="2")
    assert not asked()
