"""A company in its second week: pairs who have just talked, and whom the bot has asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.processes import Pocket
from bot.clock import Clock, HandClock
from bot.content.reader import read
from bot.domain.deliveries import About, State, plan
from bot.domain.ids import delivery_id
from bot.domain.participants import Role
from bot.domain.programs import HelpContacts
from bot.host import Host, Parts
from bot.pacing import Unhurried
from bot.ports import Profile, Store, Unit
from bot.services import asking, enrollment, meetings, programs, requests, setup
from bot.services.enrollment import Enrollment
from handlers.slack_client import Access
from sandbox.client import Client
from sandbox.state import BOT_USER_ID
from sandbox.wire import ask
from sandbox.workspace import Channel, Human, Workspace

TEAM = "T0BENCH"
CHANNEL = "C0MENTORING"
ADMIN = "U_ADMIN"
ZONE = "Europe/Madrid"

_TOPIC = "giving feedback"
_TALK, _ASKED = time(10), time(14)
"""When they talked, and an hour at which everybody has been asked about it."""


@dataclass(frozen=True)
class Asked:
    """A mentee and the message that asks her whether they talked."""

    user: str
    channel: str
    ts: str


@dataclass(frozen=True)
class Days:
    """When the pairs met each other, when they talked, and when they have been asked."""

    begin: datetime
    talk: datetime
    asked: datetime


def mentee(number: int) -> str:
    """The Slack id of a mentee."""
    return f"U_MENTEE{number:04d}"


def mentor(number: int) -> str:
    """The Slack id of her mentor."""
    return f"U_MENTOR{number:04d}"


def workspace(pairs: int) -> Workspace:
    """Everybody, and the coordinators' channel with the bot in it."""
    ids = [make(number) for number in range(pairs) for make in (mentee, mentor)]
    people = tuple(Human(id, id.lower(), id.title(), ZONE) for id in ids)
    admin = Human(ADMIN, "admin", "Nora Admin", ZONE, is_admin=True)
    channel = Channel(CHANNEL, "mentoring-team", True, members=(ADMIN, BOT_USER_ID))
    return Workspace(TEAM, "Bench", "bench", (admin, *people), (channel,))


def furnish(slack: Pocket, pairs: int) -> None:
    """Let these people be in the workspace."""
    ask(slack.url, "seed", asdict(workspace(pairs)))


def days(now: datetime) -> Days:
    """The last working day whose early afternoon is over, and the same weekday before it."""
    zone = ZoneInfo(ZONE)
    day = now.astimezone(zone).date()
    while day.weekday() > 4 or datetime.combine(day, _ASKED, zone) >= now:
        day -= timedelta(days=1)
    asked = datetime.combine(day, _ASKED, zone)
    talk = datetime.combine(day, _TALK, zone)
    return Days(asked - timedelta(days=7), talk, asked)


@contextmanager
def unhurried(slack: Pocket, store: Store, clock: Clock) -> Iterator[Host]:
    """A bot inside this process that listens, and sends only when it is told to, without pace."""
    access = Access(slack.bot_token, slack.api_url)
    host = Host(Parts(store, read(), access, clock, pace=Unhurried()))
    host.listen(slack.app_token)
    Client(slack.url).wait_until_connected()
    try:
        yield host
    finally:
        host.stop()


def prepare(slack: Pocket, store: Store, pairs: int) -> tuple[Asked, ...]:
    """Bring everybody to where they have talked and were asked; raises RuntimeError where
    somebody was not."""
    furnish(slack, pairs)
    when = days(datetime.now(UTC))
    clock = HandClock(when.begin)
    with unhurried(slack, store, clock) as host:
        _open_program(store, when)
        for number in range(pairs):
            with store.unit() as unit:
                _match(unit, number, when)
        host.sender.drain(clock.wall())
        clock.advance_to(when.asked)
        host.wake()
        host.sender.drain(clock.wall())
    asked = _asked(store)
    if len(asked) < pairs:
        raise RuntimeError(f"only {len(asked)} of {pairs} mentees were asked about their talk")
    return asked


def _open_program(store: Store, when: Days) -> None:
    contacts = HelpContacts("Care line 4040", "people@bench.example", "Room 2", "112")
    with store.unit() as unit:
        outline = setup.Outline("career", when.begin.date(), "")
        program = setup.describe(unit, TEAM, CHANNEL, ADMIN, outline)
        setup.open_program(unit, program.id, contacts, ADMIN, when.begin)


def _match(unit: Unit, number: int, when: Days) -> None:
    """Both join, accept each other and set the talk."""
    at, roles = when.begin, (Role.MENTEE, Role.MENTOR)
    hoping = Enrollment(roles[:1], (_TOPIC,), hope="I want to say hard things without hurting.")
    offering = Enrollment(roles[1:], (_TOPIC,), lesson="Silence is not kindness.")
    seeker = enrollment.join(unit, TEAM, _profile(mentee(number)), hoping, at)
    giver = enrollment.join(unit, TEAM, _profile(mentor(number)), offering, at)
    request = asking.draft(unit, programs.open_now(unit, TEAM), seeker, giver, at)
    requests.open_request(unit, request, seeker, Role.MENTEE, at)
    requests.accept(unit, mentor(number), request.id, at)
    mentorship = unit.mentorships.find(request_id=request.id)[0]
    meetings.pick(unit, mentorship.id, mentee(number), when.talk, at)


def _profile(slack_id: str) -> Profile:
    return Profile(slack_id, ZONE, "en-US", active=True, admin=False, guest=False, bot=False)


def _asked(store: Store) -> tuple[Asked, ...]:
    with store.read() as unit:
        slack_ids = {one.id: one.slack_id for one in unit.people.find(workspace_id=TEAM)}
        rows = unit.deliveries.find(template="after", state=State.SENT)
    found = (Asked(slack_ids[row.person_id or ""], row.channel or "", row.ts or "") for row in rows)
    return tuple(one for one in found if one.user.startswith("U_MENTEE"))


def flood(store: Store, number: int) -> None:
    """Queue so many receipts to mentors, due now, each to be sent by itself."""
    now = datetime.now(UTC)
    with store.unit() as unit:
        everyone = unit.people.find(workspace_id=TEAM)
        mentors = [one.id for one in everyone if one.slack_id.startswith("U_MENTOR")]
        for turn in range(number):
            person = mentors[turn % len(mentors)]
            row = plan("receipt", "reply.hello", About(TEAM, "talk", person, person), now)
            key = f"{row.key}/bench/{now.isoformat()}/{turn}"
            unit.deliveries.queue(replace(row, id=delivery_id(key), key=key))
