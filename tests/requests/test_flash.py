"""One talk about one question: no place taken, the whole mentorship only where both wish it."""

from datetime import datetime, timedelta

import pytest

from bot.content.types import FLASH, ONE_ON_ONE, of, types
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship, Outcome, Stage
from bot.domain.participants import Role
from bot.domain.refusals import Refused
from bot.domain.requests import Request
from bot.services import enrollment, flash, meetings, requests
from bot.services.pool import passed_over
from tests.builders import JONAS, MAYA, TEAM, THEO, at
from tests.requests.company import LENA, Company

QUESTION = "Which of two offers would you take?"


def asks(company: Company) -> Request:
    with company.store.unit() as unit:
        return flash.ask(unit, TEAM, THEO.slack_id, QUESTION, company.now)


def mentor_of(request: Request) -> str:
    return f"U{request.mentor_id.split('-')[0].upper()}"


def says_yes(company: Company, request: Request) -> None:
    with company.store.unit() as unit:
        requests.accept(unit, mentor_of(request), request.id, company.now)
        requests.confirm(unit, THEO.slack_id, request.id, company.now)


def talk(company: Company) -> Mentorship:
    with company.store.read() as unit:
        return unit.mentorships.find(type=FLASH)[-1]


def talks(company: Company, when: datetime) -> Mentorship:
    """They plan the talk, have it and say so."""
    found = talk(company)
    with company.store.unit() as unit:
        planned = meetings.pick(unit, found.id, THEO.slack_id, when, company.now)
    company.go_to(when + timedelta(hours=1))
    with company.store.unit() as unit:
        meetings.settle(unit, planned.id, THEO.slack_id, MeetingState.HELD, company.now)
    return found


def taken(company: Company) -> list[int]:
    with company.store.read() as unit:
        return [role.taken for role in unit.roles.find(role=Role.MENTOR)]


def test_types_are_presets_over_five_attributes() -> None:
    assert set(types()) == {ONE_ON_ONE, FLASH}
    assert of(ONE_ON_ONE).stages == tuple(Stage)
    assert not of(ONE_ON_ONE).one_off
    assert (of(FLASH).minutes, of(FLASH).holds_place, of(FLASH).one_off) == (30, False, True)


def test_a_talk_takes_half_an_hour_and_no_place(company: Company) -> None:
    says_yes(company, asks(company))
    found = talk(company)
    assert found.minutes == 30
    assert taken(company) == [0, 0, 0]
    with company.store.read() as unit:
        theo = unit.participants.get("theo-in-career")
        assert not enrollment.is_matched(unit, theo)


def test_even_a_mentor_without_a_place_can_be_asked(company: Company) -> None:
    company.ask(LENA, MAYA)
    company.answer(requests.accept, MAYA, LENA)
    with company.store.unit() as unit:
        for name in ("jonas", "tom"):
            unit.roles.change(f"{name}-mentor", {}, {"listed": False})
    assert asks(company).mentor_id == "maya-in-career"


def test_a_pass_asks_the_next_one_with_the_same_question(company: Company) -> None:
    first = asks(company)
    with company.store.unit() as unit:
        requests.pass_on(unit, mentor_of(first), first.id, company.now)
    with company.store.read() as unit:
        one, other = unit.requests.find(type=FLASH)
    assert one.line == other.line == QUESTION
    assert one.mentor_id != other.mentor_id


def test_one_talk_at_a_time(company: Company) -> None:
    asks(company)
    with pytest.raises(Refused, match="already"):
        asks(company)


@pytest.mark.parametrize(("question", "code"), [("", "empty"), ("x" * 301, "line")])
def test_the_question_is_checked_at_its_field(company: Company, question: str, code: str) -> None:
    with company.store.unit() as unit, pytest.raises(Refused, match=code) as caught:
        flash.ask(unit, TEAM, THEO.slack_id, question, company.now)
    assert caught.value.field_id == "question"


def test_nothing_of_the_whole_way_is_said_about_a_talk(company: Company) -> None:
    says_yes(company, asks(company))
    company.go_to(at(25))
    kinds = {row.kind for who in (THEO, MAYA, JONAS) for row in company.rows(who)}
    assert kinds <= {"request", "answer"}


def test_a_talk_that_never_came_about_ends_quietly(company: Company) -> None:
    says_yes(company, asks(company))
    company.go_to(at(60))
    with company.store.read() as unit:
        (ending,) = unit.endings.find()
    assert ending.outcome is Outcome.LAPSED
    assert flash.AGAIN not in company.told(THEO)


@pytest.mark.parametrize(
    ("mentee", "mentor", "asked"),
    [("yes", "yes", 1), ("yes", "no", 0), ("no", "yes", 0), ("no", "no", 0)],
)
def test_the_whole_way_is_asked_for_only_where_both_wish_it(
    company: Company, mentee: str, mentor: str, asked: int
) -> None:
    request = asks(company)
    says_yes(company, request)
    found = talks(company, at(2))
    company.go_to(at(5))
    assert flash.AGAIN in company.told(THEO)
    with company.store.unit() as unit:
        flash.say(unit, found.id, THEO.slack_id, mentee, company.now)
        flash.say(unit, found.id, mentor_of(request), mentor, company.now)
    with company.store.read() as unit:
        assert len(unit.requests.find(type=ONE_ON_ONE)) == asked
        assert len(unit.meetings.find()) == 1


def test_a_round_of_talks_is_no_round_without_a_mentor(company: Company) -> None:
    asks(company)
    company.go_to(at(20))
    assert company.told(THEO)[-1] == "flash.over"
    with company.store.read() as unit:
        assert passed_over(unit.rounds.find(participant_id="theo-in-career")) == 0


def test_nobody_else_answers_for_the_two(company: Company) -> None:
    says_yes(company, asks(company))
    found = talks(company, at(2))
    company.go_to(at(5))
    with company.store.unit() as unit, pytest.raises(Refused, match="not_yours"):
        flash.say(unit, found.id, LENA.slack_id, "yes", company.now)
