"""People who live through the weeks: each day they look at their messages, and tap by habit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain.deliveries import Budget, Delivery, State
from bot.domain.hours import is_open, local_day
from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Mentorship, Stage, StageEntry, StageReason
from bot.domain.people import Person
from bot.services import evidence, mentorships
from tests.office import MONDAY, TEAM, Actor, Office

Habit = Callable[[Actor], None]
"""What somebody does once a button was pressed: fill the form it opens, or nothing."""

DAY = timedelta(days=1)
LOOKED_AT = 6
"""The newest messages somebody looks at each day."""


def just(_who: Actor) -> None:
    """A tap is all."""


def filled(**fields: str) -> Habit:
    """Fill these fields and send."""

    def act(who: Actor) -> None:
        assert who.view is not None
        for name, value in fields.items():
            who.fill(name, value)
        reply = who.submit()
        assert reply.errors == {}

    return act


@dataclass
class Life:
    """Two people with their habits, by the words on a button; what they could tap is kept with
    the stage it was in. `ignored` names what somebody leaves alone in a stage."""

    office: Office
    habits: Mapping[str, Mapping[str, Habit]]
    ignored: frozenset[tuple[str, str, Stage]] = frozenset()
    offered: set[tuple[Stage, str, str]] = field(default_factory=set)
    done: set[tuple[str, str]] = field(default_factory=set)

    def until(self, end: datetime) -> None:
        """Live from day to day; everybody looks at three in the afternoon in Madrid."""
        now = self.office.clock.wall().astimezone(MONDAY.tzinfo)
        afternoon = now.replace(hour=15, minute=0)
        while (afternoon := afternoon + DAY) <= end:
            self.office.go_to(afternoon)
            for name in self.habits:
                self.look(name)

    def look(self, name: str) -> None:
        """Somebody answers whatever they have a habit for, until nothing is left."""
        who: Actor = getattr(self.office, name)
        while self._tapped(who, name):
            self.office.settle()

    def _tapped(self, who: Actor, name: str) -> bool:
        for message in who.dms[-LOOKED_AT:]:
            for label, _id, _value in message.buttons:
                self.offered.add((stage(self.office), name, label))
                habit = self.habits[name].get(label)
                if (name, label, stage(self.office)) in self.ignored:
                    continue
                if habit is not None and (message.ts, label) not in self.done:
                    self.done.add((message.ts, label))
                    who.press(label, message=message)
                    habit(who)
                    return True
        return False


def matched(office: Office, cadence: int = 14) -> None:
    """From nothing to a mentorship of Theo and Maya with this cadence, in days."""
    office.open_program()
    with office.host.store.unit() as unit:
        (program,) = unit.programs.find(workspace_id=TEAM)
        unit.programs.save(replace(program, overrides={"cadence": cadence}))
    office.people_join()
    office.go_to(MONDAY + timedelta(hours=2))
    office.ask()
    office.accept()


def begun(office: Office, cadence: int = 14) -> None:
    """The same, with the first talk planned on the Wednesday."""
    matched(office, cadence)
    office.go_to(MONDAY + timedelta(hours=4))
    office.maya.press("Pick a time")
    office.maya.submit()


def at_stage(office: Office, stage: Stage) -> Office:
    """Theo and Maya have talked once, and are at this stage now."""
    begun(office)
    office.go_to(MONDAY + timedelta(days=2, hours=6))
    office.theo.press("Yes, we met")
    with office.host.store.unit() as unit:
        (found,) = unit.mentorships.find()
        now = office.clock.wall()
        unit.stage_entries.add(StageEntry(new_id(), found.id, 2, stage, now, StageReason.READY))
    return office


# --- what is kept ---------------------------------------------------------------------------------


def mentorship(office: Office) -> Mentorship:
    """The one mentorship."""
    with office.host.store.read() as unit:
        (found,) = unit.mentorships.find()
    return found


def stages(office: Office) -> tuple[StageEntry, ...]:
    """The stages it went through."""
    found = mentorship(office)
    with office.host.store.read() as unit:
        return evidence.entries(unit, found.id)


def stage(office: Office) -> Stage:
    """Where it is now."""
    with office.host.store.read() as unit:
        (found,) = unit.mentorships.find()
        return mentorships.stage(unit, found.id)


def ending(office: Office) -> Ending | None:
    """How it ended."""
    found = mentorship(office)
    with office.host.store.read() as unit:
        return unit.endings.one(mentorship_id=found.id)


def reader(office: Office, slack_id: str) -> Person:
    """Somebody as the bot knows them."""
    with office.host.store.read() as unit:
        found = unit.people.one(workspace_id=TEAM, slack_id=slack_id)
    assert found is not None
    return found


def sent(office: Office, slack_id: str) -> tuple[Delivery, ...]:
    """What reached somebody, oldest first."""
    person = reader(office, slack_id)
    with office.host.store.read() as unit:
        rows = unit.deliveries.find(person_id=person.id, state=State.SENT)
    return tuple(sorted(rows, key=when))


def when(row: Delivery) -> datetime:
    """When it was sent."""
    assert row.sent_at is not None
    return row.sent_at


# --- what must hold -------------------------------------------------------------------------------


def keeps_the_budget(office: Office, slack_id: str) -> None:
    """Fail where somebody heard more than the quiet budget allows, or outside their hours."""
    person = reader(office, slack_id)
    rows = sent(office, slack_id)
    assert all(is_open(person, when(row)) for row in rows if row.rules.in_hours)
    counted = [row for row in rows if row.rules.budget is Budget.COUNTED]
    days = [local_day(person, when(row)) for row in counted]
    assert len(set(days)) == len(days)
    assert max(sum(day - 6 * DAY <= other <= day for other in days) for day in days) <= 2
    for one, following in pairwise(counted):
        heartbeat = {one.kind, following.kind} == {"before", "after"}
        assert heartbeat or when(following) - when(one) >= 2 * DAY


def is_well_formed(office: Office) -> None:
    """Fail where Slack would show something wrongly, refused a call or waited for an answer; and
    unless the introduction is the only message two people got together."""
    assert office.slack.lint() == []
    assert office.slack.errors() == []
    assert office.slack.unacked() == []
    talks = mentorship(office).conversation
    assert len(office.slack.posts(talks)) == 1
