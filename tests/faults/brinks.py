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
    """How the story comes there, and where the row is then said (None: nowhere else either)."""

    come: Callable[[Office], object]
    place: str | None


def _invited(office: Office) -> None:
    office.slack.invite_bot(CHANNEL, by="U_ADA")
    office.host.listeners.finished(timeout=10)


def _joined(office: Office) -> None:
    office.open_program()
    with patch.object(office, "settle"):
        office.people_join()


def _coordinated(office: Office) -> None:
    office.open_program()
    office.slack.join(CHANNEL, "U_LENA")
    office.host.listeners.finished(timeout=10)


def _asked(office: Office) -> None:
    office.open_program()
    office.people_join()
    office.pass_time(hours=2)
    with patch.object(office, "settle"):
        office.ask()


def _said_yes(office: Office) -> None:
    _asked(office)
    office.settle()
    office.maya.press("Accept")
    office.maya.submit()


def _begun(office: Office) -> None:
    _said_yes(office)
    office.settle()
    office.theo.press("Accept and start")


def _planned(office: Office) -> None:
    _begun(office)
    office.settle()
    office.pass_time(hours=2)
    office.maya.press("Pick a time")
    office.maya.submit()


def _before(office: Office) -> None:
    _planned(office)
    _until_queued(office, "before", "U_THEO")


def _after(office: Office) -> None:
    _planned(office)
    _until_queued(office, "after", "U_THEO")


def _until_queued(office: Office, kind: str, slack_id: str) -> None:
    """Go from due moment to due moment and stop before this message is sent."""
    store = office.host.store
    with store.read() as unit:
        meeting = unit.meetings.find()[-1]
        person = unit.people.one(slack_id=slack_id)
        assert person is not None
    wanted = plan(kind, kind, About(TEAM, "meeting", meeting.id, person.id), meeting.starts_at).id
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
    "receipt": Brink(_joined, "D_JONAS"),
    "request": Brink(_asked, "D_MAYA"),
    "answer": Brink(_said_yes, "D_THEO"),
    "before": Brink(_before, "D_THEO"),
    "after": Brink(_after, "D_THEO"),
}
GROUP = Brink(_begun, None)
CHANNELS: Mapping[str, Brink] = {
    "card": Brink(_invited, CHANNEL),
    "coordinator": Brink(_coordinated, CHANNEL),
}
