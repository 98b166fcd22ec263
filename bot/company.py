"""The sample company of the demo: its people, and how far they are when the curtain rises."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.client import Client
from sandbox.workspace import Channel, Human, Workspace

CHANNEL = "C0MENTORING"
BEGINS = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
"""A Monday morning, a week before the program's first day."""

_MADRID, _LONDON, _NEW_YORK = "Europe/Madrid", "Europe/London", "America/New_York"

COMPANY = Workspace(
    team_id="T0NORTHWIND",
    name="Northwind",
    domain="northwind",
    people=(
        Human("U_THEO", "theo", "Theo Brandt", _MADRID),
        Human("U_MAYA", "maya", "Maya Okafor", _LONDON),
        Human("U_JONAS", "jonas", "Jonas Weber", _MADRID),
        Human("U_LENA", "lena", "Lena Novak", _LONDON),
        Human("U_SAM", "sam", "Sam Rivera", _NEW_YORK),
        Human("U_PRIYA", "priya", "Priya Nair", _NEW_YORK),
        Human("U_ADA", "ada", "Ada Lind", _MADRID),
        Human("U_TOM", "tom", "Tom Reyes", _LONDON),
        Human("U_NORA", "nora", "Nora Haddad", _MADRID, is_admin=True),
        Human("U_OTTO", "otto", "Otto Outsider", _LONDON),
    ),
    channels=(
        Channel(CHANNEL, "mentoring-team", True, members=("U_ADA", "U_TOM", "U_NORA")),
        Channel("C0GENERAL", "general", members=tuple(f"U_{n}" for n in ("THEO", "ADA", "OTTO"))),
    ),
)

JOINING = (
    ("U_MAYA", "to be a mentor", "Silence is not kindness.", ("giving feedback",)),
    ("U_JONAS", "to be a mentor", "Plans change; tell people early.", ("leading a first team",)),
    ("U_PRIYA", "to be a mentor", "Ask before you fix.", ("giving feedback", "presenting")),
    ("U_LENA", "a mentor", "I would like to lead meetings calmly.", ("presenting",)),
)

CONTACTS = (
    ("assistance", "Care line 4040"),
    ("people_team", "people@northwind.example"),
    ("harassment", "Ombuds office, room 2"),
)
"""Where people at Northwind find help, by field of the form."""


def prepare(slack: Client, settle: Callable[[], None]) -> None:
    """Open the program and let some people join, by the taps they would make themselves.

    `settle` does what is due after a tap. Theo, Sam and Otto have done nothing yet.
    """
    slack.invite_bot(CHANNEL, by="U_ADA")
    settle()
    nora = slack.person("U_NORA")
    nora.press("Start set-up", channel=CHANNEL)
    nora.wait_for_view("What is it for?")
    nora.submit()
    for field, words in CONTACTS:
        nora.fill(field, words)
    nora.submit()
    nora.close_view(whole_stack=True)
    settle()
    for slack_id, role, line, topics in JOINING:
        person = slack.person(slack_id)
        person.command("/mentor join")
        person.wait_for_view("I would like")
        if role != "a mentor":
            person.choose_in_view(role, of="roles")
            person.wait_for_view("the hard way")
        person.fill("topics", list(topics))
        person.fill("hope" if role == "a mentor" else "lesson", line)
        person.submit()
        person.close_view(whole_stack=True)
        settle()
