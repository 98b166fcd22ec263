"""Sending, in units of work: re-check, compose, mark; then record what became of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from bot.domain.deliveries import Delivery, State, Surface
from bot.domain.messages import Message
from bot.domain.outcomes import settle
from bot.domain.quiet import Later, Skip, verdict
from bot.ports import Body, Fate, Posted, Store, Unit
from bot.services import discretion
from bot.services.gate import locale_of, readers_of, silence, situation, takes_turn

LEASE = timedelta(seconds=60)
"""How long a claimed or marked row belongs to its sender."""

NOWHERE = timedelta(hours=1)
"""When a row is looked at again that has no place to go to yet."""

OUTPACED = timedelta(seconds=5)
"""When a row is looked at again whose person just heard from another process."""

A_MOMENT = timedelta(seconds=1)

Compose = Callable[[Unit, Delivery], Message | None]
"""What a delivery says now, from inside a unit; None where it is not worth sending any more."""

Render = Callable[[Message, str], Body]
"""How a message looks in a locale."""


def _nobody_knows(_unit: Unit, _delivery: Delivery) -> bool:
    return False


def _nothing(_unit: Unit, _delivery: Delivery) -> None:
    pass


@dataclass(frozen=True)
class Followup:
    """What else happens in the unit that records a result.

    `still_says`: whether what was posted is still what the delivery should say; where it is
    not, or nobody knows, the message is edited next. `on_dead`: Slack refused it for good.
    """

    still_says: Callable[[Unit, Delivery], bool] = _nobody_knows
    on_dead: Callable[[Unit, Delivery], None] = _nothing


@dataclass(frozen=True)
class Voice:
    """How deliveries become words, and words become blocks."""

    compose: Compose
    render: Render


@dataclass(frozen=True)
class Prepared:
    """A row marked `sending`, and what is to be posted where."""

    delivery: Delivery
    message: Message
    locale: str
    channel: str


@dataclass(frozen=True)
class Unplaced:
    """A row that may be sent, but its conversation has never been opened."""

    delivery: Delivery
    slack_ids: tuple[str, ...]
    group: bool


def prepare(
    store: Store, delivery: Delivery, moment: datetime, compose: Compose
) -> Prepared | Unplaced | None:
    """One unit: check that the row is still ours, ask the gate, compose, mark `sending`.

    None: nothing is to be posted; the row was taken over, skipped, or put back to a later
    moment.
    """
    with store.unit() as unit:
        row = unit.deliveries.get(delivery.id)
        if (row.state, row.fence) != (State.LEASED, delivery.fence):
            return None
        if not _may_pass(unit, row, moment):
            return None
        message = compose(unit, row)
        if message is None:
            _skip(unit, row, "gone")
            return None
        channel = _place_of(unit, row)
        if channel is None:
            return _unplaced(unit, row, moment)
        return _marked(unit, row, moment, (message, channel))


def _may_pass(unit: Unit, row: Delivery, moment: datetime) -> bool:
    """Ask the gate; what may not pass now is skipped or put back."""
    ruling = verdict(row, situation(unit, row, moment), moment)
    if isinstance(ruling, Skip):
        _skip(unit, row, ruling.reason)
        return False
    if isinstance(ruling, Later):
        _wait(unit, row, max(ruling.at, moment + A_MOMENT), ruling.reason)
        return False
    gate = silence(unit, row, moment)
    if gate is not None:
        _wait(unit, row, gate, "ratelimited")
    return gate is None


def _marked(
    unit: Unit, row: Delivery, moment: datetime, said: tuple[Message, str]
) -> Prepared | None:
    """Take the person's turn and mark the row; None where another process was faster."""
    message, channel = said
    if not takes_turn(unit, row, moment):
        _wait(unit, row, moment + OUTPACED, "outpaced")
        return None
    marks = {
        "state": State.SENDING,
        "sending_at": moment,
        "lease_until": moment + LEASE,
        "channel": channel,
        "shown": row.wanted,
    }
    if not _change(unit, row, marks):
        return None
    marked = replace(
        row,
        state=State.SENDING,
        sending_at=moment,
        lease_until=moment + LEASE,
        channel=channel,
        shown=row.wanted,
    )
    return Prepared(marked, message, locale_of(unit, row), channel)


# --- places -------------------------------------------------------------------------------------


def _place_of(unit: Unit, row: Delivery) -> str | None:
    surface = row.rules.surface
    if surface is Surface.CHANNEL:
        return row.channel or unit.workspaces.get(row.workspace_id).admin_channel
    if surface is Surface.GROUP:
        return unit.mentorships.get(_known(row.mentorship_id)).conversation
    return unit.people.get(_known(row.person_id)).dm_channel


def _unplaced(unit: Unit, row: Delivery, moment: datetime) -> Unplaced | None:
    """Who the conversation is to be opened with; a channel cannot be opened, so its row waits."""
    if row.rules.surface is Surface.CHANNEL:
        _wait(unit, row, moment + NOWHERE, "nowhere")
        return None
    people = tuple(sorted(person.slack_id for person in readers_of(unit, row)))
    return Unplaced(row, people, row.rules.surface is Surface.GROUP)


def keep_place(store: Store, delivery: Delivery, channel: str) -> None:
    """Keep the conversation that was opened for this row, before anything is said in it."""
    with store.unit() as unit:
        if delivery.rules.surface is Surface.GROUP:
            mentorship = _known(delivery.mentorship_id)
            unit.mentorships.change(mentorship, {"conversation": None}, {"conversation": channel})
        else:
            person = _known(delivery.person_id)
            unit.people.change(person, {"dm_channel": None}, {"dm_channel": channel})


# --- results ------------------------------------------------------------------------------------


def record(
    store: Store,
    delivery: Delivery,
    posted: Posted,
    moment: datetime,
    followup: Followup | None = None,
) -> bool:
    """Keep what became of a post; False where the row was taken over meanwhile.

    A request for silence and a refused workspace are kept in any case.
    """
    followup = followup or Followup()
    with store.unit() as unit:
        _heed(unit, delivery, posted, moment)
        changes = _settled(delivery, posted, moment)
        if posted.fate is Fate.DONE:
            changes |= {"channel": posted.channel, "ts": posted.ts}
            if not followup.still_says(unit, delivery):
                changes |= {"wanted": delivery.shown + 1, "edit_at": moment}
        kept = _change(unit, delivery, changes)
        if kept and changes.get("state") is State.DEAD:
            followup.on_dead(unit, delivery)
        return kept


def _settled(row: Delivery, posted: Posted, moment: datetime) -> dict[str, object]:
    """The columns that the fate of a post changes.

    A row that goes back keeps `sending_at`: its turn with the reader stays reserved.
    """
    after = settle(row, posted.fate, moment, posted.wait, posted.reason)
    names = [field.name for field in fields(row) if field.name != "sending_at"]
    return {
        name: getattr(after, name) for name in names if getattr(after, name) != getattr(row, name)
    }


def put_back(store: Store, delivery: Delivery, reason: str, moment: datetime) -> bool:
    """Put back a row that was certainly not posted, with back-off; False where it was taken
    over meanwhile."""
    with store.unit() as unit:
        row = unit.deliveries.get(delivery.id)
        if row.fence != delivery.fence or row.state not in (State.LEASED, State.SENDING):
            return False
        return _change(unit, row, _settled(row, Posted(Fate.NOT_SENT, reason=reason), moment))


def release(store: Store, rows: Sequence[Delivery], moment: datetime) -> int:
    """Give claimed rows back untouched, the attempt not counted; how many were still ours."""
    if not rows:
        return 0
    pending = {"state": State.PENDING, "lease_until": None, "next_at": moment}
    with store.unit() as unit:
        return sum(_change(unit, row, pending) for row in rows)


def resume(store: Store, workspace_id: str, moment: datetime) -> int:
    """The workspace speaks again (a new token): whatever is overdue is looked at now; how many
    rows that is."""
    overdue = {"workspace_id": workspace_id, "state": State.PENDING}
    with store.unit() as unit:
        unit.workspaces.change(workspace_id, {}, {"paused_reason": None})
        rows = [
            row for row in unit.deliveries.find(**overdue) if row.due_at <= moment < row.next_at
        ]
        return sum(_change(unit, row, {"next_at": moment}) for row in rows)


def mark_unconfirmed(unit: Unit, delivery: Delivery, reason: str) -> bool:
    """Nobody knows, and nobody will: reported, never resent; False where it was taken over."""
    changes = {"state": State.UNCONFIRMED, "reason": reason, "lease_until": None}
    return _change(unit, delivery, changes)


def _heed(unit: Unit, row: Delivery, posted: Posted, moment: datetime) -> None:
    workspace = unit.workspaces.get(row.workspace_id)
    if posted.fate is Fate.REFUSED_WORKSPACE and workspace.paused_reason is None:
        unit.workspaces.change(workspace.id, {}, {"paused_reason": posted.reason})
    if posted.wait is None:
        return
    gate = moment + timedelta(seconds=posted.wait)
    if workspace.post_gate is None or workspace.post_gate < gate:
        unit.workspaces.change(workspace.id, {}, {"post_gate": gate})


def _skip(unit: Unit, row: Delivery, reason: str) -> None:
    _change(unit, row, {"state": State.SKIPPED, "reason": reason, "lease_until": None})


def _wait(unit: Unit, row: Delivery, until: datetime, reason: str) -> None:
    pending = {"state": State.PENDING, "next_at": until, "lease_until": None, "reason": reason}
    _change(unit, row, pending)


def _change(unit: Unit, row: Delivery, to: Mapping[str, object]) -> bool:
    """Change the row where it is still in the state, and under the fence, in which it was read."""
    if not to:
        return True
    kept = discretion.over(unit, row, to)
    return unit.deliveries.change(row.id, {"state": row.state, "fence": row.fence}, kept)


def _known(row_id: str | None) -> str:
    if row_id is None:
        raise LookupError("the delivery does not say whom it reaches")
    return row_id
