"""A company in a store: Theo and Lena look for a mentor; Maya, Jonas and Tom offer to be one."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.deliveries import Delivery
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.requests import Request
from bot.domain.rounds import Round
from bot.ports import Store, Unit
from bot.services import journey, keeping_out, requests
from bot.services.messages import compose
from tests import builders
from tests.builders import JONAS, MAYA, TEAM, THEO, TOM, TUESDAY

LENA = replace(builders.OTTO, id="lena", slack_id="ULENA", zone="Europe/Berlin")
TOPIC = "giving_feedback"


class Company:
    """What people do and what comes of it, over a store and a moment moved by hand."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, TUESDAY

    def opens(self, **program: Any) -> None:
        with self.store.unit() as unit:
            unit.workspaces.add(builders.workspace())
            unit.programs.add(builders.program(**program))

    def joins(self, who: Person, role: Role, capacity: int = 1, topic: str = TOPIC) -> None:
        with self.store.unit() as unit:
            if unit.people.one(id=who.id) is None:
                unit.people.add(who)
                unit.participants.add(builders.participant(who))
            unit.roles.add(builders.role(who, role, capacity=capacity))
            named = builders.topic(topic, who, role, id=f"{who.id}-{role}-{topic}")
            unit.topics.add(named)

    def everybody(self) -> None:
        """The program is open and five people are in it."""
        self.opens()
        for mentor in (MAYA, JONAS, TOM):
            self.joins(mentor, Role.MENTOR)
        for mentee in (THEO, LENA):
            self.joins(mentee, Role.MENTEE)

    def go_to(self, moment: datetime) -> None:
        """Time passes until then: whatever wakes on the way is looked at in its moment."""
        while (ahead := journey.next_wake(self.store)) is not None and ahead <= moment:
            due = [one for one in (self.wakes()) if one <= moment]
            if not due:
                break
            self.now = max(self.now, min(due))
            journey.wake(self.store, self.now)
        self.now = moment
        journey.wake(self.store, moment)

    def wakes(self) -> list[datetime]:
        with self.store.read() as unit:
            found = (
                unit.mentorships.next_wake(),
                unit.requests.next_wake(),
                unit.rounds.next_wake(),
                *keeping_out.unheard(unit).values(),
            )
        return [one for one in found if one is not None]

    def ask(self, mentee: Person, *mentors: Person) -> Request:
        """Ask the first of these, and put the others behind."""
        first, *others = (f"{one.id}-in-career" for one in mentors)
        with self.store.unit() as unit:
            asked = requests.ask(unit, TEAM, mentee.slack_id, first, self.now)
            for mentor_id in others:
                requests.then(unit, TEAM, mentee.slack_id, mentor_id, self.now)
        return asked

    def answer(self, what: Any, mentor: Person, mentee: Person = THEO) -> None:
        """The mentor passes on or accepts what this mentee asked."""
        request = self.request(mentee, mentor)
        with self.store.unit() as unit:
            what(unit, mentor.slack_id, request.id, self.now)

    def confirm(self, mentor: Person, mentee: Person = THEO) -> None:
        request = self.request(mentee, mentor)
        with self.store.unit() as unit:
            requests.confirm(unit, mentee.slack_id, request.id, self.now)

    # --- what came of it --------------------------------------------------------------------------

    def request(self, mentee: Person, mentor: Person) -> Request:
        with self.store.read() as unit:
            found = unit.requests.find(
                mentee_id=f"{mentee.id}-in-career", mentor_id=f"{mentor.id}-in-career"
            )
        return found[-1]

    def states(self, mentee: Person = THEO) -> list[str]:
        """Whom this mentee asked, and what became of it, in order."""
        with self.store.read() as unit:
            found = unit.requests.find(mentee_id=f"{mentee.id}-in-career")
        return [f"{one.mentor_id.split('-')[0]} {one.state}" for one in found]

    def round(self, mentee: Person = THEO) -> Round:
        with self.store.read() as unit:
            return unit.rounds.find(participant_id=f"{mentee.id}-in-career")[-1]

    def told(self, who: Person) -> list[str]:
        """The templates of what this person is to hear, in order."""
        with self.store.read() as unit:
            shown = [(row, compose(unit, row)) for row in self.rows_in(unit, who)]
        return [row.template for row, message in shown if message is None or message.heard]

    def rows(self, who: Person) -> tuple[Delivery, ...]:
        with self.store.read() as unit:
            return self.rows_in(unit, who)

    @staticmethod
    def rows_in(unit: Unit, who: Person) -> tuple[Delivery, ...]:
        return unit.deliveries.find(person_id=who.id)
