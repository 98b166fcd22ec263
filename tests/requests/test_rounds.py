"""A round: asked in order, beside each other after the reminder, answered by the promised day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.participants import Role
from bot.domain.people import PersonStatus
from bot.domain.refusals import Refused
from bot.domain.requests import RequestState
from bot.domain.rounds import RoundState
from bot.matching.score import score
from bot.services import enrollment, requests, rounds, suggestions
from bot.services.pool import Pool, passed_over
from tests import builders
from tests.builders import JONAS, MAYA, TEAM, THEO, TOM, TUESDAY, at
from tests.requests.company import LENA, Company

# Tuesday 1 December is TUESDAY; working day 3 is Friday the 4th, 5 the 8th, 10 the 15th.
REMINDER, EXPIRY, PROMISED = at(3, 12), at(7, 20), at(14, 20)


def test_a_pass_asks_the_next_choice_at_once(company: Company) -> None:
    company.ask(THEO, MAYA, JONAS)
    assert company.states() == ["maya open"]
    company.answer(requests.pass_on, MAYA)
    assert company.states() == ["maya passed", "jonas open"]
    assert company.told(THEO) == ["request.unavailable"]
    assert company.told(JONAS) == ["request.asked"]


def test_after_the_reminder_the_next_choice_is_asked_beside(company: Company) -> None:
    company.ask(THEO, MAYA, JONAS, TOM)
    company.go_to(REMINDER)
    assert company.told(MAYA) == ["request.asked", "request.reminder"]
    assert company.states() == ["maya open", "jonas open"]
    company.go_to(EXPIRY)
    assert company.states()[0] == "maya expired"
    assert company.told(MAYA) == ["request.asked", "request.reminder"]


def test_the_second_yes_reads_thanks(company: Company) -> None:
    company.ask(THEO, MAYA, JONAS)
    company.go_to(REMINDER)
    company.answer(requests.accept, JONAS)
    assert company.states() == ["maya overtaken", "jonas mentor_yes"]
    with pytest.raises(Refused, match="overtaken"):
        company.answer(requests.accept, MAYA)
    with company.store.read() as unit:
        taken = {role.participant_id: role.taken for role in unit.roles.find(role=Role.MENTOR)}
    assert taken == {"maya-in-career": 0, "jonas-in-career": 1, "tom-in-career": 0}


def test_by_the_promised_day_there_is_one_clear_word(company: Company) -> None:
    company.ask(THEO, MAYA, JONAS, TOM)
    company.go_to(PROMISED)
    assert company.round().state is RoundState.PASSED_OVER
    assert all(state.endswith("expired") for state in company.states())
    assert company.told(THEO)[-1] == "round.over"
    assert company.told(THEO).count("round.over") == 1
    last = company.rows(THEO)[-1]
    assert last.due_at.date() == company.round().answer_by == at(14).date()


def test_no_answer_is_waited_for_past_the_promised_day(company: Company) -> None:
    """Jonas works on Mondays only: his five working days would take five weeks."""
    with company.store.unit() as unit:
        jonas = unit.people.get(JONAS.id)
        unit.people.save(replace(jonas, hours=replace(jonas.hours, days=(0,))))
    company.ask(THEO, JONAS)
    company.go_to(PROMISED)
    assert company.states() == ["jonas expired"]
    assert company.told(THEO) == ["round.over"]


def test_the_round_ends_in_the_askers_own_hours_whatever_the_zones(company: Company) -> None:
    far = replace(MAYA, id="kim", slack_id="UKIM", zone="America/New_York")
    company.joins(far, Role.MENTOR)
    company.ask(THEO, far)
    asked = company.round()
    with company.store.read() as unit:
        day = rounds.promised(unit, asked).day
    company.go_to(at(20))
    heard = [row for row in company.rows(THEO) if row.template == "request.unavailable"]
    assert len(heard) == 1
    assert heard[0].due_at.date() <= day


def test_who_takes_it_back_is_asked_about_no_more(company: Company) -> None:
    asked = company.ask(THEO, MAYA, JONAS)
    company.go_to(REMINDER)
    with company.store.unit() as unit:
        requests.withdraw(unit, THEO.slack_id, asked.id, company.now)
    assert company.states() == ["maya withdrawn", "jonas withdrawn"]
    company.go_to(at(40))
    assert "round.over" not in company.told(THEO)
    assert company.round().state is RoundState.WITHDRAWN


def test_after_taking_it_back_in_the_same_moment_one_may_ask_again(company: Company) -> None:
    asked = company.ask(THEO, MAYA)
    with company.store.unit() as unit:
        requests.withdraw(unit, THEO.slack_id, asked.id, company.now)
    company.ask(THEO, JONAS)
    assert company.states() == ["maya withdrawn", "jonas open"]


def test_none_is_asked_again_after_a_pass(company: Company) -> None:
    company.ask(THEO, MAYA)
    company.answer(requests.pass_on, MAYA)
    with pytest.raises(Refused, match="not_available"):
        company.ask(THEO, MAYA)


def test_asking_another_in_the_same_round_keeps_the_promised_day(company: Company) -> None:
    company.ask(THEO, MAYA)
    promised = company.round().answer_by
    company.now = at(2)
    company.answer(requests.pass_on, MAYA)
    company.ask(THEO, JONAS)
    assert company.round().answer_by == promised
    assert company.round().choices == ("maya-in-career", "jonas-in-career")


def test_one_open_request_a_time_unless_in_line(company: Company) -> None:
    company.ask(THEO, MAYA)
    with pytest.raises(Refused, match="already_open"):
        company.ask(THEO, JONAS)
    with company.store.unit() as unit, pytest.raises(Refused, match="none_open"):
        requests.then(unit, TEAM, LENA.slack_id, "jonas-in-career", company.now)


def test_a_choice_who_became_unavailable_is_passed_over(company: Company) -> None:
    company.ask(THEO, MAYA, JONAS, TOM)
    with company.store.unit() as unit:
        unit.roles.change("jonas-mentor", {}, {"listed": False})
    company.answer(requests.pass_on, MAYA)
    assert company.states() == ["maya passed", "tom open"]


@pytest.mark.parametrize("how", ["left", "gone"])
def test_a_mentor_who_left_is_not_waited_for(company: Company, how: str) -> None:
    company.ask(THEO, MAYA, JONAS)
    with company.store.unit() as unit:
        if how == "left":
            unit.participants.change("maya-in-career", {}, {"left_at": company.now})
        else:
            unit.people.change(MAYA.id, {}, {"status": PersonStatus.GONE})
    company.go_to(REMINDER)
    assert company.states() == ["maya expired", "jonas open"]


def test_a_last_place_taken_by_another_asks_the_next(company: Company) -> None:
    company.ask(THEO, MAYA, JONAS)
    company.ask(LENA, MAYA)
    company.answer(requests.accept, MAYA, LENA)
    assert company.states() == ["maya overtaken", "jonas open"]
    assert company.told(THEO) == ["request.unavailable"]


def test_choose_for_me_asks_in_the_order_that_was_shown(company: Company) -> None:
    with company.store.unit() as unit:
        program, mentee = requests.asker(unit, TEAM, THEO.slack_id)
        shown = suggestions.for_mentee(unit, program, mentee)
        requests.choose(unit, TEAM, THEO.slack_id, company.now)
    assert company.round().choices == tuple(one.mentor_id for one in shown)
    assert len(shown) == 3


def test_who_is_away_for_long_is_not_suggested(company: Company) -> None:
    with company.store.unit() as unit:
        unit.pauses.add(builders.pause(at(-1), at(10), person_id=MAYA.id))
        program, mentee = requests.asker(unit, TEAM, THEO.slack_id)
        found = suggestions.for_mentee(unit, program, mentee, moment=TUESDAY)
    assert {one.mentor_id for one in found} == {"jonas-in-career", "tom-in-career"}


# --- without a mentor -----------------------------------------------------------------------------


def test_a_round_without_a_place_is_repaid_by_the_next_score(company: Company) -> None:
    def waiting() -> int:
        with company.store.read() as unit:
            program, mentee = requests.asker(unit, TEAM, THEO.slack_id)
            pool = Pool(unit, program)
            me = pool.candidate(mentee, Role.MENTEE)
            (them, *_) = pool.mentors()
            assert me is not None
            return score(me, them, pool.context(mentee)).parts["waiting"]

    assert waiting() == 0
    company.ask(THEO, MAYA)
    company.go_to(PROMISED)
    assert waiting() == 2
    company.now = PROMISED + timedelta(days=1)
    company.ask(THEO, JONAS)
    company.go_to(at(40))
    assert waiting() == 5


def test_a_mentor_found_ends_the_waiting(company: Company) -> None:
    company.ask(THEO, MAYA)
    company.go_to(PROMISED)
    company.ask(THEO, JONAS)
    company.answer(requests.accept, JONAS)
    company.confirm(JONAS)
    assert company.round().state is RoundState.PLACED
    with company.store.read() as unit:
        every = unit.rounds.find(participant_id="theo-in-career")
        assert passed_over(every) == 0
        assert unit.rounds.next_wake() is None


def test_whom_nobody_fits_hears_where_she_stands_on_the_day_that_was_named(
    company: Company,
) -> None:
    company.joins(builders.OTTO, Role.MENTEE, topic="fencing")
    with company.store.unit() as unit:
        otto = unit.participants.get("otto-in-career")
        program = unit.programs.get("career")
        rounds.wait(unit, program, otto, company.now)
        enrollment.is_matched(unit, otto)
    company.go_to(at(13, 20))
    assert company.told(builders.OTTO) == []
    company.go_to(PROMISED)
    assert company.told(builders.OTTO) == ["round.over"]


def test_a_place_that_comes_free_is_told_the_next_morning_once(company: Company) -> None:
    company.joins(builders.OTTO, Role.MENTEE, topic="fencing")
    with company.store.unit() as unit:
        otto = unit.participants.get("otto-in-career")
        rounds.wait(unit, unit.programs.get("career"), otto, company.now)
    company.go_to(PROMISED)
    newcomer = replace(MAYA, id="zoe", slack_id="UZOE")
    company.joins(newcomer, Role.MENTOR, topic="fencing")
    company.go_to(PROMISED + timedelta(days=1))
    assert company.told(builders.OTTO) == ["round.over", "round.place"]
    company.go_to(PROMISED + timedelta(days=30))
    assert company.told(builders.OTTO) == ["round.over", "round.place"]


def test_who_lets_a_yes_lapse_frees_the_place_and_the_mentor_is_told(company: Company) -> None:
    company.ask(THEO, MAYA)
    company.answer(requests.accept, MAYA)
    company.go_to(at(20))
    assert company.states() == ["maya expired"]
    assert "request.lapsed" in company.told(MAYA)
    assert company.round().state is RoundState.WITHDRAWN
    assert company.request(THEO, MAYA).state is RequestState.EXPIRED
