"""What two people can agree on, and what stands where they said nothing."""

from dataclasses import asdict, fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agreements import BRINGS, CADENCES, MINUTES, Terms, terms_from, unpacked
from bot.domain.questions import LINE_MOST
from bot.domain.refusals import Refused

FIRST, LAST = date(2026, 12, 1), date(2027, 2, 20)
DAYS = (FIRST, LAST)

lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
sent = st.fixed_dictionaries(
    {},
    optional={
        "purpose": lines,
        "contact": lines,
        "scope": lines,
        "feedback": lines,
        "signals": lines,
        "cadence": st.sampled_from(["", *map(str, CADENCES)]),
        "minutes": st.sampled_from(["", *map(str, MINUTES)]),
        "brings": st.sampled_from(["", *BRINGS]),
        "review": st.dates(FIRST, LAST).map(date.isoformat),
    },
)


@given(sent, sent)
def test_what_is_sent_replaces_its_own_lines_and_no_others(before, now):
    base = terms_from(before, Terms(), DAYS)
    told = asdict(terms_from(now, base, DAYS))
    assert told == asdict(base) | {name: " ".join(now[name].split()) for name in now}


@given(sent)
def test_terms_are_the_same_once_kept_and_read_again(said):
    terms = terms_from(said, Terms(), DAYS)
    assert unpacked(terms.packed()) == terms


def test_nothing_said_is_kept_as_nothing_and_a_line_of_a_later_version_is_passed_over():
    assert Terms().packed() == "{}"
    assert unpacked("") == Terms()
    assert unpacked('{"purpose": "growth", "moon": "full"}') == Terms(purpose="growth")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("purpose", "x" * (LINE_MOST + 1), "question.long"),
        ("signals", "x" * (LINE_MOST + 1), "question.long"),
        ("cadence", "3", "agreement.choice"),
        ("minutes", "46", "agreement.choice"),
        ("brings", "nobody", "agreement.choice"),
        ("review", "2027-02-21", "agreement.review"),
        ("review", "2026-11-30", "agreement.review"),
        ("review", "soon", "meeting.day"),
    ],
)
def test_what_cannot_be_agreed_on_is_refused_at_its_field(name, value, code):
    with pytest.raises(Refused) as refused:
        terms_from({name: value}, Terms(), DAYS)
    assert (refused.value.code, refused.value.field_id) == (code, name)


def test_every_line_can_be_left_as_it_is():
    assert all(field.default == "" for field in fields(Terms))
