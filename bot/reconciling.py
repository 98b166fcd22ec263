"""The daily look at everybody we know: it finds what no event told, and survives restarts."""

import logging
from datetime import UTC, datetime, timedelta
from threading import Event

from bot.clock import Clock
from bot.ports import Busy, Directory, Profile, Store
from bot.services import leavers
from handlers.directory import SlackSilent

log = logging.getLogger(__name__)

EVERY = timedelta(hours=20)
"""How old what we know of somebody may be before Slack is asked again; under a day, so that the
hourly try never skips one."""

GAP_SECONDS = 1.0
"""Between two questions: half of what Slack takes (docs/slack.md), the rest is for people."""

_NEVER = datetime.min.replace(tzinfo=UTC)


class Reconciler:
    """Asks Slack about one person after the other, the longest unseen first.

    Each answer is kept in a unit of its own, so a run that is cut short goes on where it was.
    """

    def __init__(
        self, store: Store, directory: Directory, clock: Clock, gap: float = GAP_SECONDS
    ) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._gap = gap
        self._stopping = Event()

    def stop(self) -> None:
        """The run ends after the person in hand."""
        self._stopping.set()

    def run(self, workspace_id: str) -> int:
        """Look at everybody whose turn it is; how many there were. Stops where Slack does not
        answer or the store is busy: the rest has its turn next time."""
        looked = 0
        for slack_id in self._unseen(workspace_id):
            if looked and self._stopping.wait(self._gap):
                break
            try:
                self._look(workspace_id, slack_id)
            except (SlackSilent, Busy) as trouble:
                log.warning("the daily look stopped: %s; it goes on later", type(trouble).__name__)
                break
            looked += 1
        return looked

    def _unseen(self, workspace_id: str) -> list[str]:
        before = self._clock.wall() - EVERY
        with self._store.read() as unit:
            everybody = unit.people.find(workspace_id=workspace_id)
        turn = [
            (one.checked_at or _NEVER, one.slack_id)
            for one in everybody
            if one.checked_at is None or one.checked_at <= before
        ]
        return [slack_id for _, slack_id in sorted(turn)]

    def _look(self, workspace_id: str, slack_id: str) -> None:
        self._directory.invalidate(slack_id)
        try:
            profile = self._directory.profile(slack_id)
        except LookupError:
            profile = None
        with self._store.unit() as unit:
            known = unit.people.one(workspace_id=workspace_id, slack_id=slack_id)
            if known is not None:
                gone = Profile(slack_id, known.zone, known.locale, False, False, False, False)
                leavers.changed(unit, workspace_id, profile or gone, self._clock.wall())
