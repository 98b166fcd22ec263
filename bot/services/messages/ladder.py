"""What is said to two who do not talk: the words, the receipt of a rest, the end without fault."""

from bot.domain import hours
from bot.domain.deliveries import Delivery
from bot.domain.facts import Day, Fact, Mention, Several
from bot.domain.mentorships import Member
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services import afterwards, ladder, mentorships
from bot.services.mentorships import Whole

DONE = "stage.done"
"""What such a word says once there was a sign of life."""


def word(unit: Unit, delivery: Delivery) -> Message | None:
    """One of the words; None before it is sent where a talk is planned or was held since."""
    found = _reader(unit, delivery)
    if found is None:
        return None
    whole, member = found
    at = delivery.sent_at or delivery.next_at
    planned = mentorships.planned(unit, whole.mentorship.id)
    coming = planned is not None and planned.starts_at > at
    if coming or ladder.last_sign(unit, whole).subject != delivery.subject_id:
        return Message(DONE, whole.mentorship.id) if delivery.ts else None
    return Message(delivery.template, whole.mentorship.id, _facts(whole, member))


def rest(unit: Unit, delivery: Delivery) -> Message | None:
    """The receipt of a rest that began by itself: until when, and that it goes on at any time."""
    found = _reader(unit, delivery)
    if found is None:
        return None
    whole, member = found
    still = unit.standstills.get(delivery.subject_id)
    if still.over_at is not None:
        return Message("ladder.rest.over", whole.mentorship.id) if delivery.ts else None
    pauses = unit.pauses.find(mentorship_id=whole.mentorship.id)
    until = max(one.until for one in pauses)
    day = Day(hours.local_day(whole.person(member), until))
    return Message("ladder.rest", whole.mentorship.id, {**_facts(whole, member), "day": day})


def lapsed(unit: Unit, delivery: Delivery) -> Message:
    """To each: it has ended, which is nobody's fault, and what they would like next."""
    whole = mentorships.whole(unit, delivery.mentorship_id or "")
    member = next(one for one in whole.members if one.person_id == delivery.person_id)
    followed = afterwards.followed(unit, member, delivery.subject_id)
    if followed is not None and delivery.ts is not None:
        return followed
    facts = {**_facts(whole, member), "place": afterwards.place(unit, member)}
    return Message(f"ended.lapsed.{member.role}", delivery.subject_id, facts)


def _reader(unit: Unit, delivery: Delivery) -> tuple[Whole, Member] | None:
    whole = mentorships.whole(unit, delivery.mentorship_id or "")
    member = next((one for one in whole.members if one.person_id == delivery.person_id), None)
    return None if member is None or whole.ended_for(member) else (whole, member)


def _facts(whole: Whole, member: Member) -> dict[str, Fact]:
    return {"partner": Several(tuple(Mention(one.slack_id) for one in whole.partners(member)))}
