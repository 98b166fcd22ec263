"""Counting: every message that people can see, against every row of the outbox."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from bot.content.reader import read
from bot.domain.deliveries import Delivery, State
from bot.host import rendered
from bot.ports import Store
from bot.services.gate import locale_of
from bot.services.messages import compose
from handlers.messenger import EVENT_TYPE
from sandbox.client import Client, SeenMessage
from sandbox.state import BOT_USER_ID

Seen = Mapping[str, list[str]]
"""By delivery id the `ts` of every message that carries it."""

UNHEARD = (State.PENDING, State.SKIPPED, State.DEAD)


def seen(slack: Client) -> Seen:
    """What stands in the sandbox now, read as its people read it."""
    found: dict[str, set[str]] = defaultdict(set)
    for message in _messages(slack):
        marked = message.metadata or {}
        assert marked.get("event_type") == EVENT_TYPE, f"no delivery id: {message.words}"
        found[marked["event_payload"]["id"]].add(message.ts)
    return {id: sorted(stamps) for id, stamps in found.items()}


def _messages(slack: Client) -> Iterator[SeenMessage]:
    """Every message of the bot, once for each of its readers."""
    people = [person["id"] for person in slack.state()["people"] if person["id"] != BOT_USER_ID]
    for person in people:
        for message in slack.person(person).messages():
            if message.author == "bot" and not message.ephemeral:
                yield message


def rows(store: Store) -> tuple[Delivery, ...]:
    """The whole outbox."""
    with store.read() as unit:
        return unit.deliveries.find()


def complaints(outbox: Iterable[Delivery], messages: Seen, moment: datetime) -> list[str]:
    """What is wrong, once everything is recovered, one line each: said twice, lost, still open,
    or kept otherwise than it was said."""
    known = {row.id: row for row in outbox}
    found = [f"{id} is nobody's" for id in messages if id not in known]
    for row in known.values():
        found += [f"{row.template}: {what}" for what in _wrong(row, messages, moment)]
    return sorted(found)


def _wrong(row: Delivery, messages: Seen, moment: datetime) -> Iterable[str]:
    stamps = messages.get(row.id, [])
    if len(stamps) > 1:
        yield f"said {len(stamps)} times"
    if row.state in (State.LEASED, State.SENDING):
        yield "still open"
    if row.state is State.SENT and stamps != [row.ts]:
        yield f"kept as {row.ts}, seen as {stamps}"
    if row.state in UNHEARD and stamps:
        yield f"{row.state}, and seen"
    if row.state is State.PENDING and row.next_at <= moment:
        yield "left behind"
    if row.state is State.UNCONFIRMED and row.rules.surface == "dm":
        yield "given up"


def outdated(store: Store, slack: Client, ids: Collection[str]) -> list[str]:
    """Which of these sent messages do not show the state of the moment, one line each."""
    library = read()
    shown = {(one.channel, one.ts): (one.text, _bare(one.blocks)) for one in _messages(slack)}
    found = []
    with store.read() as unit:
        for row in map(unit.deliveries.get, ids):
            message = compose(unit, row)
            assert message is not None
            body = rendered(library, message, locale_of(unit, row))
            if shown.get((str(row.channel), str(row.ts))) != (body.text, _bare(body.blocks)):
                found.append(f"{row.template} in {row.channel}")
    return sorted(found)


def _bare(part: object) -> object:
    """Blocks without the ids that Slack adds."""
    if isinstance(part, Mapping):
        ids = ("block_id", "action_id")
        return {name: _bare(value) for name, value in part.items() if name not in ids}
    if isinstance(part, list | tuple):
        return [_bare(each) for each in part]
    return part
