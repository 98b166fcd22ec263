"""The beginning of the tour: a program opens, people join, ask and are introduced, and talk."""

from collections.abc import Callable

from bot import company
from bot.tour.people import HOPE, QUESTION, on
from bot.tour.teller import Teller

Chapter = tuple[str, Callable[[Teller], None]]
"""A title, and what happens."""


def set_up(teller: Teller) -> None:
    """Nora, a workspace admin, starts the program in the coordinators' channel."""
    nora = teller.hand("U_NORA")
    teller.note("Ada invites the bot to the private channel of the coordinators.")
    teller.stage.slack.invite_bot(company.CHANNEL, by="U_ADA")
    teller.settle()
    nora.presses("Start set-up")
    nora.sends()
    nora.fills(**dict(company.CONTACTS))
    nora.sends()


def outside(teller: Teller) -> None:
    """Otto takes no part; what is for others is refused, and says what he can do."""
    otto = teller.hand("U_OTTO")
    for words in ("admin", "setup", "log", "goal"):
        otto.types(f"/mentor {words}")
    otto.opens_home()


def join(teller: Teller) -> None:
    """Three people offer to be mentors, two look for one."""
    for who, role, line, topics in company.JOINING:
        joins(teller, who, role, line, *topics)
    joins(teller, "U_THEO", "a mentor", HOPE, "giving feedback")


def joins(teller: Teller, who: str, role: str, line: str, *topics: str) -> None:
    """Somebody joins with three fields."""
    hand = teller.hand(who)
    hand.types("/mentor join")
    if role != "a mentor":
        hand.chooses(role, "roles")
    hand.fills(topics=list(topics))
    hand.fills(**{"hope" if role == "a mentor" else "lesson": line})
    hand.sends()


def passed(teller: Teller) -> None:
    """Theo asks Priya, who has no time; he reads only that she is not available."""
    teller.go_to(on(0, 10))
    ask(teller, "U_THEO", "Priya")
    teller.go_to(on(0, 17))
    teller.hand("U_PRIYA").presses("Pass")
    teller.go_to(on(1, 18))


def asked(teller: Teller) -> None:
    """Theo asks Maya in the evening; she reads it in her own morning, and both accept."""
    teller.note("It is evening. Theo is still at work, Maya is not.")
    teller.go_to(on(1, 20))
    ask(teller, "U_THEO", "Maya")
    teller.go_to(on(2, 11))
    maya = teller.hand("U_MAYA")
    maya.presses("Accept")
    maya.sends()
    teller.hand("U_THEO").presses("Accept and start")


def ask(teller: Teller, who: str, mentor: str) -> None:
    """Somebody looks at who fits, and asks one."""
    hand = teller.hand(who)
    hand.presses("See who fits")
    hand.presses("Ask this mentor", beside=mentor, in_form=True)


def prepare(teller: Teller) -> None:
    """They set a time; Theo keeps a question, which comes back the day before."""
    maya = teller.hand("U_MAYA")
    maya.presses("Pick a time")
    maya.sends()
    theo = teller.hand("U_THEO")
    theo.types("/mentor note")
    theo.fills(text=QUESTION)
    theo.sends()
    teller.go_to(on(7, 17))


CHAPTERS: tuple[Chapter, ...] = (
    ("Nora starts a program", set_up),
    ("Otto takes no part", outside),
    ("Five people join", join),
    ("Theo asks Priya, who passes", passed),
    ("Theo asks Maya, and both say yes", asked),
    ("Before they talk", prepare),
)
