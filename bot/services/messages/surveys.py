"""What the two questions of the second week say, in their present state."""

from bot.domain.deliveries import Delivery
from bot.domain.facts import Fact, Mention, Several
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services import mentorships, surveys


def survey(unit: Unit, delivery: Delivery) -> Message | None:
    """The first question, on its answer the second one, then thanks."""
    whole = mentorships.whole(unit, delivery.subject_id)
    member = next((one for one in whole.members if one.person_id == delivery.person_id), None)
    if member is None or whole.ended_for(member):
        return None
    partners = tuple(Mention(one.slack_id) for one in whole.partners(member))
    facts: dict[str, Fact] = {"partner": Several(partners)}
    if surveys.is_done(unit, whole, member):
        return Message("survey.done", whole.mentorship.id, facts)
    half = surveys.said(unit, whole, member)
    if half is None:
        return Message("survey", whole.mentorship.id, facts)
    text = "survey.go.low" if half.value == "not_yet" else "survey.go"
    return Message(text, whole.mentorship.id, facts)
