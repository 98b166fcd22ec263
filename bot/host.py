"""Composition: configuration, store, use cases, Slack, clock and scheduler made into one bot."""

import logging
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from slack_bolt import App

from bot.apart import solve_apart
from bot.clock import Clock
from bot.content.checks import BASE
from bot.content.reader import Library
from bot.domain.deliveries import Delivery
from bot.domain.messages import Message
from bot.listeners import LISTENERS_AT_ONCE, Listeners
from bot.pacing import Pace, Pacer, Unhurried
from bot.ports import Body, Busy, Store, Unit
from bot.reconciling import GAP_SECONDS, Reconciler
from bot.recovery import Hooks, Patience, Recoverer
from bot.sender import Options, Sender
from bot.services import (
    delivering,
    findings,
    invitations,
    journey,
    mentorships,
    prompts,
    retention,
    runs,
    setup,
)
from bot.services.delivering import Voice
from bot.services.messages import compose
from bot.ticks import STUCK_SECONDS, Ticks, three
from handlers.app import build
from handlers.desk import Desk
from handlers.directory import Identity, SlackDirectory
from handlers.messenger import SlackMessenger
from handlers.slack_client import (
    Access,
    hurried_client,
    interactive_client,
    posting_client,
    reading_client,
)
from handlers.transport import Http, SocketMode, Transport
from handlers.views import message as view
from storage.errors import StorageError

log = logging.getLogger(__name__)

LISTENERS_SECONDS = 8.0
"""How long the wire stays open at the end for listeners that have still to answer on it."""

INBOUND_KEPT = timedelta(days=7)
"""How long the key of an event or form is kept; Slack repeats an event for a day at most."""

STUCK_EXIT = 70
"""The exit code of a process that no longer makes progress; its supervisor starts it anew."""


def leave(what: str) -> None:
    """End the process: it is crash-only, and what it left is recovered at the next start."""
    log.critical("%s made no progress; leaving", what)
    logging.shutdown()
    os._exit(STUCK_EXIT)


@dataclass(frozen=True)
class Parts:
    """What a host is made of; `alone`: no other process writes to this store."""

    store: Store
    library: Library
    access: Access
    clock: Clock
    alone: bool = True
    admin_channel: str | None = None
    signing_secret: str | None = None
    pace: Pace | None = None
    patience: Patience = field(default_factory=Patience)
    on_stuck: Callable[[str], object] = leave


class Host:
    """One bot in one process: made, started, stopped in order."""

    def __init__(self, parts: Parts) -> None:
        """Ask Slack who we are, and wire everything; raises SlackSilent without an answer."""
        self.parts = parts
        self.clock = parts.clock
        self.store = parts.store
        self.directory = SlackDirectory(reading_client(parts.access), parts.clock.monotonic)
        self.identity: Identity = self.directory.identity()
        self.prompts = prompts.library(parts.library.words(BASE).texts())
        with self.store.unit() as unit:
            setup.register_workspace(
                unit, self.identity.team_id, self.identity.bot_user, parts.admin_channel
            )
        delivering.resume(self.store, self.identity.team_id, parts.clock.wall())
        messenger = SlackMessenger(
            posting_client(parts.access), self.identity.bot_user, self.identity.bot_id
        )
        voice = Voice(compose, partial(rendered, parts.library))
        pace = parts.pace or Pacer(parts.clock.monotonic)
        self.sender = Sender(
            self.store, messenger, voice, parts.clock, Options(pace=pace, on_dead=self._held)
        )
        self.recoverer = self._recoverer(messenger)
        gap = 0.0 if isinstance(pace, Unhurried) else GAP_SECONDS
        self.reconciler = Reconciler(self.store, self.directory, parts.clock, gap)
        self.listeners = Listeners()
        self.app = self._app()
        self.ticks = Ticks(three(self.wake, self.recover, self.daily), parts.clock, parts.on_stuck)
        self._transport: Transport | None = None
        self._running = False
        self._silent = False
        self._heard_at = parts.clock.monotonic()

    def _recoverer(self, messenger: SlackMessenger) -> Recoverer:
        hooks = Hooks(on_held=self._held)
        return Recoverer(self.store, messenger, self.clock, hooks, self.parts.patience)

    def _app(self) -> App:
        self.desk = Desk(
            team=self.identity.team_id,
            store=self.store,
            library=self.parts.library,
            directory=self.directory,
            hurried=self.directory.hurried(hurried_client(self.parts.access)),
            editor=self.sender.editor,
            now=self.clock.wall,
            wake=self.sender.wake,
            later=self.listeners.later,
            scopes=self.identity.scopes,
        )
        return build(
            self.desk,
            interactive_client(self.parts.access),
            self.listeners,
            self.identity,
            self.parts.signing_secret,
        )

    # --- the three ticks ----------------------------------------------------------------------

    def wake(self) -> None:
        """Look at what is due, and hurry the sender; a sender that stopped ends the process."""
        if self._running and self.sender.age() > STUCK_SECONDS:
            self.parts.on_stuck("sender")
        self.look()
        self.sender.wake()

    def look(self) -> None:
        """Do what is due now, and work on the runs that coordinators asked for."""
        journey.wake(self.store, self.clock.wall(), self.prompts)
        runs.work(self.store, self.clock.wall(), solve_apart)

    def recover(self) -> None:
        """Settle what is in doubt; a wire that stayed silent too long ends the process."""
        self._watch_wire()
        self.recoverer.run(self.clock.wall())
        self.sender.wake()

    def daily(self) -> None:
        """Housekeeping, harmless to repeat: running mentorships are held against the reporting
        line once a week, whoever was not looked at for a day is, what its time is over for goes,
        the database gives back room."""
        with self.store.unit() as unit:
            findings.weekly(unit, self.identity.team_id, self.clock.wall())
        retention.run(self.store, self.clock.wall())
        self.reconciler.run(self.identity.team_id)
        self.store.tidy(self.clock.wall() - INBOUND_KEPT)

    def _watch_wire(self) -> None:
        now = self.clock.monotonic()
        if not self._running or self._transport is None or self._transport.alive():
            if self._silent:
                log.warning("Slack is heard again")
            self._heard_at, self._silent = now, False
            return
        if not self._silent:
            log.warning("Slack is not heard; connecting again")
        self._silent = True
        if now - self._heard_at > STUCK_SECONDS:
            self.parts.on_stuck("wire")

    # --- life ---------------------------------------------------------------------------------

    def listen(self, app_token: str) -> None:
        """Hear Slack by Socket Mode; raises NoWire."""
        self._transport = SocketMode(self.app, app_token, LISTENERS_AT_ONCE)
        self._transport.connect()

    def serve(self, port: int) -> int:
        """Hear Slack over HTTP on this port (0: any free one), which is returned; raises OSError
        where it is taken."""
        transport = Http(self.app, port, LISTENERS_AT_ONCE)
        self._transport = transport
        transport.connect()
        return transport.port

    def start(self) -> None:
        """Inherit what a predecessor left in doubt, then send and tick."""
        if self.parts.alone:
            self.recoverer.inherit()
        self.sender.start()
        self.ticks.start()
        self._running = True

    def stop(self) -> None:
        """In order: not ready, no new ticks, the message in hand and the listeners finished,
        the wire closed."""
        self._running = False
        self.reconciler.stop()
        with ThreadPoolExecutor(2) as both:
            both.submit(self.ticks.stop)
            both.submit(self.sender.stop)
        self.listeners.finished(LISTENERS_SECONDS)
        if self._transport is not None:
            self._transport.close()
        self.listeners.shutdown(wait=True)

    def report(self) -> Mapping[str, object]:
        """How the process is doing, for `/readyz`: ages in seconds, counts, no content."""
        try:
            with self.store.read() as unit:
                paused = unit.workspaces.get(self.identity.team_id).paused_reason
                doubtful = len(unit.deliveries.in_doubt())
        except (StorageError, Busy) as trouble:
            return {"ready": False, "database": type(trouble).__name__}
        heard = self._transport is not None and self._transport.alive()
        age, stuck = self.sender.age(), self.ticks.stuck()
        fine = heard and paused is None and stuck is None and age <= STUCK_SECONDS
        return {
            "ready": self._running and fine,
            "slack": heard,
            "paused": paused,
            "stuck": stuck,
            "in_doubt": doubtful,
            "tick_ages": {name: round(age, 1) for name, age in self.ticks.ages().items()},
            "sender_age": round(age, 1),
        }

    def _held(self, unit: Unit, delivery: Delivery) -> None:
        if delivery.template == "introduction":
            mentorships.introduction_held(unit, delivery.subject_id, self.clock.wall())
        elif delivery.template == invitations.POST:
            invitations.refused(unit, delivery, self.clock.wall())


def rendered(library: Library, message: Message, locale: str) -> Body:
    """The message as Slack gets it, in the reader's language."""
    words = library.words(locale)
    return Body(view.fallback(words, message), view.blocks(words, message))
