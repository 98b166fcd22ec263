"""What the messages at the end say: the thanks, the receipt, and the end without blame."""

from bot.domain.access import shown
from bot.domain.deliveries import Delivery, State
from bot.domain.endings import Next
from bot.domain.facts import Fact, Mention, Quote, Several, Term
from bot.domain.mentorships import Outcome
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.ports import Unit
from bot.services import afterwards, mentorships

_CLOSED = {
    Outcome.CONTINUED_INFORMAL: f"ended.closed.{Next.LIGHT}",
    Outcome.RENEWED: f"ended.closed.{Next.AGAIN}",
    Outcome.CLOSED_BY_CALENDAR: "ended.closed.calendar",
}


def thanks(unit: Unit, delivery: Delivery) -> Message | None:
    """To the partner: one concrete thank-you, in its author's words, as long as these are kept."""
    answer = unit.answers.one(id=delivery.subject_id)
    if answer is None:
        return None
    author = unit.people.get(unit.participants.get(answer.participant_id).person_id)
    said = shown(answer.value, (delivery.person_id or "",), sent=True)
    facts: dict[str, Fact] = {"partner": Mention(author.slack_id), "thanks": Quote(said)}
    return Message("thanks", answer.id, facts)


def closed(unit: Unit, delivery: Delivery) -> Message:
    """To each: it is rounded off, what both chose, where they chose the same, and the thanks
    that had not come over yet."""
    ending = unit.endings.get(delivery.subject_id)
    text = _CLOSED.get(ending.outcome, "ended.closed")
    facts = {"partner": _partner(unit, delivery), "thanks": _thanks(unit, delivery)}
    return Message(text, ending.id, facts)


def told(unit: Unit, delivery: Delivery) -> Message | None:
    """To the partner: the match has ended; no name, no reason, and what they would like next."""
    member = unit.members.one(mentorship_id=delivery.mentorship_id, person_id=delivery.person_id)
    if member is None:
        return None
    followed = afterwards.followed(unit, member, delivery.subject_id)
    if followed is not None and delivery.ts is not None:
        return followed
    facts = {"partner": _partner(unit, delivery), "place": afterwards.place(unit, member)}
    return Message(f"ended.told.{member.role}", delivery.subject_id, facts)


def partner_gone(unit: Unit, delivery: Delivery) -> Message:
    """To the partner of somebody who is no longer with us: neutral words, and what can come."""
    member = unit.members.one(mentorship_id=delivery.mentorship_id, person_id=delivery.person_id)
    mentee = member is not None and member.role is Role.MENTEE
    text = "partner.gone.mentee" if mentee else "partner.gone.mentor"
    return Message(text, delivery.subject_id, {"partner": _partner(unit, delivery)})


def over(unit: Unit, delivery: Delivery, mentorship_id: str) -> Message | None:
    """In the place of what was asked or set there, once its readers know that it has ended."""
    whole = mentorships.whole(unit, mentorship_id)
    readers = [one for one in whole.members if delivery.person_id in (None, one.person_id)]
    if not readers or not all(whole.ended_for(one) for one in readers):
        return None
    if delivery.person_id is not None:
        return Message("ended.over", mentorship_id, {"partner": _partner(unit, delivery)})
    everybody = Several(tuple(Mention(one.slack_id) for one in whole.everyone()))
    return Message("introduction.over", mentorship_id, {"everybody": everybody})


def _thanks(unit: Unit, delivery: Delivery) -> Fact:
    rows = unit.deliveries.find(
        template="thanks", mentorship_id=delivery.mentorship_id, person_id=delivery.person_id
    )
    late = [thanks(unit, row) for row in rows if row.state is State.SKIPPED]
    return Several(tuple(Term("ended.thanks", one.facts) for one in late if one is not None))


def _partner(unit: Unit, delivery: Delivery) -> Fact:
    whole = mentorships.whole(unit, delivery.mentorship_id or "")
    others = [one for one in whole.everyone() if one.id != delivery.person_id]
    return Several(tuple(Mention(one.slack_id) for one in others))
