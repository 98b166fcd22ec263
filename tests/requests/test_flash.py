"""One talk about one question: no place taken, the whole mentorship only where both wish it."""

import re
from datetime import datetime, timedelta

import pytest

from bot.content.reader import read
from bot.content.types import FLASH, ONE_ON_ONE, of, types
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship, Outcome, Stage
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.refusals import Refused
from bot.domain.requests import Request
from bot.services import enrollment, flash, home, meetings, pairing, requests
from bot.services.messages import compose
from bot.services.pairing import Pair
from bot.services.pool import passed_over
from tests.builders import JONAS, MAYA, TEAM, THEO, TOM, at
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


def test_nothing_is_said_of_types_there_are_not() -> None:
    words = read().words("en")
    said = [str(one) for one in words.table.values()] + [one.body for one in words.texts()]
    others = re.compile(r"\b(peers?|reverse|training-based|resource-based|informal)\b")
    assert [one for one in said if others.search(one.casefold())] == []


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


# --- what came of it ------------------------------------------------------------------------------


@pytest.fixture
def talked(company: Company) -> Mentorship:
    """A talk took place, and two weeks have gone by."""
    says_yes(company, asks(company))
    found = talks(company, at(2))
    company.go_to(at(18))
    return found


def tells(company: Company, talk: Mentorship, who: str = THEO.slack_id, line: str = "Yes!") -> None:
    with company.store.unit() as unit:
        flash.tell(unit, talk.id, who, line, company.now)


def said(company: Company, who: Person) -> list[str]:
    """What the messages about a talk say to this person now."""
    with company.store.read() as unit:
        rows = unit.deliveries.find(person_id=who.id, template=(flash.CAME, flash.HEARD))
        found = [compose(unit, row) for row in rows]
    return [one.text for one in found if one is not None]


def mentor_in(company: Company, talk: Mentorship) -> Person:
    with company.store.read() as unit:
        (mentor,) = unit.members.find(mentorship_id=talk.id, role=Role.MENTOR)
        return unit.people.get(mentor.person_id)


def test_two_weeks_after_a_talk_the_mentee_may_tell_what_came_of_it(
    company: Company, talked: Mentorship
) -> None:
    mentor = mentor_in(company, talked)
    (row,) = [one for one in company.rows(THEO) if one.template == flash.CAME]
    assert (row.kind, at(14) <= row.due_at <= at(17)) == ("news", True)
    assert (said(company, THEO), said(company, mentor)) == (["flash.came"], [])
    tells(company, talked)
    assert (said(company, THEO), said(company, mentor)) == (["flash.came.told"], ["flash.heard"])


def test_it_is_asked_once_and_told_once(company: Company, talked: Mentorship) -> None:
    tells(company, talked)
    with pytest.raises(Refused, match="told"):
        tells(company, talked, line="And again.")
    company.go_to(at(60))
    assert company.told(THEO).count(flash.CAME) == 1
    assert company.told(mentor_in(company, talked)).count(flash.HEARD) == 1
    with company.store.read() as unit:
        assert unit.mentorships.next_wake() is None


@pytest.mark.parametrize(("line", "code"), [("", "no_line"), ("x" * 301, "line")])
def test_the_line_is_checked_at_its_field(
    company: Company, talked: Mentorship, line: str, code: str
) -> None:
    with pytest.raises(Refused, match=code) as caught:
        tells(company, talked, line=line)
    assert caught.value.field_id == "line"


def test_only_the_mentee_of_that_talk_tells_it(company: Company, talked: Mentorship) -> None:
    for who in (LENA, mentor_in(company, talked)):
        with pytest.raises(Refused, match="not_yours"):
            tells(company, talked, who.slack_id)


def test_who_goes_on_together_is_not_asked(company: Company) -> None:
    request = asks(company)
    says_yes(company, request)
    found = talks(company, at(2))
    company.go_to(at(5))
    with company.store.unit() as unit:
        for who in (THEO.slack_id, mentor_of(request)):
            flash.say(unit, found.id, who, "yes", company.now)
    with company.store.read() as unit:
        (whole,) = unit.requests.find(type=ONE_ON_ONE)
    says_yes(company, whole)
    company.go_to(at(18))
    assert said(company, THEO) == []


def test_a_talk_that_did_not_take_place_is_not_asked_about(company: Company) -> None:
    says_yes(company, asks(company))
    company.go_to(at(60))
    assert flash.CAME not in company.told(THEO)


def at_home(company: Company, who: Person) -> list[str]:
    with company.store.read() as unit:
        return [one.text for one in home.screen(unit, TEAM, who.slack_id, company.now).now]


def test_a_talk_that_is_asked_for_waits_at_home_on_both_sides(company: Company) -> None:
    request = asks(company)
    (mentor,) = [one for one in (MAYA, JONAS, TOM) if one.slack_id == mentor_of(request)]
    assert "home.asked.half_hour" in at_home(company, THEO)
    assert "home.request.half_hour" in at_home(company, mentor)
    with company.store.unit() as unit:
        requests.accept(unit, mentor.slack_id, request.id, company.now)
    assert "home.asked.mentor_yes" in at_home(company, THEO)
    assert "home.request.yes" in at_home(company, mentor)
    with company.store.unit() as unit:
        requests.confirm(unit, THEO.slack_id, request.id, company.now)
    assert not {text for text in at_home(company, THEO) if text.startswith("home.asked")}


@pytest.mark.parametrize("kind", [FLASH, ONE_ON_ONE])
def test_what_coordinators_propose_is_said_as_that_at_home(company: Company, kind: str) -> None:
    with company.store.unit() as unit:
        pair = Pair(THEO.slack_id, MAYA.slack_id, kind, "", "UADA")
        pairing.propose(unit, TEAM, pair, company.now)
    assert "home.request.suggested" in at_home(company, MAYA)
    assert not {text for text in at_home(company, THEO) if text.startswith("home.asked")}
