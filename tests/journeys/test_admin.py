"""The console over the wire: settings that change what begins, pause, resume, close, preview."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.programs import Audit, Program
from bot.domain.settings import SETTINGS
from bot.services import programs
from tests.office import CHANNEL, MONDAY, TEAM, Actor, Office

pytestmark = pytest.mark.slow


@pytest.fixture
def opened(slack: Office) -> Office:
    """An open program that nobody has joined."""
    slack.open_program()
    return slack


def console(who: Actor, channel: str | None = CHANNEL) -> str:
    """What `/mentor admin` answers."""
    who.command("/mentor admin", channel=channel)
    return str(who.ephemerals()[-1].visible())


def keep(office: Office, who: Actor | None = None, **values: int) -> dict[str, str]:
    """Change settings in the form, by what the values are called there; what stands at fields."""
    who = who or office.ada
    console(who)
    who.press("Change settings", channel=CHANNEL)
    for name, value in values.items():
        who.fill(name, str(value))
    errors: dict[str, str] = who.submit().errors
    if not errors:
        who.close_view()
    return errors


def program(office: Office) -> Program:
    with office.host.store.read() as unit:
        found: Program = unit.programs.find()[-1]
        return found


def audits(office: Office) -> tuple[Audit, ...]:
    with office.host.store.read() as unit:
        found: tuple[Audit, ...] = unit.audits.find(workspace_id=TEAM)
        return found


def sane(office: Office) -> None:
    assert office.slack.lint() == []
    assert office.slack.errors() == []
    assert office.slack.unacked() == []


# --- who may ----------------------------------------------------------------------------------


def test_only_a_coordinator_in_the_channel_gets_the_console(opened: Office) -> None:
    assert "is open, from Monday 30 November" in console(opened.ada)
    assert "only in the coordinators' channel" in console(opened.ada, channel=None)
    assert "only in the coordinators' channel" in console(opened.otto, channel="C0PUBLIC")
    sane(opened)


def test_who_left_the_channel_can_do_nothing_with_an_open_form_or_an_old_card(
    opened: Office,
) -> None:
    tom = opened.tom
    console(tom)
    tom.press("Change settings", channel=CHANNEL)
    tom.fill("weeks", "8")
    form = tom.view
    opened.slack.leave(CHANNEL, "U_TOM")
    opened.host.listeners.finished(timeout=10)
    assert "This is for coordinators" in next(iter(tom.submit().errors.values()))
    assert program(opened).overrides == {}
    raw = {"callback_id": "form.closing", "private_metadata": CHANNEL, "blocks": form.blocks}
    for view in (raw, raw | {"private_metadata": "C0PUBLIC"}):
        opened.otto.submit_raw(view)
    for button in ("admin.pause", "admin.close", "admin.preview", "admin.settings"):
        for channel in (CHANNEL, "C0PUBLIC"):
            opened.otto.press_raw(button, program(opened).id, "1.1", channel)
    assert program(opened).state == "open"
    assert [one.action for one in audits(opened)] == ["program.opened"]


def test_without_a_program_the_console_says_who_can_start_one(slack: Office) -> None:
    slack.slack.invite_bot(CHANNEL, by="U_ADA")
    slack.settle()
    assert "only in the coordinators' channel" in console(slack.ada)


# --- settings ---------------------------------------------------------------------------------


def weeks(office: Office) -> None:
    office.theo.command("/mentor join")
    assert "Friday 25 December" in office.theo.view
    office.theo.close_view()
    office.people_join()
    office.go_to(MONDAY + timedelta(hours=2))
    office.ask()
    office.accept()
    with office.host.store.read() as unit:
        assert [one.weeks for one in unit.mentorships.find()] == [4]


def cadence(office: Office) -> None:
    office.match()
    with office.host.store.read() as unit:
        assert [one.cadence_days for one in unit.mentorships.find()] == [7]


def minutes(office: Office) -> None:
    office.match()
    office.go_to(MONDAY + timedelta(hours=4))
    office.maya.press("Pick a time")
    office.maya.submit()
    with office.host.store.read() as unit:
        assert [one.minutes for one in unit.meetings.find()] == [30]


def answer_days(office: Office) -> None:
    office.people_join()
    office.go_to(MONDAY + timedelta(hours=2))
    office.ask()
    assert "You have until Thursday 3 December" in office.maya.dm


def remind_after(office: Office) -> None:
    office.people_join()
    office.go_to(MONDAY + timedelta(hours=2))
    office.ask()
    office.go_to(MONDAY + timedelta(days=1, hours=6))
    assert "asked to work with you" in office.maya.dm


def offers(office: Office) -> None:
    for who in (office.maya, office.jonas, office.lena, office.tom):
        office.join(who, "to be a mentor", "Plans change.", "giving feedback")
    office.join(office.theo, "a mentor", "I want to ask.", "giving feedback")
    assert "four people offer" in office.theo.dm
    office.theo.press("See who fits")
    shown = [words for words, *_ in office.theo.view.buttons]
    assert shown.count("Ask this mentor") == 4


def capacity(office: Office) -> None:
    office.maya.command("/mentor join")
    office.maya.choose_in_view("to be a mentor", of="roles")
    assert "You begin with two places" in office.maya.view
    office.maya.close_view()
    office.join(office.maya, "to be a mentor", "Plans change.", "giving feedback")
    assert "You offer two places" in office.maya.dm


def guests(office: Office) -> None:
    guest = office.person("U_GUEST")
    office.join(guest, "a mentor", "I want to ask.", "giving feedback")
    assert "You are in" in guest.dm


def flash(office: Office) -> None:
    office.people_join()
    office.theo.press_raw("flash.open", "", office.theo.dm.ts, "D_THEO")
    assert "offers no single talks" in office.theo.ephemerals()[-1]


BEHAVIORS: dict[str, tuple[int, Callable[[Office], None]]] = {
    "weeks": (4, weeks),
    "cadence": (7, cadence),
    "minutes": (30, minutes),
    "answer_days": (8, answer_days),
    "remind_after": (1, remind_after),
    "offers": (4, offers),
    "guests": (1, guests),
    "flash": (0, flash),
    "capacity": (2, capacity),
}


def test_every_declaration_has_a_behavior_here() -> None:
    assert set(BEHAVIORS) == set(SETTINGS)


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_setting_changed_in_the_form_changes_what_begins(slack: Office, name: str) -> None:
    value, differs = BEHAVIORS[name]
    slack.match = after_set_up(slack)  # type: ignore[method-assign]
    slack.open_program()
    assert keep(slack, **{name: value}) == {}
    assert dict(program(slack).overrides) == {name: value}
    (change,) = [one for one in audits(slack) if one.action == "setting.changed"]
    assert change.actor == "U_ADA"
    assert change.detail == {"setting": name, "from": SETTINGS[name].default, "to": value}
    differs(slack)
    assert slack.slack.lint() == []


def after_set_up(office: Office) -> Callable[[], None]:
    """The office's own `match`, in a program that is open already."""

    def match() -> None:
        office.people_join()
        office.go_to(MONDAY + timedelta(hours=2))
        office.ask()
        office.accept()

    return match


def test_what_runs_keeps_its_own_and_a_default_is_no_override(slack: Office) -> None:
    slack.match()
    keep(slack, weeks=20, cadence=7)
    with slack.host.store.read() as unit:
        (running,) = unit.mentorships.find()
    assert (running.weeks, running.cadence_days) == (12, 14)
    keep(slack, slack.tom, weeks=12, cadence=14)
    assert program(slack).overrides == {}
    assert {one.actor for one in audits(slack) if one.action == "setting.changed"} == {
        "U_ADA",
        "U_TOM",
    }
    keep(slack)
    assert len([one for one in audits(slack) if one.action == "setting.changed"]) == 4


def test_a_reminder_after_the_answer_is_refused_at_its_field(opened: Office) -> None:
    errors = keep(opened, answer_days=3, remind_after=3)
    assert list(errors) == ["remind_after"]
    assert "has to come before" in errors["remind_after"]
    assert program(opened).overrides == {}


def test_a_value_that_is_not_offered_is_refused(opened: Office) -> None:
    console(opened.ada)
    opened.ada.press("Change settings", channel=CHANNEL)
    view = opened.ada.view
    values = {**view.values, "weeks": {"weeks": {"type": "plain_text_input", "value": "999"}}}
    raw = {"callback_id": "form.settings", "private_metadata": CHANNEL, "blocks": view.blocks}
    answer = opened.ada.submit_raw(raw | {"state": {"values": values}})
    assert "Choose one of the values" in str(answer.ack_payload)
    assert program(opened).overrides == {}


# --- pause, resume, close ---------------------------------------------------------------------


def test_a_pause_holds_a_request_and_drops_a_question_until_it_goes_on(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.theo.press("See who fits")
    slack.theo.press("Ask this mentor", in_view=True, within="Maya")
    console(slack.ada)
    slack.ada.press("Pause the program", channel=CHANNEL, double=True)
    assert "is paused" in slack.ada.ephemerals()[-1]
    slack.go_to(MONDAY + timedelta(days=9))
    assert not any("hopes to work with you" in message for message in slack.maya.dms)
    assert "The program is paused" in slack.theo.home()
    console(slack.tom)
    slack.tom.press("Resume the program", channel=CHANNEL)
    slack.pass_time(hours=3)
    assert "hopes to work with you" in slack.maya.dm
    assert "You have until Wednesday 9 December" in slack.maya.dm
    assert [one.action for one in audits(slack)][1:] == ["program.paused", "program.resumed"]
    sane(slack)


def test_closing_is_asked_twice_ends_everything_and_tells_each_once(slack: Office) -> None:
    slack.match()
    slack.join(slack.lena, "a mentor", "I want to ask.", "giving feedback")
    slack.lena.press("See who fits")
    slack.lena.press("Ask this mentor", in_view=True)
    slack.lena.close_view()
    slack.settle()
    console(slack.ada)
    slack.ada.press("Close the program", channel=CHANNEL)
    assert "for good" in slack.ada.view
    slack.ada.submit(double=True)
    slack.go_to(MONDAY + timedelta(days=9))
    for who in (slack.theo, slack.maya, slack.jonas, slack.lena):
        told = [message for message in who.dms if "has ended here, for everyone" in message]
        assert len(told) == 1
        assert not any("You planned to meet" in message for message in who.dms)
    assert "this request is closed" in slack.jonas.wait_for("ended for everyone")
    assert "Career Mentoring has ended" in slack.theo.home().text().replace("*", "")
    assert [one.action for one in audits(slack)][1:] == ["program.closed"]
    assert "No program is open here" in console(slack.ada)
    sane(slack)


# --- preview ----------------------------------------------------------------------------------


def test_the_ready_card_sends_both_first_messages_to_the_coordinator_alone(opened: Office) -> None:
    before = len(opened.slack.posts())
    opened.ada.press("Send them to me", channel=CHANNEL, double=True)
    opened.settle()
    assert len(opened.slack.posts()) == before + 2
    mentee, mentor = opened.ada.dms
    assert "Preview: what a mentee reads first." in mentee
    assert "You are in, and three people offer" in mentee
    assert "Preview: what a mentor reads first." in mentor
    assert "You offer one place" in mentor
    opened.slack.leave(CHANNEL, "U_ADA")
    opened.host.listeners.finished(timeout=10)
    opened.pass_time(minutes=10)
    assert len(opened.slack.posts()) == before + 2
    sane(opened)


def test_the_program_s_settings_are_the_effective_ones(opened: Office) -> None:
    keep(opened, weeks=8)
    assert programs.setting(program(opened), "weeks") == 8
    assert "8 weeks" in console(opened.ada)
