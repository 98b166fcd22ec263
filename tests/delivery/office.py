"""A post office for tests: a store, a pocket Slack, and the processes that die between them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.clock import HandClock
from bot.domain.deliveries import REPAIR_AFTER, Delivery
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.ports import Body, Messenger, Store, Unit
from bot.recovery import Hooks, Recoverer
from bot.sender import Options, Sender
from bot.services.delivering import Voice
from sandbox import Client
from tests import builders

MINUTE = timedelta(minutes=1)


class Dead(BaseException):
    """The process was killed here: nothing after this point happened."""


def dies_at(point: str) -> Callable[[str], None]:
    """A crash hook that kills the process when it comes to this point."""

    def crash(here: str) -> None:
        if here == point:
            raise Dead(here)

    return crash


@dataclass
class Office:
    """What outlives a process: the database, Slack, time, and what deliveries should say."""

    store: Store
    messenger: Messenger
    clock: HandClock
    slack: Client
    words: dict[str, str | None] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)

    def compose(self, _unit: Unit, delivery: Delivery) -> Message | None:
        said = self.words.get(delivery.id, delivery.template)
        return None if said is None else Message(said, delivery.id)

    def render(self, message: Message, locale: str) -> Body:
        return Body(f"{message.text} ({locale})", ())

    @property
    def voice(self) -> Voice:
        return Voice(self.compose, self.render)

    # --- processes ----------------------------------------------------------------------------

    def sender(self, **options: Any) -> Sender:
        options.setdefault("record_waits", (0.0,))
        return Sender(self.store, self.messenger, self.voice, self.clock, Options(**options))

    def recoverer(self, **hooks: Any) -> Recoverer:
        hooks.setdefault("on_held", lambda _unit, row: self.held.append(row.id))
        return Recoverer(self.store, self.messenger, self.clock, Hooks(**hooks))

    def drain(self, **options: Any) -> int:
        """A new process sends what is due now."""
        return self.sender(**options).drain(self.clock.wall())

    def die(self, point: str) -> bool:
        """A process sends and is killed at this point; whether it came there."""
        try:
            self.drain(crash=dies_at(point))
        except Dead:
            return True
        return False

    def live_on(self, minutes: int = 15) -> None:
        """A new process goes on, minute by minute."""
        sender, recoverer = self.sender(), self.recoverer()
        for _ in range(minutes):
            recoverer.run(self.clock.wall())
            sender.drain(self.clock.wall())
            self.clock.advance(MINUTE)

    # --- rows ---------------------------------------------------------------------------------

    def furnish(self) -> None:
        """The cast, and Theo and Maya in a mentorship."""
        with self.store.unit() as unit:
            unit.workspaces.add(builders.workspace())
            for person in builders.CAST:
                unit.people.add(person)
            unit.programs.add(builders.program())
            for person in (builders.THEO, builders.MAYA):
                unit.participants.add(builders.participant(person))
            unit.requests.add(builders.request())
            unit.mentorships.add(builders.mentorship())
            unit.members.add(builders.member())
            unit.members.add(builders.member(builders.MAYA, Role.MENTOR))

    def queue(self, kind: str = "receipt", **changes: Any) -> Delivery:
        """A delivery that is due now."""
        row = builders.delivery(kind, changes.pop("due", self.clock.wall()), **changes)
        with self.store.unit() as unit:
            assert unit.deliveries.queue(row)
        return row

    def row(self, delivery: Delivery) -> Delivery:
        with self.store.read() as unit:
            return unit.deliveries.get(delivery.id)

    def want(self, delivery: Delivery, words: str | None, at: datetime | None = None) -> None:
        """Something changed that the message should show."""
        self.words[delivery.id] = words
        with self.store.unit() as unit:
            unit.deliveries.want((at or self.clock.wall()) - REPAIR_AFTER, id=delivery.id)

    # --- what people see ----------------------------------------------------------------------

    def seen(self, delivery: Delivery | None = None, reader: str = "UTHEO") -> list[str]:
        """The texts of the bot's messages that this reader can see, of one delivery or all."""
        return [
            message.text
            for message in self.slack.person(reader).messages()
            if delivery is None or self._is_of(message, delivery)
        ]

    def _is_of(self, message: Any, delivery: Delivery) -> bool:
        payload = (message.metadata or {}).get("event_payload", {})
        return bool(payload.get("id") == delivery.id)
