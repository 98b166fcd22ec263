"""Brinks: the story brought to where one more tick sends a certain kind of row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from unittest.mock import patch

from bot.domain.deliveries import About, plan
from bot.services import journey
from tests.office import CHANNEL, TEAM, Office

STEPS = 200


@dataclass(frozen=True)
class Brink:
    """How the story comes there, and the channel the row is then said in (None: a new one)."""

    come: Callable[[Office], object]
    place: str | None


def invited(office: Office) -> None:
    """The bot is in the coordinators' channel, its card is due."""
    office.slack.invite_bot(CHANNEL, by="U_ADA")
    office.host.listeners.finished(timeout=10)


def joined(office: Office) -> None:
    """Three people joined, their receipts are due."""
    office.open_program()
    with patch.object(office, "settle"):
        office.people_join()


def crowd(office: Office, number: int) -> None:
    """So many people joined, their receipts are due."""
    office.open_program()
    with patch.object(office, "settle"):
        for place in range(number):
            slack_id = f"U_CROWD{place}"
            office.slack.add_user(slack_id, name=f"crowd{place}", tz="Europe/Madrid")
            office.join(office.person(slack_id), "to be a mentor", "I listen.", "giving feedback")


def asked(office: Office) -> None:
    """Theo asked Maya, the request is due."""
    office.open_program()
    office.people_join()
    office.pass_time(hours=2)
    with patch.object(office, "settle"):
        office.ask()


def said_yes(office: Office) -> None:
    """Maya said yes, Theo's answer is due."""
    asked(office)
    office.settle()
    office.maya.press("Accept")
    office.maya.submit()


def begun(office: Office) -> None:
    """Both said yes, the introduction is due."""
    said_yes(office)
    office.settle()
    office.theo.press("Accept and start")


def planned(office: Office) -> None:
    """Their first talk has a time."""
    begun(office)
    office.settle()
    office.pass_time(hours=2)
    office.maya.press("Pick a time")
    office.maya.submit()


def before(office: Office) -> None:
    """Theo's message before the talk is due."""
    planned(office)
    _until_queued(office, "before")


def after(office: Office) -> None:
    """Theo's message after the talk is due."""
    planned(office)
    _until_queued(office, "after")


def _until_queued(office: Office, kind: str) -> None:
    """Go from due moment to due moment, and stop before this message is sent to Theo."""
    store = office.host.store
    with store.read() as unit:
        meeting = unit.meetings.find()[-1]
        theo = unit.people.one(slack_id=office.theo.id)
        assert theo is not None
    wanted = plan(kind, kind, About(TEAM, "meeting", meeting.id, theo.id), meeting.starts_at).id
    for _ in range(STEPS):
        office.settle()
        due = journey.next_wake(store)
        assert due is not None
        office.clock.advance_to(due)
        journey.wake(store, due)
        with store.read() as unit:
            if unit.deliveries.one(id=wanted) is not None:
                return
    raise AssertionError(f"no {kind} came up")


DMS: Mapping[str, Brink] = {
    "receipt": Brink(joined, "D_JONAS"),
    "request": Brink(asked, "D_MAYA"),
    "answer": Brink(said_yes, "D_THEO"),
    "before": Brink(before, "D_THEO"),
    "after": Brink(after, "D_THEO"),
}
GROUP = Brink(begun, None)
CARD = Brink(invited, CHANNEL)
