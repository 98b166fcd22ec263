"""The limits of the quiet budget: each names the instant before which it lets nothing pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.domain import hours
from bot.domain.deliveries import HEARTBEAT, Budget, Delivery, Surface, WhenAway
from bot.domain.mentorships import Pause
from bot.domain.people import Person, PersonStatus, Volume
from bot.domain.programs import ProgramState
from bot.domain.rhythm import introduction_opening
from bot.domain.taps import History, matter, sent_at
from bot.domain.workdays import NO_CLOSURES

A_WEEK, HALF_A_WEEK = 2, 1
"""Counted messages in any 7 consecutive local dates, at full and at half volume (docs/quiet.md)."""

APART = timedelta(hours=48)
"""Between two counted messages to one person (docs/quiet.md)."""

ON_ONE_MATTER = 2
"""Messages about one thing without a tap: the message and one reminder (docs/quiet.md)."""

LATE = timedelta(hours=20)
"""How far past its due moment a message is late, and how far apart late ones (docs/quiet.md)."""

FEWER_FROM, FEWER_DAYS = 3, 14
RARE_FROM, RARE_DAYS, RARE_FOR = 5, 30, 60
"""Ignored in a row; dates between messages from then on; dates until none (docs/quiet.md)."""

QUIET_NOTE = "quiet"
"""The template that says "I will be quiet from now on" (MC SX-10)."""

SURVEYS_APART = 21
"""Dates between two surveys to one person (docs/quiet.md)."""

PROBE = timedelta(hours=1)
"""When to look again at what waits for somebody to open a program or a workspace (ours)."""

NEVER = datetime.max.replace(tzinfo=UTC)
_TELLS_THE_END = ("answer", "news")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Situation:
    """What a verdict needs to know beside the delivery itself.

    `readers` is one person for a DM, everybody for a group, nobody for a channel. `sent` is
    what reached the one reader in the last HISTORY, of any kind. `ended` is about the
    delivery's mentorship, `pauses` may be anybody's. `tapped_at` is the reader's last tap
    anywhere, where that is known.
    """

    readers: tuple[Person, ...] = ()
    sent: tuple[Delivery, ...] = ()
    pauses: tuple[Pause, ...] = ()
    program: ProgramState = ProgramState.OPEN
    ended: bool = False
    workspace_paused: bool = False
    closures: frozenset[date] = NO_CLOSURES
    tapped_at: datetime | None = None


@dataclass(frozen=True)
class Case:
    """One question to the rules: this delivery, as things are, at this moment."""

    delivery: Delivery
    situation: Situation
    moment: datetime

    @property
    def reader(self) -> Person:
        """The one reader of a counted message."""
        return self.situation.readers[0]

    @property
    def history(self) -> History:
        """What the one reader got, and what came back."""
        now = self.situation
        return History(self.reader, now.sent, now.tapped_at, now.closures)


def opening(case: Case, at: datetime) -> datetime:
    """The first opening for this delivery from then on; what counts is spread over it."""
    delivery, readers, closures = case.delivery, case.situation.readers, case.situation.closures
    if not delivery.rules.in_hours or not readers:
        return at
    if delivery.rules.surface is Surface.GROUP:
        return introduction_opening(readers, delivery.due_at, at, closures)
    opens = hours.next_opening(case.reader, at, closures)
    if opens == at or delivery.rules.budget is not Budget.COUNTED:
        return opens
    minute = hours.spread(delivery.key, case.reader, opens, closures)
    return minute if minute < delivery.expires_at else opens


def expired(case: Case) -> datetime | None:
    """Nothing goes once it is stale."""
    return NEVER if case.moment >= case.delivery.expires_at else None


def gone(case: Case) -> datetime | None:
    """Nothing goes to somebody who left the workspace, or about them to a group; while it is
    not clear whether somebody left, it waits."""
    found = {person.status for person in case.situation.readers}
    if PersonStatus.GONE in found:
        return NEVER
    return case.moment + PROBE if PersonStatus.HELD in found else None


def workspace(case: Case) -> datetime | None:
    """Everything waits for a workspace that Slack shut to us."""
    return case.moment + PROBE if case.situation.workspace_paused else None


def program(case: Case) -> datetime | None:
    """A closed program says only that it ended; a draft or paused one holds or drops the rest."""
    state, when_away = case.situation.program, case.delivery.rules.when_away
    if state is ProgramState.OPEN or when_away is WhenAway.SENT:
        return None
    if state is ProgramState.CLOSED:
        return None if case.delivery.kind in _TELLS_THE_END else NEVER
    return NEVER if when_away is WhenAway.SKIPPED else case.moment + PROBE


def ended(case: Case) -> datetime | None:
    """About an ended mentorship only its end is told, beside receipts, safety and consent."""
    rules = case.delivery.rules
    spoken = rules.when_away is WhenAway.SENT or rules.name in _TELLS_THE_END
    return NEVER if case.situation.ended and not spoken else None


def stopped(case: Case) -> datetime | None:
    """To somebody who wants nothing by itself go answers, receipts, safety and consent alone."""
    rules = case.delivery.rules
    if rules.budget is Budget.FREE or rules.surface is not Surface.DM:
        return None
    return NEVER if case.reader.volume is Volume.NONE else None


def away(case: Case) -> datetime | None:
    """In a pause or snooze a kind is sent, held until its end, or dropped, as its table says."""
    when_away = case.delivery.rules.when_away
    back = _back(case)
    if back == case.moment or when_away is WhenAway.SENT:
        return None
    return NEVER if when_away is WhenAway.SKIPPED else back


def _back(case: Case) -> datetime:
    """When the pauses and snoozes that cover this moment, one after the other, are over."""
    readers, mentorship = case.situation.readers, case.delivery.mentorship_id
    ids = {person.id for person in readers}
    spans = [
        (pause.since, pause.until)
        for pause in case.situation.pauses
        if pause.person_id in ids or (mentorship and pause.mentorship_id == mentorship)
    ]
    spans += [(case.moment, one.snoozed_until) for one in readers if one.snoozed_until]
    at = case.moment
    while covering := [until for since, until in spans if since <= at < until]:
        at = max(covering)
    return at


def in_hours(case: Case) -> datetime | None:
    """Working days and message hours of the reader; a group's are everybody's for a day."""
    return opening(case, case.moment)


def one_matter(case: Case) -> datetime | None:
    """After two messages on one matter, silence until a tap."""
    if case.delivery.rules.budget is Budget.FREE or case.delivery.rules.surface is Surface.GROUP:
        return None
    return NEVER if case.history.unanswered_on(case.delivery) >= ON_ONE_MATTER else None


def a_week(case: Case) -> datetime | None:
    """At most two in any seven dates."""
    return _at_most(case, A_WEEK, 7)


def half_volume(case: Case) -> datetime | None:
    """At half volume at most one in any seven dates."""
    return _at_most(case, HALF_A_WEEK, 7) if case.reader.volume is Volume.HALF else None


def a_day(case: Case) -> datetime | None:
    """At most one on any date."""
    return _at_most(case, 1, 1)


def _at_most(case: Case, most: int, days: int) -> datetime | None:
    """The first date on which the `days` dates up to it hold fewer than `most` messages."""
    sent = case.history.counted
    if len(sent) < most:
        return None
    freed = hours.local_day(case.reader, sent_at(sent[-most])) + days * _DAY
    return hours.day_start(case.reader, freed)


def surveys(case: Case) -> datetime | None:
    """At most one survey in three weeks, beside the one reminder of the same."""
    about = matter(case.delivery)
    sent = [one for one in case.history.counted if one.kind == "survey" and matter(one) != about]
    if case.delivery.kind != "survey" or not sent:
        return None
    freed = hours.local_day(case.reader, sent_at(sent[-1])) + SURVEYS_APART * _DAY
    return hours.day_start(case.reader, freed)


def apart(case: Case) -> datetime | None:
    """48 hours between two, but for the other half of one heartbeat."""
    sent = case.history.counted
    return None if sent and one_unit(sent[-1], case.delivery) else case.reader.next_allowed_at


def one_unit(last: Delivery, delivery: Delivery) -> bool:
    """Whether these are the two halves of a heartbeat: before and after, or after and the next
    before, of one mentorship."""
    same = last.mentorship_id is not None and last.mentorship_id == delivery.mentorship_id
    return same and {last.kind, delivery.kind} == set(HEARTBEAT)


def fewer(case: Case) -> datetime | None:
    """Three ignored in a row: at most one every two weeks."""
    few = len(case.history.ignored(case.moment)) >= FEWER_FROM
    return _at_most(case, 1, FEWER_DAYS) if few else None


def rare(case: Case) -> datetime | None:
    """Five ignored in a row: at most one a month, beside the note that says so."""
    return _at_most(case, 1, RARE_DAYS) if _is_rare(case) else None


def silence(case: Case) -> datetime | None:
    """None at all two months after that note, or after the fifth where there was no note."""
    if not _is_rare(case):
        return None
    row = case.history.ignored(case.moment)
    since = (_notes(case.history, row) or row[RARE_FROM - 1 :])[0]
    last = hours.local_day(case.reader, sent_at(since)) + RARE_FOR * _DAY
    return NEVER if hours.local_day(case.reader, case.moment) > last else None


def owes_quiet_note(history: History, moment: datetime) -> bool:
    """Whether five in a row were ignored and nobody has yet said that it gets quiet."""
    row = history.ignored(moment)
    return len(row) >= RARE_FROM and not _notes(history, row)


def _is_rare(case: Case) -> bool:
    row = case.history.ignored(case.moment)
    return len(row) >= RARE_FROM and case.delivery.template != QUIET_NOTE


def _notes(history: History, row: Sequence[Delivery]) -> list[Delivery]:
    since = sent_at(row[0])
    return [one for one in history.counted if one.template == QUIET_NOTE and sent_at(one) > since]


def one_late(case: Case) -> datetime | None:
    """After downtime at most one late message in 20 hours."""
    if case.moment - case.delivery.due_at <= LATE:
        return None
    late = [one for one in case.history.counted if sent_at(one) - one.due_at > LATE]
    return sent_at(late[-1]) + LATE if late else None
