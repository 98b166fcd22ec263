"""The whole way: twelve weeks over the wire, compared with the stored text, budgets kept."""

import re
from datetime import datetime, timedelta

import pytest

from bot.content.reader import read
from bot.domain.deliveries import Delivery
from bot.domain.hours import local
from bot.domain.mentorships import Outcome, Stage, StageEntry, StageReason
from bot.domain.prompts import PREDICATES
from bot.domain.words import Audience, Text
from tests.journeys.forms_opened import opened, unasked
from tests.journeys.living import (
    Habit,
    Life,
    begun,
    ending,
    filled,
    is_well_formed,
    just,
    keeps_the_budget,
    matched,
    sent,
    stage,
    stages,
    when,
)
from tests.journeys.story import STORIES, expected, same
from tests.office import MONDAY, Actor, Office

pytestmark = pytest.mark.slow

LIGHT, DONE = "Talk now and then, without me", "Finish here"
TAPS = ("Yes, we met", "Easy", "I did", "Yes, I decided", "I brought it", "Go on", "Looks right")
SURVEY = ("Yes, I can", "Go on like this")
NAMED_RUNS = ("fortnightly", "weekly", "by_calendar", "late_start")
IDS = ("U_THEO", "U_MAYA")
CLOCKED = ("before", "after", "stage", "survey")
NAMES = {Audience.MENTEE: ("Theo",), Audience.MENTOR: ("Maya",), Audience.BOTH: ("Theo", "Maya")}


def mentee(wish: str) -> dict[str, Habit]:
    """Somebody who answers everything, and wishes this at the end."""
    goal = {"sentence": "I say hard things early.", "evidence": "I ask before I comment."}
    closing = {"changed": "I ask first.", "number": "8", "thanks": "You waited.", "next": wish}
    return {
        **dict.fromkeys((*TAPS, *SURVEY), just),
        "Write my goal": filled(**goal),
        "Rate my goal": filled(number="4"),
        "Choose a number": filled(number="3"),
        "Note what I try": filled(what="Ask before I comment", cue="After the Monday meeting"),
        "Tell what happened": filled(happened="They thanked me."),
        "Round it off": beside_the_start(filled(**closing)),
    }


def beside_the_start(send: Habit) -> Habit:
    """Look at one's own beginning in the form, then send it."""

    def act(who: Actor) -> None:
        shown = who.view.text()
        assert "I say hard things early." in shown
        assert "Talking openly was easy at first." in shown
        assert "0 to 10: 3." in shown
        send(who)

    return act


def reads_only_what_is_for_them(slack: Office) -> None:
    """Fail where a mentor was ever shown what a mentee wrote for herself."""
    private = ("hard things early", "before I comment", "They thanked me", "I ask first")
    for word in private:
        assert slack.slack.count(word, "D_MAYA") == 0
        assert word not in slack.maya.home().text()


def mentor(wish: str) -> dict[str, Habit]:
    """The same for a mentor."""
    closing = filled(changed="I wait longer.", thanks="You tried it out.", next=wish)
    return {**dict.fromkeys((*TAPS, *SURVEY), just), "Round it off": closing}


def keeps_what_was_promised(slack: Office, story: str) -> None:
    """Fail where a story is not the stored one or a ceiling or the form of things is broken."""
    same(slack, story)
    for slack_id in IDS:
        keeps_the_budget(slack, slack_id)
        keeps_quiet_as_it_said(slack, slack_id)
        for row in sent(slack, slack_id):
            was_in_its_stage(slack, row)
    is_well_formed(slack)
    opens_only_what_was_tapped_for(slack)


def opens_only_what_was_tapped_for(slack: Office) -> None:
    """Fail where a form opened at the mentee before week 4 that he did not tap for."""
    journal = slack.slack.journal()
    assert opened(journal, "U_THEO", MONDAY + timedelta(weeks=4)) >= 1
    assert unasked(journal, "U_THEO", MONDAY + timedelta(weeks=4)) == []


def keeps_quiet_as_it_said(slack: Office, slack_id: str) -> None:
    """Fail where something by the clock came before the day until which quiet was promised."""
    promise = re.compile(r"I stay quiet until \w+ (\d+) (\w+)\.")
    told = [
        (datetime.fromisoformat(str(one["at"])), found)
        for one in slack.slack.journal(kind="call", method="chat.update")
        if one["args"]["channel"] == f"D{slack_id[1:]}"
        and (found := promise.search(one["args"]["text"]))
    ]
    assert told
    for at, (day, month) in ((at, found.groups()) for at, found in told):
        rows = [one for one in sent(slack, slack_id) if one.kind in CLOCKED and when(one) > at]
        if rows:
            first = when(min(rows, key=when))
            until = datetime.strptime(f"{day} {month} {first.year}", "%d %B %Y").date()  # noqa: DTZ007
            assert first.date() >= until, (at, until, first)


def was_in_its_stage(slack: Office, row: Delivery) -> None:
    """Fail where a message of the library was sent outside its stage."""
    if "stage" in row.params:
        entries = [one for one in stages(slack) if one.at <= when(row)]
        assert entries[-1].stage is Stage(str(row.params["stage"]))


def hears_of_the_review_once(slack: Office) -> None:
    """The floor of the review day: a mentor in a message of the stage, a mentee before a talk."""
    reviews = [row.template for row in sent(slack, "U_MAYA")].count("agreement.review")
    assert reviews == 1
    assert "agreement.review" not in {row.template for row in sent(slack, "U_THEO")}
    said = [
        one["args"]["text"]
        for one in slack.slack.journal(kind="call", method="chat.postMessage")
        if one["args"]["channel"] == "D_THEO"
    ]
    assert sum("look at your six lines again" in one for one in said) == 1


def could_answer(life: Life, *labels: str, within: tuple[Stage, ...]) -> bool:
    """Whether the mentee could tap one of these in one of these stages."""
    return any(
        ("theo", label) == found[1:] and found[0] in within
        for found in life.offered
        for label in labels
    )


def is_asked_what_every_pair_is_asked(life: Life) -> None:
    """The floors of product §6: a goal question in stages 2-3, a check-in in stage 4."""
    goal = (Stage.EXPECTATIONS, Stage.LEARNING)
    assert could_answer(life, "Write my goal", within=goal)
    alone = (Stage.INDEPENDENCE,)
    assert could_answer(life, "Choose a number", "Yes, I decided", within=alone)


@pytest.mark.simulation
def test_twelve_fortnightly_weeks(slack: Office) -> None:
    """Readiness moves them; Maya leaves one question open, and silence is a yes."""
    begun(slack)
    ignored = frozenset({("maya", "Go on", Stage.EXPECTATIONS)})
    life = Life(slack, {"theo": mentee(LIGHT), "maya": mentor(LIGHT)}, ignored)
    life.until(MONDAY + timedelta(weeks=14))
    keeps_what_was_promised(slack, "fortnightly")
    is_asked_what_every_pair_is_asked(life)
    hears_of_the_review_once(slack)
    reads_only_what_is_for_them(slack)
    assert slack.slack.count("Last time you wanted to try: “Ask before I comment”", "D_THEO") == 1
    assert "thanks you for one thing: “You waited.”" in slack.maya.dm.text
    assert [one.stage for one in stages(slack)] == list(Stage)
    assert {one.reason for one in stages(slack)[1:]} == {StageReason.READY}
    ended = ending(slack)
    assert ended is not None
    assert ended.outcome is Outcome.CONTINUED_INFORMAL


@pytest.mark.simulation
def test_twelve_weekly_weeks(slack: Office) -> None:
    """Both answer everything; at the end they wish different things, and neither reads so."""
    begun(slack, cadence=7)
    life = Life(slack, {"theo": mentee(DONE), "maya": mentor("Another round together")})
    life.until(MONDAY + timedelta(weeks=14))
    keeps_what_was_promised(slack, "weekly")
    is_asked_what_every_pair_is_asked(life)
    hears_of_the_review_once(slack)
    assert [one.stage for one in stages(slack)] == list(Stage)
    ended = ending(slack)
    assert ended is not None
    assert ended.outcome in (Outcome.COMPLETED, Outcome.COMPLETED_EARLY)


@pytest.mark.simulation
def test_a_weekly_start_with_the_first_talk_in_the_second_week(slack: Office) -> None:
    """What is for the first talk comes before it; then there is no place for the two questions."""
    matched(slack, cadence=7)
    slack.go_to(MONDAY + timedelta(hours=4))
    slack.maya.press("Pick a time")
    slack.maya.fill("starts_at", "Another time")
    slack.maya.fill("day", "2026-12-03")
    slack.maya.fill("hour", "10:00")
    slack.maya.submit()
    stays = frozenset(
        {("theo", "Go on", Stage.EXPECTATIONS), ("maya", "Go on", Stage.EXPECTATIONS)}
    )
    life = Life(slack, {"theo": mentee(DONE), "maya": mentor(DONE)}, stays)
    life.until(MONDAY + timedelta(weeks=4))
    keeps_what_was_promised(slack, "late_start")
    assert not [row for name in IDS for row in sent(slack, name) if row.kind == "survey"]


@pytest.mark.simulation
def test_twelve_weeks_of_which_only_the_talks_are_told(slack: Office) -> None:
    """Nobody says ready, nobody rounds it off: the calendar moves them, and closes."""
    begun(slack)
    life = Life(slack, {"theo": {"Yes, we met": just}, "maya": {}})
    life.until(MONDAY + timedelta(weeks=16))
    keeps_what_was_promised(slack, "by_calendar")
    is_asked_what_every_pair_is_asked(life)
    assert [one.stage for one in stages(slack)] == list(Stage)
    assert {one.reason for one in stages(slack)[1:]} == {StageReason.CALENDAR}
    ended = ending(slack)
    assert ended is not None
    assert ended.outcome is Outcome.CLOSED_BY_CALENDAR
    last = max(when(row) for row in sent(slack, "U_MAYA"))
    slack.pass_time(weeks=8)
    assert max(when(row) for row in sent(slack, "U_MAYA")) == last


def test_an_end_without_blame(slack: Office) -> None:
    """Theo ends it in two taps; Maya sees everything as before until she is told."""
    begun(slack)
    slack.go_to(MONDAY + timedelta(days=3))
    slack.theo.press("Yes, we met")
    slack.theo.press("Easy")
    slack.theo.choose("End or change this match")
    assert "may still guess" in slack.theo.view.text()
    slack.theo.press("End and suggest someone", in_view=True)
    slack.settle()
    assert "See who fits" in slack.theo.view.text()
    assert "no talk" not in slack.maya.home().text()
    slack.go_to(MONDAY + timedelta(weeks=3))
    same(slack, "end_without_blame")
    ended = ending(slack)
    assert ended is not None
    assert ended.asked_by is None
    assert "has ended" in slack.maya.dm.text
    told_on = local(when(sent(slack, "U_MAYA")[-1]), "Europe/London")
    assert 1 <= (told_on.date() - (MONDAY + timedelta(days=3)).date()).days <= 5
    with slack.host.store.read() as unit:
        assert {role.taken for role in unit.roles.find()} == {0}


def test_who_does_not_know_of_the_end_rounds_it_off_and_nothing_is_sent(slack: Office) -> None:
    begun(slack)
    with slack.host.store.unit() as unit:
        (found,) = unit.mentorships.find()
        last = StageEntry("5", found.id, 2, Stage.TRANSITION, MONDAY, StageReason.READY)
        unit.stage_entries.add(last)
    slack.theo.home()
    slack.theo.press_home("End or change this match")
    slack.theo.press("End only", in_view=True)
    slack.maya.home()
    slack.maya.press_home("Round it off")
    filled(thanks="You tried it out.", next=DONE)(slack.maya)
    slack.go_to(MONDAY + timedelta(weeks=2))
    assert slack.slack.count("You tried it out.") == 0
    ended = ending(slack)
    assert ended is not None
    assert ended.outcome is Outcome.CLOSED_NO_FAULT
    is_well_formed(slack)


def test_one_tap_goes_back_and_nothing_asks_why(slack: Office) -> None:
    begun(slack)
    life = Life(slack, {"theo": mentee(DONE), "maya": mentor(DONE)})
    life.until(MONDAY + timedelta(days=4))
    assert stage(slack) is Stage.EXPECTATIONS
    slack.theo.home()
    slack.theo.press_home("Go one step back")
    assert stage(slack) is Stage.GETTING_TO_KNOW
    assert stages(slack)[-1].reason is StageReason.STEP_BACK


def test_after_two_differences_the_mentees_view_decides(slack: Office) -> None:
    """Theo is ready to go on alone; Maya stays when asked, and again after the next talk."""
    begun(slack)
    life = Life(slack, {"theo": mentee(DONE), "maya": mentor(DONE)})
    life.until(MONDAY + timedelta(weeks=4))
    assert stage(slack) is Stage.LEARNING
    slack.theo.home()
    slack.theo.press_home("I am ready to go on")
    stays = {**mentor(DONE), "Stay here for now": just}
    del stays["Go on"]
    later = Life(slack, {"theo": mentee(DONE), "maya": stays})
    later.until(MONDAY + timedelta(weeks=5))
    assert stage(slack) is Stage.LEARNING
    later.until(MONDAY + timedelta(weeks=6))
    assert stage(slack) is Stage.INDEPENDENCE


def test_a_goal_is_written_rated_and_seen_over_time_by_its_author(slack: Office) -> None:
    begun(slack)
    slack.theo.command("/mentor goal")
    slack.theo.fill("sentence", "I say hard things early.")
    slack.theo.submit()
    for number in ("3", "6"):
        slack.theo.home()
        slack.theo.press_home("Rate my goal")
        slack.theo.fill("number", number)
        slack.theo.submit()
    assert "3 at first, 6 the last time. Each time: 3 and 6." in slack.theo.home().text()
    assert "hard things early" not in slack.maya.home().text()
    slack.maya.command("/mentor goal")
    assert "Goals here belong to people who look for a mentor" in slack.maya.ephemerals()[-1].text


# --- the library ---------------------------------------------------------------------------------


def library() -> list[Text]:
    texts = read(predicates=PREDICATES).words("en").texts()
    return [text for text in texts if text.kind == "stage" and text.stage]


def comes_by_itself() -> list[Text]:
    """What the clock sends beside the heartbeat: the library, and the two questions."""
    return [*library(), read().words("en").message("survey")]


@pytest.mark.parametrize("text", comes_by_itself(), ids=lambda text: text.id)
def test_every_message_of_a_stage_is_delivered_in_a_named_run(text: Text) -> None:
    """To its role, in its reader's hours, with its button; that it was its stage is looked at in
    the run itself."""
    opening = " ".join(text.body.split("{")[0].split()[:5])
    labels = read().words("en")
    button = f"[{labels.plain(f'button.{text.buttons[0]}')}]"
    lines = [line for run in NAMED_RUNS for line in expected(run)]
    found = [line for line in lines if f" | + | {opening}" in line]
    assert {line.split(" | ")[1] for line in found} == set(NAMES[text.role])
    assert all(button in line for line in found)
    assert all("09:30" <= line.split(" | ")[0][-5:] < "16:30" for line in found)


def test_the_library_has_its_golden_messages() -> None:
    assert len(library()) >= 14
    assert {text.stage for text in library()} == set(Stage)
    assert (STORIES / "fortnightly.txt").is_file()
