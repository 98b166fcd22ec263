"""The quiet budget: what may reach whom, and when (docs/quiet.md)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import limits
from bot.domain.deliveries import Budget, Delivery, WhenAway
from bot.domain.limits import NEVER, Case, Situation, opening, owes_quiet_note
from bot.domain.people import Person
from bot.domain.rhythm import drops_before, introduction_opening, preferred_day, reserved

__all__ = [
    "HISTORY",
    "RULES",
    "Later",
    "Rule",
    "Send",
    "Situation",
    "Skip",
    "Verdict",
    "after_sending",
    "drops_before",
    "introduction_opening",
    "owes_quiet_note",
    "preferred_day",
    "reserved",
    "verdict",
]

HISTORY = timedelta(days=200)
"""How far back `Situation.sent` reaches: five messages a fortnight apart, two months in which
there is one a month, and leave in between."""


@dataclass(frozen=True)
class Send:
    """It may go now."""


@dataclass(frozen=True)
class Later:
    """Ask again at `at`, which lies ahead; `reason` is the rule that holds it."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class Skip:
    """It will not be sent; `reason` is the rule that says so."""

    reason: str


Verdict = Send | Later | Skip

Check = Callable[[Case], datetime | None]
"""The instant before which a rule does not let a delivery pass, NEVER, or None."""


@dataclass(frozen=True)
class Rule:
    """A row of the table in the docs. Without a `check` it is kept where messages are planned;
    `counted` rules are for counted messages only."""

    name: str
    value: str
    words: str
    check: Check | None = None
    counted: bool = True


def verdict(delivery: Delivery, situation: Situation, moment: datetime) -> Verdict:
    """Whether this may be sent now, later or not at all.

    What cannot pass before it expires is skipped at once, under the rule that stops it; a kind
    that is held waits for its expiry, since its reader may come back sooner.
    """
    case = Case(delivery, situation, moment)
    stops = _stops(case)
    if not stops:
        return Send()
    at, name = max(stops, key=lambda stop: stop[0])
    at = at if at == NEVER else opening(case, at)
    if at < delivery.expires_at:
        return Later(at, name)
    if at < NEVER and delivery.rules.when_away is WhenAway.HELD:
        return Later(delivery.expires_at, name)
    return Skip(name)


def after_sending(delivery: Delivery, person: Person, moment: datetime) -> Person:
    """The person once this was sent: after a counted message, 48 hours of quiet."""
    if delivery.rules.budget is not Budget.COUNTED:
        return person
    until = moment + limits.APART
    return replace(person, next_allowed_at=max(until, person.next_allowed_at or until))


def _stops(case: Case) -> list[tuple[datetime, str]]:
    """The rules that stop this now, with the instant each lets it pass; in the table's order."""
    budgeted = case.delivery.rules.budget is Budget.COUNTED
    checks = ((rule.name, rule.check) for rule in RULES if budgeted or not rule.counted)
    found = ((check(case), name) for name, check in checks if check is not None)
    return [(at, name) for at, name in found if at is not None and at > case.moment]


RULES: tuple[Rule, ...] = (
    Rule("expired", "by kind", "A message that came too late is dropped.", limits.expired, False),
    Rule(
        "gone",
        "always",
        "Nothing goes to somebody who left; while that is in question, it waits.",
        limits.gone,
        False,
    ),
    Rule(
        "workspace",
        "until restored",
        "While Slack refuses the bot, everything waits.",
        limits.workspace,
        False,
    ),
    Rule(
        "program",
        "open",
        "A program that is not open sends receipts and safety messages only; a closed one also "
        "tells that it ended.",
        limits.program,
        False,
    ),
    Rule(
        "ended",
        "always",
        "About a mentorship that ended, only its end is told.",
        limits.ended,
        False,
    ),
    Rule(
        "stopped",
        "by choice",
        "Who chose to hear nothing by itself gets answers, receipts, safety and consent only; "
        "what waits stands at Home.",
        limits.stopped,
        False,
    ),
    Rule(
        "away",
        "by kind",
        "In a pause or a snooze, what waits for an answer is held and the rest is dropped.",
        limits.away,
        False,
    ),
    Rule(
        "hours",
        "09:30-16:30",
        "Only on the person's own working days and inside their hours, less half an hour at "
        "both ends; never on a company closure. A group message waits 24 hours for hours that "
        "suit everybody, then takes anybody's.",
        limits.in_hours,
        False,
    ),
    Rule(
        "one_matter",
        f"{limits.ON_ONE_MATTER}",
        "About one matter a message and one reminder, then silence until something changes.",
        limits.one_matter,
        False,
    ),
    Rule(
        "a_week",
        f"{limits.A_WEEK} in 7 days",
        "At most two a week, everything counted.",
        limits.a_week,
    ),
    Rule(
        "half_volume",
        f"{limits.HALF_A_WEEK} in 7 days",
        "At half volume at most one a week.",
        limits.half_volume,
    ),
    Rule("a_day", "1", "At most one a day.", limits.a_day),
    Rule(
        "apart",
        "48 hours",
        "48 hours between two, except between the halves of one heartbeat.",
        limits.apart,
    ),
    Rule(
        "surveys",
        f"1 in {limits.SURVEYS_APART} days",
        "Two short questions about how it goes come at most once in three weeks, and in the "
        "place of another message.",
        limits.surveys,
    ),
    Rule(
        "three_ignored",
        f"1 in {limits.FEWER_DAYS} days",
        "After three ignored in a row at most one every two weeks; any tap begins anew.",
        limits.fewer,
    ),
    Rule(
        "five_ignored",
        f"1 in {limits.RARE_DAYS} days",
        "After five ignored in a row a word that it gets quiet, then at most one a month.",
        limits.rare,
    ),
    Rule(
        "silence",
        f"{limits.RARE_FOR} days",
        "Two months later none at all, until a tap.",
        limits.silence,
    ),
    Rule(
        "one_late",
        "1 in 20 hours",
        "After downtime at most one late message in 20 hours.",
        limits.one_late,
    ),
    Rule(
        "heartbeat",
        "before + after",
        "The two messages of one talk count, and need no 48 hours between them. A mentor gets "
        "the first only with something in it.",
    ),
    Rule(
        "stage_place",
        "1 in 14 days",
        "One place each fortnight is kept for the stage; in that week a weekly mentorship gets "
        "no message before its talk unless something is parked.",
    ),
    Rule(
        "asking",
        "outside",
        "A request or an invitation waits for the person's own answer and is not counted.",
    ),
    Rule("free", "free", "Replies to a tap, confirmations, safety and consent are not counted."),
    Rule("digest", "1", "News of several mentorships comes as one message."),
    Rule("preferred_days", "Tuesday to Thursday", "Preferred for planning, never required."),
)
"""The one table; the docs are made from it."""
