"""Time away, one's own settings, Home, and what people write to the bot, over the wire."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.content.reader import read
from bot.domain.deliveries import State
from bot.domain.participants import Role
from bot.domain.people import Person, Volume
from bot.domain.refusals import Refused
from bot.ports import Profile
from bot.services import home, leavers, preferences
from bot.services.preferences import Preferences
from handlers.views import home as view
from storage.store import SqlStore
from tests import builders
from tests.journeys.hands import with_a_time
from tests.office import MONDAY, TEAM, Actor, Office

pytestmark = pytest.mark.slow

NOW = builders.TUESDAY


@pytest.fixture
def pair(slack: Office) -> Office:
    return with_a_time(slack)


def go_away(who: Actor, first: str, last: str, double: bool = False) -> dict[str, str]:
    """Send the form of `/mentor pause`; what stands at its fields then."""
    who.command("/mentor pause")
    return send_days(who, first, last, double)


def send_days(who: Actor, first: str, last: str, double: bool = False) -> dict[str, str]:
    who.fill("first", first)
    who.fill("last", last)
    errors: dict[str, str] = who.submit(double=double).errors
    return errors


def person(office: Office, slack_id: str) -> Person:
    with office.host.store.read() as unit:
        found = unit.people.one(workspace_id=TEAM, slack_id=slack_id)
    assert found is not None
    return found


def pauses(office: Office) -> int:
    with office.host.store.read() as unit:
        return len(unit.pauses.find())


def sane(office: Office) -> None:
    assert office.slack.lint() == []
    assert office.slack.errors() == []
    assert office.slack.unacked() == []


# --- time away --------------------------------------------------------------------------------


def test_nothing_is_asked_of_somebody_away_and_the_receipt_names_the_day(pair: Office) -> None:
    go_away(pair.theo, "2026-11-24", "2026-11-30", double=True)
    pair.settle()
    receipt = pair.theo.wait_for("you are away from Tuesday 24 November to Monday 30 November")
    assert "I write again on Tuesday 1 December" in receipt
    assert pauses(pair) == 1
    before = len(pair.theo.dms)
    assert "is away until Monday 30 November" in pair.maya.home()
    pair.go_to(MONDAY + timedelta(days=7, hours=12))
    assert len(pair.theo.dms) == before
    assert "You planned to meet" in pair.maya.dm
    sane(pair)


def test_who_is_back_early_is_written_to_again(pair: Office) -> None:
    go_away(pair.theo, "2026-11-23", "2026-12-11")
    pair.settle()
    assert "You are away until Friday 11 December" in pair.theo.home()
    pair.theo.press_home("I am back")
    pair.settle()
    assert "no longer holds" in pair.theo.wait_for("This time away")
    assert "You are away" not in pair.theo.home()
    pair.go_to(MONDAY + timedelta(days=1, hours=5))
    assert "Talks work best when you bring the topic" in pair.theo.dm
    pair.theo.command("/mentor pause")
    assert pair.theo.view.private_metadata == ""
    sane(pair)


def test_a_time_away_is_changed_in_place_and_an_overlap_becomes_part_of_it(pair: Office) -> None:
    theo = pair.theo
    go_away(theo, "2026-11-25", "2026-11-27")
    pair.settle()
    go_away(theo, "2026-11-26", "2026-11-27")
    assert pauses(pair) == 1
    theo.press("Plan time away")
    send_days(theo, "2026-11-28", "2026-12-02")
    pair.settle()
    assert pauses(pair) == 1
    assert "from Thursday 26 November to Wednesday 2 December" in theo.dm
    sane(pair)


@pytest.mark.parametrize(
    ("first", "last", "field", "words"),
    [
        ("2026-11-22", "2026-11-30", "first", "This day is over"),
        ("2026-11-23", "2026-11-23", "last", "Choose a later last day"),
        ("2026-11-25", "2026-11-24", "last", "before the first one"),
        ("2026-11-24", "2027-02-22", "last", "90 days at most"),
    ],
)
def test_days_that_make_no_sense_are_refused_at_the_field(
    slack: Office, first: str, last: str, field: str, words: str
) -> None:
    slack.open_program()
    errors = go_away(slack.otto, first, last)
    assert list(errors) == [field]
    assert words in errors[field]
    assert pauses(slack) == 0
    assert go_away(slack.otto, "2026-11-24", "2027-02-21") == {}


def test_a_request_keeps_until_the_mentor_is_back(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    go_away(slack.maya, "2026-11-23", "2026-11-25")
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    slack.go_to(MONDAY + timedelta(days=2, hours=8))
    assert not any("hopes to work with you" in message for message in slack.maya.dms)
    slack.go_to(MONDAY + timedelta(days=3, hours=3))
    assert "hopes to work with you" in slack.maya.dm
    assert "You have until Thursday 3 December" in slack.maya.dm
    slack.go_to(MONDAY + timedelta(days=8, hours=3))
    assert "asked to work with you" in slack.maya.dm


# --- one's own settings -----------------------------------------------------------------------


def test_hours_and_days_hold_at_once_for_what_waits(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    assert "I assume nine to five" in slack.maya.home()
    slack.maya.command("/mentor settings")
    assert "I assume nine to five" in slack.maya.view
    slack.maya.fill("days", ["Tuesday", "Wednesday"])
    slack.maya.fill("opens", "11:00")
    slack.maya.fill("closes", "15:00")
    slack.maya.submit(double=True)
    assert "between 11:30 and 14:30" in slack.maya.view
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    assert not any("hopes to work" in message for message in slack.maya.dms)
    slack.maya.close_view()
    slack.maya.command("/mentor settings")
    slack.maya.fill("days", ["Monday"])
    slack.maya.fill("opens", "09:00")
    slack.maya.submit()
    slack.settle()
    assert "hopes to work with you" in slack.maya.dm
    assert "I assume" not in slack.maya.home()
    sane(slack)


def test_half_volume_a_quiet_week_and_places_are_kept(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.maya.command("/mentor settings")
    slack.maya.fill("volume", "At most one message a week")
    slack.maya.fill("snoozed", ["Write nothing for seven days"])
    slack.maya.fill("places", "3")
    slack.maya.submit()
    assert "I write again on Monday 30 November" in slack.maya.view
    maya = person(slack, "U_MAYA")
    assert maya.volume is Volume.HALF
    assert maya.snoozed_until is not None
    slack.settle()
    assert "three places" in slack.maya.wait_for("Thank you. You offer")
    slack.maya.close_view()
    slack.maya.command("/mentor settings")
    slack.maya.fill("snoozed", [])
    slack.maya.submit()
    assert person(slack, "U_MAYA").snoozed_until is None


def test_no_day_and_equal_hours_are_refused_at_the_field(slack: Office) -> None:
    slack.open_program()
    slack.otto.command("/mentor settings")
    assert "places" not in slack.otto.view.inputs
    slack.otto.fill("closes", "09:00")
    assert "closes" in slack.otto.submit().errors
    view = {"callback_id": "form.preferences", "blocks": []}
    assert slack.otto.submit_raw(view).acked
    assert not person_known(slack, "U_OTTO")


def person_known(office: Office, slack_id: str) -> bool:
    with office.host.store.read() as unit:
        return unit.people.one(workspace_id=TEAM, slack_id=slack_id) is not None


def test_a_chosen_language_stays_whatever_slack_says_later(store: SqlStore) -> None:
    who = Profile("U_THEO", "Europe/Madrid", "en-GB", True, False, False, False)
    said = Preferences((0, 1), time(9), time(17), Volume.FULL, snoozed=False, language="de")
    with store.unit() as unit:
        unit.workspaces.add(builders.workspace())
        with pytest.raises(Refused):
            preferences.change(unit, (TEAM, who), replace(said, language="xx"), ("en", "de"), NOW)
        preferences.change(unit, (TEAM, who), said, ("en", "de"), NOW)
        leavers.changed(unit, TEAM, replace(who, locale="fr-FR"), NOW)
    with store.read() as unit:
        theo = unit.people.one(workspace_id=TEAM, slack_id="U_THEO")
    assert theo is not None
    assert (theo.reads, theo.locale) == ("de", "fr-FR")


# --- Home and the next step -------------------------------------------------------------------


def test_home_begins_with_the_next_action_from_the_first_day_to_the_talk(slack: Office) -> None:
    theo, maya = slack.theo, slack.maya
    assert "There is no mentoring program here yet" in theo.home()
    slack.open_program()
    assert "One colleague to think with" in theo.home()
    slack.join(theo, "a mentor", "I want to say hard things.", "giving feedback")
    assert "Nobody with a free place" in theo.home()
    slack.join(maya, "to be a mentor", "Silence is not kindness.", "giving feedback")
    assert "You have one place free" in maya.home()
    assert theo.home().buttons[0][0] == "See who fits"
    theo.press_home("See who fits")
    theo.press("Ask this mentor", in_view=True)
    slack.go_to(MONDAY + timedelta(hours=2))
    assert "You hear from me by" in theo.home()
    assert maya.home().buttons[0][0] == "Accept"
    maya.press_home("Accept")
    maya.submit()
    slack.settle()
    assert "who reads the four lines now" in maya.home()
    assert theo.home().buttons[0][0] == "Read the four lines"
    theo.press("Accept and start")
    slack.settle()
    assert "No talk is planned yet" in maya.home()
    assert "Need help" in maya.home() or "If you need help" in maya.home()
    assert "I read what you write to me here" in maya.home()
    assert "One colleague to think with" in slack.otto.home()
    sane(slack)


def test_home_of_a_pair_shows_the_talk_then_asks_about_it(pair: Office) -> None:
    theo = pair.theo
    theo.command("/mentor note")
    theo.fill("text", "How do I begin?")
    theo.submit()
    assert "Your next talk is on Wednesday 25 November" in theo.home()
    assert "How do I begin?" in theo.home()
    pair.go_to(MONDAY + timedelta(days=2, hours=3))
    assert theo.home().buttons[0][0] == "Yes, we met"
    theo.command("/mentor")
    assert "planned to talk" in theo.ephemerals()[-1]
    theo.command("/mentor status")
    status = theo.ephemerals()[-1]
    assert "planned to talk" in status
    assert "How do I begin?" in status
    assert "I read what you write" not in status
    theo.press_home("Yes, we met")
    assert "Your next talk is on" in theo.home_now
    sane(pair)


def test_a_partner_who_left_the_workspace_is_named_neutrally(pair: Office) -> None:
    pair.slack.deactivate("U_MAYA")
    pair.host.listeners.finished(timeout=10)
    home = pair.theo.home()
    assert "is not active in this workspace" in home
    assert "Pick a time" not in [words for words, *_ in home.buttons]


def test_home_of_a_much_asked_mentor_fits_and_keeps_its_help(store: SqlStore) -> None:
    with store.unit() as unit:
        unit.workspaces.add(builders.workspace())
        unit.programs.add(builders.program())
        askers = [builders.person(id=f"p{n}", slack_id=f"UP{n}") for n in range(40)]
        for who in (builders.MAYA, *askers):
            unit.people.add(who)
            unit.participants.add(builders.participant(who))
        unit.roles.add(builders.role(builders.MAYA, Role.MENTOR, capacity=3))
        for n, asker in enumerate(askers):
            unit.requests.add(builders.request(asker))
            mine = {"participant_id": "maya-in-career", "mentorship_id": None}
            unit.notes.add(builders.note("&" * 500, id=f"n{n}", **mine))
    with store.read() as unit:
        seen = home.screen(unit, builders.TEAM, builders.MAYA.slack_id, NOW)
    blocks = view.view(read().words("en"), seen.now, seen.always)["blocks"]
    assert len(blocks) <= view.BLOCKS_MOST
    always = [one.text for one in seen.always]
    assert always[-4:] == ["home.data", "home.leave", "home.help", "home.reads"]


# --- what people write ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "button"),
    [
        ("I’m off next week", "Set the days away"),
        ("HELP please", "Need help?"),
        ("what should I ask her?", "Keep a question"),
        ("good morning", "My next step"),
    ],
)
def test_what_was_written_gets_the_button_that_fits(slack: Office, text: str, button: str) -> None:
    slack.open_program()
    slack.join(slack.theo, "a mentor", "I want to say hard things.", "giving feedback")
    slack.theo.write(text)
    slack.settle()
    assert slack.theo.dm.buttons[0][0] == button
    if "HELP" in text:
        assert "Care line 4040" in slack.theo.dm


def test_we_met_asks_about_the_planned_talk_once_in_five_minutes(pair: Office) -> None:
    theo = pair.theo
    theo.write("we met!")
    pair.settle()
    assert theo.dm.buttons[0][0] == "Log a meeting"
    theo.write("we met, really")
    pair.settle()
    assert sum("Log the talk" in message for message in theo.dms) == 1
    pair.go_to(MONDAY + timedelta(days=2, hours=2, minutes=50))
    theo.write("We met today")
    pair.settle()
    assert theo.dm.buttons[0][0] == "Yes, we met"
    theo.press("Yes, we met")
    assert "how easy was it to talk openly" in theo.dm
    sane(pair)


def test_nothing_of_what_was_written_is_kept(slack: Office) -> None:
    slack.open_program()
    slack.otto.write("my canary sings, we met?")
    slack.settle()
    otto = person(slack, "U_OTTO")
    with slack.host.store.read() as unit:
        rows = unit.deliveries.find(person_id=otto.id)
    assert [row.template for row in rows] == ["reply.hello"]
    assert all("canary" not in repr(row) for row in rows)
    assert rows[0].state is State.SENT
