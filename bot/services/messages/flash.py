"""What the messages about a single talk say, beside those it shares with every request."""

from bot.domain.deliveries import Delivery
from bot.domain.facts import Fact, Mention, Several
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.ports import Unit
from bot.services import flash, mentorships


def over(unit: Unit, delivery: Delivery) -> Message:
    """To the mentee, on the promised day: nobody had half an hour."""
    return Message("flash.over", unit.rounds.get(delivery.subject_id).participant_id)


def again(unit: Unit, delivery: Delivery) -> Message | None:
    """To each after the talk: would you meet again? And what came of it, only if both would."""
    whole = mentorships.whole(unit, delivery.subject_id)
    member = next((one for one in whole.members if one.person_id == delivery.person_id), None)
    if member is None:
        return None
    partners = tuple(Mention(one.slack_id) for one in whole.partners(member))
    facts: dict[str, Fact] = {"partner": Several(partners)}
    said = flash.answer(unit, whole, member)
    if said is None:
        text = "flash.again.mentee" if member.role is Role.MENTEE else "flash.again.mentor"
        return Message(text, whole.mentorship.id, facts)
    if said == flash.NO or not flash.both(unit, whole):
        return Message(f"flash.said.{said}", whole.mentorship.id, facts)
    text = "flash.both" if flash.goes_on(unit, whole) else "flash.both.later"
    return Message(text, whole.mentorship.id, facts)


def came(unit: Unit, delivery: Delivery) -> Message | None:
    """To the mentee, two weeks later: what came of it? None where the two talk on anyway."""
    whole = mentorships.whole(unit, delivery.subject_id)
    member = next((one for one in whole.members if one.person_id == delivery.person_id), None)
    if member is None or unit.participants.get(member.participant_id).left_at is not None:
        return None
    told = flash.came(unit, whole, member)
    if told is None and flash.together_now(unit, whole):
        return None
    partners = tuple(Mention(one.slack_id) for one in whole.partners(member))
    text = "flash.came" if told is None else "flash.came.told"
    return Message(text, whole.mentorship.id, {"partner": Several(partners)})
