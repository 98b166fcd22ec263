"""The day on which two look at their lines again: said once, inside the heartbeat where it fits."""

from datetime import date, timedelta

from bot.domain import hours
from bot.domain.deliveries import State
from bot.domain.facts import Fact, Term
from bot.domain.meetings import Meeting
from bot.domain.mentorships import Member
from bot.domain.participants import Role
from bot.ports import Unit
from bot.services import agreements, evidence
from bot.services.mentorships import Whole
from bot.services.seeing import Seen

TEMPLATE = "agreement.review"
"""The message that says so where no message before a talk does."""

NEAR = timedelta(days=3)
"""A talk so few days before the day already serves (ours)."""

AHEAD = timedelta(days=7)
"""How much earlier than before that talk a mentor may hear of it, who has fewer places (ours)."""

STILL = timedelta(days=14)
"""After which nobody is reminded any more (ours)."""


def day(unit: Unit, whole: Whole) -> date | None:
    """The day on which they want to look at their lines again; None before all find them right,
    and once the lines were changed around that day."""
    now = agreements.standing(unit, whole)
    if now.agreement is None or not now.by_all:
        return None
    found = date.fromisoformat(agreements.filled(now, now.terms).review)
    looked = hours.local_day(whole.everyone()[0], now.agreement.at)
    return None if looked > found - AHEAD else found


def serves(unit: Unit, whole: Whole, talk: Meeting) -> bool:
    """Whether this talk is the one for it: the first that is near the day, or after it."""
    review, when = day(unit, whole), _day_of(talk)
    if review is None or not review - NEAR <= when <= review + STILL:
        return False
    return not _served(unit, whole, (review - NEAR, when))


def word(unit: Unit, whole: Whole, talk: Meeting) -> Fact:
    """What the message before this talk says of it, or nothing."""
    return Term("before.review") if serves(unit, whole, talk) else ""


def due(unit: Unit, seen: Seen, member: Member) -> bool:
    """Whether this member is to hear of it in the place of a message of the stage: a mentor
    before the talk it is for, a mentee where no message before a talk says so."""
    review = day(unit, seen.whole)
    if review is None or _told(unit, seen.whole, member):
        return False
    today = hours.local_day(seen.whole.person(member), seen.moment)
    if member.role is Role.MENTEE:
        carried = seen.coming is not None and serves(unit, seen.whole, seen.coming)
        return review <= today <= review + STILL and not carried
    first = review - NEAR
    if seen.coming is not None:
        # A weekly mentor has a place for the stage before every second talk only.
        reach = first - AHEAD if seen.course.weekly else first
        near = reach <= _day_of(seen.coming) <= review + STILL
    else:
        near = review - AHEAD <= today <= review + STILL
    return near and not _served(unit, seen.whole, (first, today))


def _served(unit: Unit, whole: Whole, days: tuple[date, date]) -> bool:
    """Whether a talk was held on one of these days (the second excluded)."""
    first, over = days
    held = evidence.held(unit, whole.mentorship.id)
    return any(first <= _day_of(one) < over for one in held)


def _told(unit: Unit, whole: Whole, member: Member) -> bool:
    """Whether this member was told: in a message of its own, or before a talk that served."""
    found = unit.deliveries.find(
        template=(TEMPLATE, "before"),
        mentorship_id=whole.mentorship.id,
        person_id=member.person_id,
    )
    live = [one for one in found if one.state is not State.SKIPPED]
    talks = (unit.meetings.get(one.subject_id) for one in live if one.template == "before")
    own = any(one.template == TEMPLATE for one in live)
    return own or any(serves(unit, whole, one) for one in talks)


def _day_of(talk: Meeting) -> date:
    return hours.local(talk.starts_at, talk.zone).date()
