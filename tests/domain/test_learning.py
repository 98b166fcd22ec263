"""Which read, plan and idea comes next: by role, by stage, by the days in it, never as a gate."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.reader import read
from bot.domain.learning import (
    PLAN,
    READ,
    Standing,
    following,
    ideas,
    next_read,
    plan,
    shelf,
)
from bot.domain.mentorships import Stage
from bot.domain.participants import Role

WORDS = read().words("en")
TEXTS = WORDS.texts()
MENTOR, MENTEE = frozenset({Role.MENTOR}), frozenset({Role.MENTEE})
FIRST = {"read.listening", "read.open_questions", "read.trust"}
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_there_are_ten_reads_for_mentors_and_five_for_mentees() -> None:
    assert len(shelf(TEXTS, READ, MENTOR)) == 10
    assert len(shelf(TEXTS, READ, MENTEE)) == 5
    assert len(shelf(TEXTS, READ, Role)) == 15
    assert {text.stage for text in shelf(TEXTS, PLAN, MENTEE)} == set(Stage)


def test_the_three_first_ones_come_first_and_before_any_mentorship() -> None:
    reads = shelf(TEXTS, READ, MENTOR)
    assert {text.id for text in reads[:3]} == FIRST
    done: set[str] = set()
    while (text := next_read(reads, Standing(MENTOR, frozenset(done)))) is not None:
        done.add(text.id)
    assert done == FIRST


@pytest.mark.parametrize(
    ("stage", "days", "name"),
    [
        (Stage.EXPECTATIONS, 0, "read.summarizing"),
        (Stage.LEARNING, 0, "read.reflecting"),
        (Stage.INDEPENDENCE, 0, "read.letting_go"),
    ],
)
def test_each_stage_brings_its_own(stage: Stage, days: int, name: str) -> None:
    reads = shelf(TEXTS, READ, MENTOR)
    before = frozenset(text.id for text in reads if text.stage and text.stage != stage)
    found = next_read(reads, Standing(MENTOR, before, stage, days))
    assert found is not None
    assert found.id == name


def test_a_later_one_of_a_stage_waits_for_its_day() -> None:
    reads = shelf(TEXTS, READ, MENTOR)
    done = frozenset(
        text.id for text in reads if text.id not in ("read.comments", "read.letting_go")
    )
    assert next_read(reads, Standing(MENTOR, done, Stage.LEARNING, 13)) is None
    found = next_read(reads, Standing(MENTOR, done, Stage.LEARNING, 14))
    assert found is not None
    assert found.id == "read.comments"


@given(
    st.sampled_from([MENTOR, MENTEE, MENTOR | MENTEE]),
    st.sampled_from([None, *Stage]),
    st.integers(0, 90),
    st.data(),
)
def test_what_is_offered_fits_is_new_and_of_a_stage_that_has_come(
    roles: frozenset[Role], stage: Stage | None, days: int, data: st.DataObject
) -> None:
    reads = shelf(TEXTS, READ, roles)
    done = frozenset(data.draw(st.sets(st.sampled_from([text.id for text in reads]))))
    found = next_read(reads, Standing(roles, done, stage, days))
    come = [*Stage][: [*Stage].index(stage or Stage.GETTING_TO_KNOW) + 1]
    if found is None:
        early = [text for text in reads if text.stage in come[:-1] and text.id not in done]
        assert early == []
        return
    assert found in reads
    assert found.id not in done
    assert found.stage in come


def test_each_stage_has_its_plan() -> None:
    plans = shelf(TEXTS, PLAN, MENTEE)

    def name(stage: Stage | None, days: int = 0) -> str:
        found = plan(plans, Standing(MENTEE, frozenset(), stage, days))
        assert found is not None
        return found.id

    assert name(None) == name(Stage.GETTING_TO_KNOW) == "plan.first"
    assert name(Stage.LEARNING) == "plan.working"
    assert name(Stage.LEARNING, 15) == "plan.halfway"
    assert name(Stage.TRANSITION) == "plan.closing"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", [None, *Stage])
def test_there_are_ideas_for_everybody_and_each_tap_brings_another(
    role: Role, stage: Stage | None
) -> None:
    here = Standing(frozenset({role}), frozenset(), stage)
    found = ideas(WORDS.ids(), role, here)
    assert len(found) >= 3
    seen, shown = set(), following(found, "", NOW)
    while shown is not None and shown not in seen:
        seen.add(shown)
        shown = following(found, shown, NOW)
    assert seen == set(found)
    assert following(found, "", NOW) != following(found, "", NOW + timedelta(days=1))


def test_without_ideas_there_is_none() -> None:
    assert following((), "", NOW) is None
