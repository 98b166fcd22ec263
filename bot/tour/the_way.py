"""The way of the tour: the weeks, through five stages, to the last thank-you."""

from bot import company
from bot.services import delivering
from bot.tour.beginning import Chapter, ask, joins
from bot.tour.people import live, look, on
from bot.tour.teller import Teller


def move(teller: Teller) -> None:
    """Theo sends his topics, then Maya moves the talk; Theo has heard enough for 48 hours."""
    theo = teller.hand("U_THEO")
    theo.presses("Send my topics")
    theo.sends()
    _another_time(teller, "U_MAYA", "Change the time", (9, "11:00"))


def _another_time(teller: Teller, who: str, button: str, to: tuple[int, str]) -> None:
    """Somebody sets a talk to so many days after the beginning, at this hour of theirs."""
    hand = teller.hand(who)
    hand.presses(button)
    hand.fills(starts_at="Another time", day=f"{on(to[0]):%Y-%m-%d}", hour=to[1])
    hand.sends()


def talk(teller: Teller) -> None:
    """They talk. Theo has had his two messages this week, so Maya alone is asked."""
    live(teller, on(10, 16))


def refused(teller: Teller) -> None:
    """Slack refuses the token over night; what was to be said is said the next morning."""
    stage = teller.stage
    teller.go_to(on(14, 16))
    hope = "I would like to lead my first team well."
    joins(teller, "U_SAM", "a mentor", hope, "leading a first team")
    teller.note("Slack refuses the bot's token.")
    stage.slack.fault("error", where={"channel": "D_JONAS"}, error="token_revoked")
    ask(teller, "U_SAM", "Jonas")
    teller.go_to(on(15, 10))
    teller.note("The app is installed again, and the bot starts with a fresh token.")
    delivering.resume(stage.host.store, stage.host.identity.team_id, stage.clock.wall())
    teller.settle()


def another_match(teller: Teller) -> None:
    """Lena asks Priya, and they set a time."""
    ask(teller, "U_LENA", "Priya")
    teller.go_to(on(15, 17))
    priya = teller.hand("U_PRIYA")
    priya.presses("Accept")
    priya.sends()
    teller.go_to(on(16, 11))
    teller.hand("U_LENA").presses("Accept and start")


def goal(teller: Teller) -> None:
    """Theo and Maya talk again; the tap is followed by the question of the second stage."""
    live(teller, on(16, 16))
    _another_time(teller, "U_LENA", "Pick a time", (23, "14:00"))


def silence(teller: Teller) -> None:
    """Jonas does not answer: one reminder, then Sam hears that he is not available."""
    live(teller, on(22, 18))


def off(teller: Teller) -> None:
    """The machine is off while Lena and Priya talk; nobody is asked about it days later."""
    teller.note("The machine of the bot is off from Tuesday evening to Friday afternoon.")
    teller.sleep_until(on(25, 16))
    look(teller)
    lena = teller.hand("U_LENA")
    lena.types("/mentor log")
    lena.sends()


def blameless(teller: Teller) -> None:
    """Lena ends it in two taps; Priya is told some working days later, without a reason."""
    lena = teller.hand("U_LENA")
    lena.presses_at_home("End or change this match")
    lena.presses("End only", in_form=True)


def away(teller: Teller) -> None:
    """Theo reads until when Maya is away and moves the talk; in these days she hears nothing."""
    maya = teller.hand("U_MAYA")
    maya.types("/mentor pause")
    maya.fills(first=f"{on(29):%Y-%m-%d}", last=f"{on(41):%Y-%m-%d}")
    maya.sends()
    teller.hand("U_THEO").opens_home()
    _another_time(teller, "U_THEO", "Change the time", (28, "12:00"))
    live(teller, on(42, 8))


def two_keys(teller: Teller) -> None:
    """Back again, both say ready; the way to doing more on one's own takes both."""
    live(teller, on(52, 9))


def step_back(teller: Teller) -> None:
    """It was early. Theo goes one step back, by one tap and without a reason."""
    teller.hand("U_THEO").presses_at_home("Go one step back")


def alone(teller: Teller) -> None:
    """They go on again; Theo is asked how sure he is, and what he decided alone."""
    live(teller, on(57, 16))
    teller.hand("U_THEO").presses_at_home("I am ready to go on")
    live(teller, on(84, 16))


def closing(teller: Teller) -> None:
    """Three questions round it off, with Theo's own beginning beside them."""
    live(teller, on(99, 16))


def afterwards(teller: Teller) -> None:
    """What is left: Theo's own lines at Home, counts for Ada, and quiet."""
    live(teller, on(100, 16))
    teller.hand("U_THEO").opens_home()
    teller.hand("U_ADA").types("/mentor admin", company.CHANNEL)


CHAPTERS: tuple[Chapter, ...] = (
    ("Maya moves the talk", move),
    ("They talk", talk),
    ("Slack refuses the bot for a night", refused),
    ("Lena and Priya begin", another_match),
    ("Theo has a goal", goal),
    ("Jonas does not answer", silence),
    ("The machine is off for some days", off),
    ("Lena ends it, and nobody is blamed", blameless),
    ("Maya is away", away),
    ("Two keys", two_keys),
    ("One step back", step_back),
    ("Becoming independent", alone),
    ("They round it off", closing),
    ("Afterwards", afterwards),
)
