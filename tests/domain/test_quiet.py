"""The quiet budget, rule by rule. What follows a `without` proves that the rule does the work."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain import quiet
from bot.domain.deliveries import KINDS, Delivery, Surface, WhenAway
from bot.domain.hours import is_open
from bot.domain.participants import Role
from bot.domain.people import Hours, Person, PersonStatus, Volume
from bot.domain.programs import ProgramState
from bot.domain.quiet import Later, Send, Situation, Skip, verdict
from bot.domain.taps import History
from tests.builders import JONAS, MAYA, THEO, TUESDAY, at, delivery, pause, person, sent

DAY = timedelta(days=1)


def theo(*got: Delivery, who: Person = THEO, **changes: object) -> Situation:
    """Theo's situation, after he got these."""
    return replace(Situation(readers=(who,), sent=got), **changes)


def ignored(*days: int) -> tuple[Delivery, ...]:
    """One stage message so many days after the Tuesday each, on one matter each."""
    return tuple(sent("stage", at(day)) for day in days)


WITNESSES: dict[str, tuple[Delivery, Situation, datetime]] = {
    "expired": (delivery("stage", at(-2)), theo(), TUESDAY),
    "gone": (delivery("receipt"), theo(who=person(status=PersonStatus.GONE)), TUESDAY),
    "workspace": (delivery("receipt"), theo(workspace_paused=True), TUESDAY),
    "program": (delivery(), theo(program=ProgramState.PAUSED), TUESDAY),
    "ended": (delivery(), theo(ended=True), TUESDAY),
    "stopped": (delivery(), theo(who=person(volume=Volume.NONE)), TUESDAY),
    "away": (delivery(), theo(pauses=(pause(at(-1), at(7)),)), TUESDAY),
    "hours": (delivery("request", at(0, 20)), theo(), at(0, 20)),
    "one_matter": (
        delivery(subject_id="goal-1"),
        theo(
            sent("stage", at(-20), subject_id="goal-1"), sent("stage", at(-8), subject_id="goal-1")
        ),
        TUESDAY,
    ),
    "a_week": (delivery(), theo(*ignored(-6, -4)), TUESDAY),
    "half_volume": (delivery(), theo(*ignored(-6), who=person(volume=Volume.HALF)), TUESDAY),
    "a_day": (delivery("after"), theo(sent("before", at(0, 9))), TUESDAY),
    "apart": (delivery(), theo(who=person(next_allowed_at=at(1))), TUESDAY),
    "surveys": (delivery("survey"), theo(sent("survey", at(-14), subject_id="other")), TUESDAY),
    "three_ignored": (delivery(), theo(*ignored(-26, -17, -8)), TUESDAY),
    "five_ignored": (delivery(), theo(*ignored(-75, -60, -45, -30, -16)), TUESDAY),
    "silence": (delivery(), theo(*ignored(-150, -135, -120, -105, -90)), TUESDAY),
    "one_late": (
        delivery("after", at(-1, 9)),
        theo(sent("before", at(-1, 15), due=at(-2, 15))),
        TUESDAY,
    ),
}


@pytest.mark.parametrize("name", [rule.name for rule in quiet.RULES if rule.check])
def test_each_rule_stops_something_that_passes_without_it(name, monkeypatch):
    stopped = verdict(*WITNESSES[name])
    assert isinstance(stopped, Later | Skip)
    assert stopped.reason == name
    rest = tuple(rule for rule in quiet.RULES if rule.name != name)
    monkeypatch.setattr(quiet, "RULES", rest)
    assert verdict(*WITNESSES[name]) == Send()


def test_rules_kept_in_planning_are_these_and_are_tested_below():
    planned = {rule.name for rule in quiet.RULES if rule.check is None}
    assert planned == {
        "asking", "digest", "free", "heartbeat", "preferred_days", "stage_place",
    }  # fmt: skip


def test_every_row_of_the_table_has_a_value_and_a_sentence():
    assert len({rule.name for rule in quiet.RULES}) == len(quiet.RULES)
    for rule in quiet.RULES:
        assert rule.value
        assert rule.words.endswith(".")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_who_got_nothing_yet_and_has_an_open_hour_gets_every_kind_at_once(kind):
    readers = {
        Surface.DM: (THEO,),
        Surface.GROUP: (THEO, MAYA),
        Surface.CHANNEL: (),
    }[KINDS[kind].surface]
    assert verdict(delivery(kind), Situation(readers), TUESDAY) == Send()


# --- when away ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_away_each_kind_is_sent_held_or_skipped_as_its_table_says(kind):
    readers = () if KINDS[kind].surface is Surface.CHANNEL else (THEO,)
    situation = Situation(readers, pauses=(pause(at(-1), at(3, 0)),))
    said = verdict(delivery(kind), situation, TUESDAY)
    expected = {
        WhenAway.SENT: Send(),
        WhenAway.HELD: Later(at(3, 8, 30), "away"),
        WhenAway.SKIPPED: Skip("away"),
    }[KINDS[kind].when_away]
    if kind == "news":  # counted, so spread over two hours
        assert isinstance(said, Later)
        assert at(3, 8, 30) <= said.at < at(3, 10, 30)
    else:
        assert said == expected


def test_a_snooze_is_a_pause():
    snoozed = theo(who=person(snoozed_until=at(2)))
    assert verdict(delivery(), snoozed, TUESDAY) == Skip("away")
    assert verdict(delivery("request"), snoozed, TUESDAY) == Later(at(2), "away")


def test_a_pause_that_follows_on_another_is_waited_for_too():
    twice = theo(pauses=(pause(at(-1), at(2)), pause(at(2), at(3))))
    assert verdict(delivery("request"), twice, TUESDAY) == Later(at(3), "away")


def test_what_is_held_past_its_expiry_waits_for_it_and_is_then_dropped():
    """Its reader may come back sooner, and would want to know."""
    news, long = delivery("answer"), theo(pauses=(pause(at(-1), at(30)),))
    assert verdict(news, long, TUESDAY) == Later(news.expires_at, "away")
    assert verdict(news, long, news.expires_at) == Skip("expired")


def test_the_pause_of_another_mentorship_or_person_holds_nothing():
    others = (pause(at(-1), at(7), mentorship_id="another"), pause(at(-1), at(7), person_id="maya"))
    assert verdict(delivery(), theo(pauses=others), TUESDAY) == Send()


def test_the_pause_of_the_mentorship_drops_what_is_about_it():
    rests = theo(pauses=(pause(at(-1), at(7), mentorship_id="theo-and-maya"),))
    assert verdict(delivery("before"), rests, TUESDAY) == Skip("away")
    assert verdict(delivery("lesson"), rests, TUESDAY) == Send()


# --- programs and endings -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["receipt", "safety", "consent", "answer", "news"])
def test_the_end_is_told_with_receipts_and_safety(kind):
    over = theo(ended=True, program=ProgramState.CLOSED)
    assert verdict(delivery(kind), over, TUESDAY) == Send()


@pytest.mark.parametrize("kind", ["request", "before", "after", "stage", "lesson", "survey"])
def test_nothing_else_is_said_about_what_ended(kind):
    assert verdict(delivery(kind), theo(ended=True), TUESDAY) == Skip("ended")
    assert verdict(delivery(kind), theo(program=ProgramState.CLOSED), TUESDAY) == Skip("program")


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.PAUSED])
def test_a_program_at_rest_holds_requests_and_drops_nudges(state):
    assert isinstance(verdict(delivery("request"), theo(program=state), TUESDAY), Later)
    assert verdict(delivery("lesson"), theo(program=state), TUESDAY) == Skip("program")


def test_a_group_is_not_introduced_to_somebody_who_left():
    left = Situation((THEO, person(MAYA, status=PersonStatus.GONE)))
    assert verdict(delivery("introduction"), left, TUESDAY) == Skip("gone")


# --- hours --------------------------------------------------------------------------------------


def test_a_request_waits_for_the_opening_itself_and_a_nudge_for_its_own_minute_after():
    evening = at(0, 20)
    assert verdict(delivery("request", evening), theo(), evening) == Later(at(1, 8, 30), "hours")
    nudge = verdict(delivery("stage", evening), theo(), evening)
    assert isinstance(nudge, Later)
    assert at(1, 8, 30) <= nudge.at < at(1, 10, 30)


def test_a_closure_of_the_company_is_no_working_day():
    closed = theo(closures=frozenset({date(2026, 12, 1)}))
    assert verdict(delivery("request"), closed, TUESDAY) == Later(at(1, 8, 30), "hours")


def test_an_introduction_waits_for_hours_that_suit_both():
    early = at(0, 9)  # 10:00 in Madrid, 09:00 in London
    both = Situation((THEO, JONAS))
    assert verdict(delivery("introduction", early), both, early) == Later(at(0, 9, 30), "hours")


def test_after_a_day_an_introduction_takes_anybodys_hours():
    auckland = person(MAYA, zone="Pacific/Auckland")
    opening = quiet.introduction_opening((THEO, auckland), TUESDAY, TUESDAY)
    assert opening == at(1, 10)
    assert is_open(THEO, opening)
    assert not is_open(auckland, opening)


# --- the week -----------------------------------------------------------------------------------


def test_the_third_message_of_a_week_waits_for_the_seventh_day_after_the_first():
    survey = delivery("survey", TUESDAY)
    said = verdict(survey, theo(*ignored(-6, -4)), TUESDAY)
    assert isinstance(said, Later)
    assert said.at.date() == at(1).date()


def test_free_messages_and_requests_are_not_limited_and_do_not_count():
    full = theo(*ignored(-6, -4, 0), who=person(next_allowed_at=at(2)))
    for kind in ("receipt", "safety", "consent", "answer", "request", "invitation"):
        assert verdict(delivery(kind), full, TUESDAY) == Send()
    requests = tuple(sent("request", at(-n), subject_id=f"r{n}") for n in range(6))
    assert verdict(delivery(), theo(*requests), TUESDAY) == Send()


def test_only_counted_messages_begin_the_48_hours():
    assert quiet.after_sending(delivery("stage"), THEO, TUESDAY).next_allowed_at == at(2)
    assert quiet.after_sending(delivery("request"), THEO, TUESDAY) == THEO


def test_the_48_hours_never_get_shorter():
    later = person(next_allowed_at=at(5))
    assert quiet.after_sending(delivery("stage"), later, TUESDAY).next_allowed_at == at(5)


@pytest.mark.parametrize(("first", "second"), [("before", "after"), ("after", "before")])
def test_the_halves_of_a_heartbeat_need_no_48_hours_between_them(first, second):
    got = theo(sent(first, at(-1)), who=person(next_allowed_at=at(1)))
    assert verdict(delivery(second), got, TUESDAY) == Send()


@pytest.mark.parametrize(
    "other",
    [
        delivery("stage"),
        delivery("before"),
        delivery("after", mentorship_id="another"),
        delivery("after", mentorship_id=None),
    ],
)
def test_only_the_two_halves_of_one_mentorship_are_a_unit(other):
    got = theo(sent("before", at(-1)), who=person(next_allowed_at=at(1)))
    assert verdict(other, got, TUESDAY) in (Later(at(1), "apart"), Skip("apart"))


def test_a_heartbeat_is_no_unit_across_a_message_between_its_halves():
    got = theo(
        sent("before", at(-4)), sent("stage", at(-1)), who=person(next_allowed_at=at(1))
    )  # fmt: skip
    assert verdict(delivery("after"), got, TUESDAY) != Send()


# --- ignored, and tapped ------------------------------------------------------------------------


def test_a_message_is_ignored_once_three_working_days_have_passed():
    got = sent("stage", at(-5))  # Thursday; the third working day after it is Tuesday
    assert not History(THEO, [got]).is_ignored(got, at(0, 22))
    assert History(THEO, [got]).is_ignored(got, at(1, 0))


def test_closures_give_more_time_to_answer():
    got = sent("stage", at(-5))
    history = History(THEO, [got], closures=frozenset({date(2026, 11, 30)}))
    assert not history.is_ignored(got, at(1))


def test_news_need_no_tap_and_are_never_ignored():
    got = tuple(sent("news", at(-day)) for day in (26, 17, 8))
    assert verdict(delivery(), theo(*got), TUESDAY) == Send()


@pytest.mark.parametrize("name", ["three_ignored", "five_ignored", "silence"])
def test_any_tap_begins_anew(name):
    nudge, situation, moment = WITNESSES[name]
    first, *rest = situation.sent
    tapped = (replace(first, answered_at=moment - DAY), *rest)
    assert verdict(nudge, replace(situation, sent=tapped), moment) == Send()
    assert verdict(nudge, replace(situation, tapped_at=moment - DAY), moment) == Send()


def test_a_tap_before_they_were_sent_changes_nothing():
    nudge, situation, moment = WITNESSES["three_ignored"]
    before = replace(situation, tapped_at=at(-30))
    assert verdict(nudge, before, moment) == Skip("three_ignored")


def test_two_weeks_after_the_third_ignored_one_more_may_come():
    assert verdict(delivery(), theo(*ignored(-40, -27, -14)), TUESDAY) == Send()


def test_five_ignored_are_told_once_that_it_gets_quiet():
    row = ignored(-71, -57, -43, -29, -14)
    history = History(THEO, row)
    assert quiet.owes_quiet_note(history, TUESDAY)
    note = delivery("stage", template="quiet", subject_id="theo")
    assert verdict(note, theo(*row), TUESDAY) == Send()
    told = (*row, sent("stage", at(-1), template="quiet", subject_id="theo"))
    assert not quiet.owes_quiet_note(History(THEO, told), TUESDAY)
    assert not quiet.owes_quiet_note(History(THEO, row[1:]), TUESDAY)


def test_silence_is_counted_from_the_note():
    row = (*ignored(-150, -135, -120, -105, -90), sent("stage", at(-60), template="quiet"))
    assert verdict(delivery(), theo(*row), TUESDAY) == Send()
    tomorrow = delivery(due=at(1))
    assert verdict(tomorrow, theo(*row), at(1)) == Skip("silence")


def test_a_tap_on_a_matter_lets_it_go_on():
    nudge, situation, moment = WITNESSES["one_matter"]
    first, second = situation.sent
    answered = (first, replace(second, answered_at=at(-7)))
    assert verdict(nudge, replace(situation, sent=answered), moment) == Send()


def test_a_request_and_its_reminder_are_all_that_is_asked():
    asked = tuple(sent("request", at(day), subject_id="r") for day in (-8, -4))
    assert verdict(delivery("request", subject_id="r"), theo(*asked), TUESDAY) == Skip("one_matter")
    assert verdict(delivery("request", subject_id="s"), theo(*asked), TUESDAY) == Send()


def test_texts_about_a_whole_mentorship_are_matters_of_their_own():
    wide = {"subject_type": "mentorship", "subject_id": "theo-and-maya"}
    got = tuple(sent("stage", at(-day), template=f"t{day}", **wide) for day in (20, 10))
    assert verdict(delivery(template="t0", **wide), theo(*got), TUESDAY) == Send()


# --- planning -----------------------------------------------------------------------------------


def test_a_message_before_the_talk_comes_with_something_parked_in_it_to_everybody():
    for role in Role:
        for volume in Volume:
            assert not quiet.drops_before(role, True, volume, weekly_and_reserved=True)


def test_without_anything_parked_only_the_mentee_gets_it_and_not_in_a_reserved_week():
    assert not quiet.drops_before(Role.MENTEE, parked=False)
    assert quiet.drops_before(Role.MENTOR, parked=False)
    assert quiet.drops_before(Role.MENTEE, parked=False, weekly_and_reserved=True)
    assert quiet.drops_before(Role.MENTEE, parked=False, volume=Volume.HALF)


def test_every_second_week_is_reserved_and_the_first_is_not():
    began = TUESDAY.date()
    weeks = [quiet.reserved(began, began + timedelta(days=7 * n + 6)) for n in range(6)]
    assert weeks == [False, True, False, True, False, True]


@pytest.mark.parametrize(
    ("day", "preferred"), [(0, 0), (2, 2), (3, 7), (4, 7), (6, 7)]
)  # fmt: skip
def test_tuesday_to_thursday_is_preferred(day, preferred):
    assert quiet.preferred_day(THEO, at(day).date()) == at(preferred).date()


def test_tuesday_to_thursday_is_never_required():
    fridays = person(hours=Hours(days=(4,)))
    assert quiet.preferred_day(fridays, TUESDAY.date()) == at(3).date()
    assert quiet.preferred_day(THEO, at(3).date(), within=2) == at(3).date()
    closed = frozenset(at(n).date() for n in range(9))
    assert quiet.preferred_day(THEO, TUESDAY.date(), closed) == at(9).date()
