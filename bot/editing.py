"""Edits: a sent message is brought to what it should say now, at once or a little later."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.deliveries import REPAIR_AFTER, Delivery, State
from bot.ports import Body, Fate, Messenger, Posted, Store
from bot.services.delivering import Voice
from bot.services.gate import locale_of

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(minutes=1)
WORKSPACE_AGAIN_AFTER = timedelta(minutes=5)

_ROUNDS = 3
_OVER = (Fate.DONE, Fate.REFUSED_MESSAGE, Fate.REFUSED_PERSON)


@dataclass(frozen=True)
class _Edit:
    """What is to be shown where; `wanted` is the change of state that it shows."""

    id: str
    channel: str
    ts: str
    wanted: int
    body: Body | None
    heard: bool = True


@dataclass(frozen=True)
class Shown:
    """An edit that was tried, and what Slack said to it."""

    edit: _Edit
    posted: Posted


class Editor:
    """Brings sent messages up to date; safe to use from several threads.

    Whoever edits renders the state of the moment, so an edit may be made twice, or by two, and
    the message still ends up right.
    """

    def __init__(self, store: Store, messenger: Messenger, voice: Voice) -> None:
        self._store = store
        self._messenger = messenger
        self._voice = voice
        self._silent_until: datetime | None = None

    def edit_now(self, delivery_id: str, moment: datetime) -> Fate | None:
        """Edit the message of this delivery; None where there is none to edit (yet).

        What does not work out now is left to `repair`. Raises Busy where the store is locked.
        """
        if self._hushed(moment):
            self.postpone(delivery_id, self._silent_until)
            return Fate.NOT_SENT
        fate: Fate | None = None
        for _ in range(_ROUNDS):
            shown = self._shown(delivery_id)
            if shown is None:
                return None
            fate = shown.posted.fate
            if self._keep(shown, moment):
                break
        return fate

    def show(self, delivery_id: str, moment: datetime) -> Shown | None:
        """Edit the message of this delivery, and leave it to `keep` to remember that; None where
        there is none to edit, or Slack asked for silence."""
        if self._hushed(moment):
            self.postpone(delivery_id, self._silent_until)
            return None
        return self._shown(delivery_id)

    def keep(self, shown: Shown, moment: datetime) -> None:
        """Keep what became of this edit; make it again where the state moved on under it. Raises
        Busy where the store is locked."""
        if not self._keep(shown, moment):
            self.edit_now(shown.edit.id, moment)

    def due(self, moment: datetime, limit: int) -> tuple[Delivery, ...]:
        """Rows whose message lags behind and whose repair is due, unless Slack asked for
        silence."""
        if self._hushed(moment):
            return ()
        with self._store.read() as unit:
            return unit.deliveries.to_edit(moment, limit)

    def _load(self, delivery_id: str) -> _Edit | None:
        with self._store.read() as unit:
            row = unit.deliveries.get(delivery_id)
            if row.state is not State.SENT or row.channel is None or row.ts is None:
                return None
            message = self._voice.compose(unit, row)
            locale = locale_of(unit, row)
        body = None if message is None else self._voice.render(message, locale)
        heard = message is None or message.heard
        return _Edit(row.id, row.channel, row.ts, row.wanted, body, heard)

    def _hushed(self, moment: datetime) -> bool:
        return self._silent_until is not None and moment < self._silent_until

    def _shown(self, delivery_id: str) -> Shown | None:
        edit = self._load(delivery_id)
        return None if edit is None else Shown(edit, self._show(edit))

    def _show(self, edit: _Edit) -> Posted:
        if edit.body is None:
            return Posted(Fate.REFUSED_MESSAGE, reason="gone")
        if not edit.heard:
            return Posted(Fate.DONE)
        return self._messenger.edit(edit.channel, edit.ts, edit.body)

    def _keep(self, shown: Shown, moment: datetime) -> bool:
        """Keep what became of the edit; False where the state moved on under it."""
        edit, posted = shown.edit, shown.posted
        if posted.fate not in _OVER:
            self._wait(edit, posted, moment)
            return True
        now: Mapping[str, object] = {"shown": edit.wanted, "edit_at": None}
        if posted.fate is not Fate.DONE:
            now = {**now, "reason": posted.reason}
        with self._store.unit() as unit:
            if unit.deliveries.change(edit.id, {"wanted": edit.wanted}, now):
                return True
            # Ours may have reached Slack after the newer one: the message says what we showed.
            overtaken = {"shown": edit.wanted, "edit_at": moment + REPAIR_AFTER}
            unit.deliveries.change(edit.id, {}, overtaken)
        return False

    def _wait(self, edit: _Edit, posted: Posted, moment: datetime) -> None:
        pause = WORKSPACE_AGAIN_AFTER if posted.fate is Fate.REFUSED_WORKSPACE else AGAIN_AFTER
        if posted.wait is not None:
            pause = timedelta(seconds=posted.wait)
            self._silent_until = moment + pause
        log.info("edit of %s waits %s: %s", edit.id, pause, posted.reason)
        self.postpone(edit.id, moment + pause)

    def postpone(self, delivery_id: str, at: datetime | None) -> None:
        """Let this edit be repaired at this moment."""
        with self._store.unit() as unit:
            unit.deliveries.change(delivery_id, {}, {"edit_at": at})
