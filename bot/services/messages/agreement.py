"""What the messages about how the two work together say: a change, and the day to look again."""

from bot.domain.deliveries import Delivery
from bot.domain.facts import Mention
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services import agreements, mentorships, reviews


def changed(unit: Unit, delivery: Delivery) -> Message | None:
    """To the others: somebody changed the lines; then what became of it. None where it is over
    before it was sent."""
    whole = mentorships.whole(unit, delivery.mentorship_id or "")
    member = next((one for one in whole.members if one.person_id == delivery.person_id), None)
    if member is None or whole.ended_for(member):
        return None
    now = agreements.standing(unit, whole)
    facts = agreements.facts(now, member)
    if now.id == delivery.subject_id and not now.by(member):
        author = next(
            whole.person(one)
            for one in whole.members
            if now.agreement and one.participant_id == now.agreement.by
        )
        return Message("agreement.new", now.id, facts | {"partner": Mention(author.slack_id)})
    return Message("agreement.new.over", whole.mentorship.id, facts) if delivery.ts else None


def review(unit: Unit, delivery: Delivery) -> Message | None:
    """To each: the day has come on which they wanted to look at their lines again; None where
    that is over before it was sent."""
    whole = mentorships.whole(unit, delivery.mentorship_id or "")
    member = next((one for one in whole.members if one.person_id == delivery.person_id), None)
    if member is None or whole.ended_for(member):
        return None
    if reviews.day(unit, whole) is None:
        return Message("stage.done", whole.mentorship.id) if delivery.ts else None
    now = agreements.standing(unit, whole)
    return Message("agreement.review", now.id, agreements.facts(now, member))
