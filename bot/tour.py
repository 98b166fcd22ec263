"""The tour: the story of one program, told over the same wire as in Slack, the same each time.

A step is a title and a function; to go on with the story, add one to STEPS and store what is
told then: `REWRITE_STORIES=1 pytest tests/bot/test_tour.py`.
"""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot import company
from bot.clock import HandClock
from bot.demo import staged
from bot.domain.ids import drawn_from
from bot.services import delivering
from bot.telling import Hand, Teller

STORED = Path(__file__).with_name("tour.txt")
SEED = 20261123
MONDAY = company.BEGINS
END = "(the end)"


@dataclass(frozen=True)
class Step:
    """A part of the story."""

    title: str
    play: Callable[[Teller], None]


def told() -> Generator[str]:
    """The story as it is told now, line by line."""
    clock = HandClock(MONDAY)
    with drawn_from(SEED), staged(clock) as stage:
        teller = Teller(stage, company.COMPANY)
        for step in STEPS:
            before = len(teller.lines)
            teller.chapter(step.title)
            step.play(teller)
            yield from teller.lines[before:]


def stored() -> list[str]:
    """The story as it was read and found good."""
    return STORED.read_text(encoding="utf-8").splitlines()


def tell(show: Callable[[str], object]) -> tuple[str, ...]:
    """Show the story line by line, up to where it parts from the stored one; where that is, in a
    few lines, or nothing."""
    good = stored()
    place = 0
    with closing(told()) as lines:
        for place, line in enumerate(lines, start=1):
            show(line)
            expected = good[place - 1] if place <= len(good) else END
            if line != expected:
                return _parted(place, expected, line)
    return _parted(place + 1, good[place], END) if place < len(good) else ()


def _parted(place: int, stored: str, told: str) -> tuple[str, ...]:
    return (
        f"From line {place} of {STORED.name} on this is another story:",
        f"  stored: {stored}",
        f"  told:   {told}",
    )


# --- the steps ----------------------------------------------------------------------------------


def set_up(teller: Teller) -> None:
    """Nora, a workspace admin, starts the program in the coordinators' channel."""
    nora = teller.hand("U_NORA")
    teller.note("Ada invites the bot to the private channel of the coordinators.")
    teller.stage.slack.invite_bot(company.CHANNEL, by="U_ADA")
    teller.settle()
    nora.presses("Start set-up")
    nora.sends()
    for field, words in company.CONTACTS:
        nora.fills(field, words)
    nora.sends()


def join(teller: Teller) -> None:
    """Two people offer to be mentors, one looks for a mentor."""
    for who, line in (
        ("U_MAYA", "Silence is not kindness."),
        ("U_JONAS", "Plans change; tell people early."),
    ):
        _joins(teller.hand(who), "to be a mentor", ("lesson", line))
    hope = "I want to say hard things without hurting people."
    _joins(teller.hand("U_THEO"), "a mentor", ("hope", hope))


def _joins(hand: Hand, role: str, line: tuple[str, str]) -> None:
    hand.types("/mentor join")
    if role != "a mentor":
        hand.chooses(role, "roles")
    hand.fills("topics", ["giving feedback"])
    hand.fills(*line)
    hand.sends()


def ask(teller: Teller) -> None:
    """Theo asks in the evening; Maya reads it in her own morning."""
    teller.note("The evening comes. Theo is still at work, Maya is not.")
    teller.go_to(MONDAY + timedelta(hours=11))
    theo = teller.hand("U_THEO")
    theo.presses("See who fits")
    theo.presses("Ask this mentor", beside="Maya", in_form=True)
    teller.go_to(_on(1, 11))


def accept(teller: Teller) -> None:
    """Both accept the four lines, then they are introduced."""
    maya = teller.hand("U_MAYA")
    maya.presses("Accept")
    maya.sends()
    teller.hand("U_THEO").presses("Accept and start")


def prepare(teller: Teller) -> None:
    """They set a time; Theo keeps a question, which comes back the day before."""
    maya = teller.hand("U_MAYA")
    maya.presses("Pick a time")
    maya.sends()
    theo = teller.hand("U_THEO")
    theo.types("/mentor note")
    theo.fills("text", "How do I begin a hard talk?")
    theo.sends()
    teller.go_to(_on(2, 17))


def move(teller: Teller) -> None:
    """Theo sends his topics, then Maya moves the talk; Theo has heard enough for 48 hours."""
    theo = teller.hand("U_THEO")
    theo.presses("Send my topics")
    theo.sends()
    maya = teller.hand("U_MAYA")
    maya.presses("Change the time", beside="Your talk is set")
    maya.fills("starts_at", "Another time")
    maya.fills("day", f"{_on(4, 0):%Y-%m-%d}")
    maya.fills("hour", "11:00")
    maya.sends()
    teller.go_to(_on(4, 11))


def talk(teller: Teller) -> None:
    """They talk. Theo has had his two messages this week, so Maya alone is asked."""
    teller.go_to(_on(4, 15))
    maya = teller.hand("U_MAYA")
    maya.presses("Yes, we met")
    maya.presses("Easy")


def refused(teller: Teller) -> None:
    """Slack refuses the token over night; what was to be said is said the next morning."""
    stage = teller.stage
    teller.go_to(_on(7, 15))
    sam = teller.hand("U_SAM")
    _joins(sam, "a mentor", ("hope", "I would like to be heard in meetings."))
    teller.go_to(_on(7, 16))
    teller.note("Slack refuses the bot's token.")
    stage.slack.fault("error", where={"channel": "D_JONAS"}, error="token_revoked")
    sam.presses("See who fits")
    sam.presses("Ask this mentor", beside="Jonas", in_form=True)
    teller.go_to(_on(8, 10))
    teller.note("The app is installed again, and the bot starts with a fresh token.")
    delivering.resume(stage.host.store, stage.host.identity.team_id, stage.clock.wall())
    teller.settle()


def off(teller: Teller) -> None:
    """The machine is off while they talk a second time; nobody is asked about it days later."""
    teller.go_to(_on(9, 18))
    teller.note("The machine of the bot is off until Monday.")
    teller.sleep_until(_on(14, 10))
    teller.go_to(_on(14, 16))
    theo = teller.hand("U_THEO")
    theo.types("/mentor log")
    theo.fills("day", f"{_on(11, 0):%Y-%m-%d}")
    theo.sends()


STEPS: tuple[Step, ...] = (
    Step("Nora starts a program", set_up),
    Step("Three people join", join),
    Step("Theo asks Maya", ask),
    Step("Both say yes", accept),
    Step("Before they talk", prepare),
    Step("Maya moves the talk", move),
    Step("They talk", talk),
    Step("Slack refuses the bot for a night", refused),
    Step("The machine is off for some days", off),
)
"""The story, in order."""


def _on(days: int, hour: int) -> datetime:
    """This hour in Madrid, so many days after the story began."""
    return (MONDAY + timedelta(days=days)).replace(hour=hour, minute=0)
