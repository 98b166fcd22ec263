"""What the messages of the stages say: those of the library, and "ready?"."""

from bot.domain import prompts
from bot.domain.access import shown
from bot.domain.deliveries import Delivery
from bot.domain.facts import Fact, Mention, Quote, Several, Term
from bot.domain.mentorships import Member, Stage
from bot.domain.messages import Message
from bot.domain.stages import TWO_KEYS
from bot.ports import Unit
from bot.services import agreeing, agreements, evidence, goals, mentorships, stages
from bot.services.mentorships import Whole

DONE = "stage.done"
"""What a message of the library says once it was answered."""


def prompt(unit: Unit, delivery: Delivery) -> Message | None:
    """A message of the library, for as long as it fits its reader; once what it asks for is
    there, it says thanks. None where it no longer fits before it was sent."""
    found = _reader(unit, delivery)
    if found is None:
        return None
    whole, member = found
    facts = evidence.facts(unit, whole, member, delivery.sent_at or delivery.next_at)
    when = delivery.params.get("when")
    fits = prompts.holds(when if isinstance(when, list) else (), facts)
    sent = delivery.ts is not None
    if not sent and not (fits and _in_stage(unit, whole, delivery)):
        return None
    said = _facts(unit, whole, member)
    if sent and not fits:
        return Message(DONE, whole.mentorship.id, said)
    if delivery.template == agreeing.CARD:
        lines = agreements.standing(unit, whole)
        return Message(delivery.template, lines.id, said | agreements.facts(lines, member))
    return Message(delivery.template, whole.mentorship.id, said)


def asked(unit: Unit, delivery: Delivery) -> Message | None:
    """To the others: somebody is ready for the next stage; then what became of it."""
    found = _reader(unit, delivery)
    if found is None:
        return None
    whole, member = found
    word = unit.stage_answers.get(delivery.subject_id)
    facts = _facts(unit, whole, member) | {"stage": Term(f"stage.{word.stage}")}
    now = stages.standing(unit, whole)
    if now.keys is None or now.keys.target is not word.stage or word not in now.keys.said:
        return Message("stage.asked.over", whole.mentorship.id, facts) if delivery.ts else None
    mine = now.keys.word(member.participant_id)
    if mine is not None and mine.at >= word.at:
        text = "stage.asked.ready" if mine.ready else "stage.asked.not_yet"
        return Message(text, whole.mentorship.id, facts) if delivery.ts else None
    text = "stage.asked.both" if word.stage in TWO_KEYS else "stage.asked"
    return Message(text, whole.mentorship.id, facts)


def _reader(unit: Unit, delivery: Delivery) -> tuple[Whole, Member] | None:
    whole = mentorships.whole(unit, delivery.mentorship_id or "")
    member = next((one for one in whole.members if one.person_id == delivery.person_id), None)
    return None if member is None or whole.ended_for(member) else (whole, member)


def _in_stage(unit: Unit, whole: Whole, delivery: Delivery) -> bool:
    stage = delivery.params.get("stage")
    return stage is None or mentorships.stage(unit, whole.mentorship.id) is Stage(str(stage))


def _facts(unit: Unit, whole: Whole, member: Member) -> dict[str, Fact]:
    """What every message of the library may be filled with; the goal is its reader's own."""
    partners = Several(tuple(Mention(one.slack_id) for one in whole.partners(member)))
    goal = goals.current(unit, member.participant_id)
    said = Quote(shown(goal.sentence, (member.participant_id,))) if goal else ""
    return {"partner": partners, "goal": said}
