"""What the people of the tour do by habit, and how a day of theirs goes by."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot import company
from bot.tour.hand import Habits
from bot.tour.teller import Teller

LIGHT = "Talk now and then, without me"
HOPE = "I want to say hard things without hurting people."
QUESTION = "How do I begin a hard talk?"

_TAP: Mapping[str, str] = {}

THEO: Habits = {
    "Yes, we met": _TAP,
    "Easy": _TAP,
    "Yes, I decided": _TAP,
    "Go on": _TAP,
    "Looks right": _TAP,
    "Yes, I can": _TAP,
    "Go on like this": _TAP,
    "Write my goal": {
        "sentence": "I say hard things early.",
        "evidence": "I ask before I comment.",
    },
    "Rate my goal": {"number": "4"},
    "Choose a number": {"number": "3"},
    "Note what I try": {"what": "Ask before I comment", "cue": "After the Monday meeting"},
    "Tell what happened": {"happened": "They thanked me."},
    "Round it off": {
        "changed": "I ask first.",
        "number": "8",
        "thanks": "You waited when I was silent.",
        "next": LIGHT,
    },
}

MAYA: Habits = {
    "Yes, we met": _TAP,
    "Easy": _TAP,
    "I did": _TAP,
    "I brought it": _TAP,
    "Go on": _TAP,
    "Looks right": _TAP,
    "Yes, I can": _TAP,
    "Go on like this": _TAP,
    "Round it off": {
        "changed": "I wait longer before I answer.",
        "thanks": "You tried it out.",
        "next": LIGHT,
    },
}

LENA: Habits = {"Yes, we met": _TAP, "Not yet easy": _TAP}

EVERYBODY: Mapping[str, Habits] = {"U_THEO": THEO, "U_MAYA": MAYA, "U_LENA": LENA}

_LOOKS_AT, _SATURDAY = 15, 5


def on(days: int, hour: int = 9, minute: int = 0) -> datetime:
    """This time in Madrid, so many days after the Monday on which the story begins."""
    moment = company.BEGINS + timedelta(days=days)
    return moment.replace(hour=hour, minute=minute)


def live(teller: Teller, until: datetime, people: Mapping[str, Habits] = EVERYBODY) -> None:
    """Let the days pass; each working day at three in Madrid everybody who was told something
    looks at it, and answers by habit."""
    now = teller.stage.clock.wall().astimezone(until.tzinfo)
    afternoon = now.replace(hour=_LOOKS_AT, minute=0, second=0, microsecond=0)
    if afternoon <= now:
        afternoon += timedelta(days=1)
    while afternoon <= until:
        teller.go_to(afternoon)
        if afternoon.weekday() < _SATURDAY:
            look(teller, people)
        afternoon += timedelta(days=1)
    teller.go_to(until)


def look(teller: Teller, people: Mapping[str, Habits] = EVERYBODY) -> None:
    """Everybody who was told something answers, until nobody has anything to answer."""
    while waiting := [one for one in people if one in teller.fresh]:
        teller.fresh -= set(waiting)
        for one in waiting:
            teller.hand(one).answers(people[one])
