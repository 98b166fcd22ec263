"""The office: the sandbox with one small cast, and a host whose time is moved by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import HandClock
from bot.content.reader import read
from bot.host import Host, Parts
from bot.pacing import Unhurried
from bot.ports import Store
from bot.timelapse import Timelapse
from handlers.slack_client import Access
from sandbox.client import Client, Person
from sandbox.server import Sandbox
from sandbox.workspace import Channel, Human, Workspace

TEAM = "T0MENTOR"
CHANNEL = "C0MENTORING"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
"""Where every story begins: a Monday at nine in Madrid, a week before the program."""

CAST = Workspace(
    team_id=TEAM,
    name="Northwind",
    domain="northwind",
    people=(
        Human("U_ADA", "ada", "Ada Lind", "Europe/Madrid"),
        Human("U_TOM", "tom", "Tom Reyes", "Europe/Madrid"),
        Human("U_NORA", "nora", "Nora Admin", "Europe/Madrid", is_admin=True),
        Human("U_THEO", "theo", "Theo Brandt", "Europe/Madrid"),
        Human("U_MAYA", "maya", "Maya Okafor", "Europe/London"),
        Human("U_JONAS", "jonas", "Jonas Weber", "Europe/Berlin"),
        Human("U_LENA", "lena", "Lena Novak", "Europe/Berlin"),
        Human("U_OTTO", "otto", "Otto Outsider", "America/New_York"),
        Human("U_GUEST", "guest", "Gus Guest", "Europe/Madrid", is_restricted=True),
    ),
    channels=(
        Channel(
            "C0MENTORING", "mentoring-coordinators", True, members=("U_ADA", "U_TOM", "U_NORA")
        ),
        Channel("C0PUBLIC", "general", members=("U_ADA", "U_THEO", "U_OTTO", "U_NORA")),
    ),
)


class Actor:
    """A person of the cast: like a sandbox person, but every act ends when the bot is done."""

    def __init__(self, person: Person, host: Host) -> None:
        self._person, self._host = person, host

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._person, name)
        if not callable(found):
            return found

        def act(*args: Any, **named: Any) -> Any:
            answer = found(*args, **named)
            self._host.listeners.finished(timeout=10)
            return answer

        return act


class Office:
    """A running bot in a pocket Slack; everybody acts through Slack, time only by hand."""

    def __init__(self, sandbox: Sandbox, host: Host, clock: HandClock) -> None:
        self.sandbox, self.host, self.clock = sandbox, host, clock
        self.slack = Client(sandbox.url)
        self.time = Timelapse(host, clock)
        self.theo, self.maya, self.jonas = map(self.person, ("U_THEO", "U_MAYA", "U_JONAS"))
        self.lena, self.otto = map(self.person, ("U_LENA", "U_OTTO"))
        self.ada, self.tom, self.nora = map(self.person, ("U_ADA", "U_TOM", "U_NORA"))

    def person(self, slack_id: str) -> Actor:
        """One of the cast."""
        return Actor(self.slack.person(slack_id), self.host)

    def settle(self) -> None:
        """What is due now is done."""
        self.time.settle()

    def go_to(self, moment: datetime) -> None:
        """Let time pass until then."""
        self.time.advance(moment)

    def pass_time(self, **step: float) -> None:
        """Let this much time pass."""
        self.go_to(self.clock.wall() + timedelta(**step))

    # --- the first stretch, as its people tap it ----------------------------------------------

    def open_program(self) -> None:
        """Nora, a workspace admin, starts the program in the coordinators' channel."""
        self.slack.invite_bot(CHANNEL, by="U_ADA")
        self.settle()
        self.nora.press("Start set-up", channel=CHANNEL)
        self.nora.submit()
        self.nora.fill("assistance", "Care line 4040")
        self.nora.fill("people_team", "people@northwind.example")
        self.nora.fill("harassment", "Ombuds office, room 2")
        self.nora.submit()
        self.settle()

    def join(self, who: Actor, role: str, line: str, *topics: str) -> None:
        """Somebody joins with three fields."""
        who.command("/mentor join")
        if role != "a mentor":
            who.choose_in_view(role, of="roles")
        who.fill("topics", list(topics))
        who.fill("hope" if role == "a mentor" else "lesson", line)
        who.submit()
        self.settle()

    def people_join(self) -> None:
        """Maya and Jonas offer to mentor, Theo looks for a mentor."""
        self.join(self.maya, "to be a mentor", "Silence is not kindness.", "giving feedback")
        self.join(self.jonas, "to be a mentor", "Plans change.", "giving feedback")
        hope = "I want to say hard things without hurting people."
        self.join(self.theo, "a mentor", hope, "giving feedback")

    def ask(self) -> None:
        """Theo asks Maya."""
        self.theo.press("See who fits")
        self.theo.press("Ask this mentor", in_view=True, within="Maya")
        self.settle()

    def accept(self) -> None:
        """Maya accepts the four lines, then Theo does."""
        self.maya.press("Accept")
        self.maya.submit()
        self.settle()
        self.theo.press("Accept and start")
        self.settle()

    def match(self) -> None:
        """From nothing to a mentorship of Theo and Maya."""
        self.open_program()
        self.people_join()
        self.go_to(MONDAY + timedelta(hours=2))
        self.ask()
        self.accept()


@contextmanager
def office(sandbox: Sandbox, store: Store, clock: HandClock) -> Iterator[Office]:
    """An office over this store, with a connected bot; stopped in order at the end."""
    slack = Client(sandbox.url)
    # A bot of an earlier story may not have hung up yet; its wire would take what is said here.
    slack.until(lambda: slack.connections == 0, timeout=10)
    sandbox.seed(CAST)
    access = Access(sandbox.bot_token, sandbox.api_url)
    host = Host(Parts(store, read(), access, clock, pace=Unhurried()))
    host.listen(sandbox.app_token)
    found = Office(sandbox, host, clock)
    found.slack.wait_until_connected()
    try:
        yield found
    finally:
        host.stop()
