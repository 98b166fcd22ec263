"""A person's mentorships at Home: one part each, the next talk first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.content import types
from bot.domain.facts import At, Fact, Mention, Several, Term
from bot.domain.mentorships import Member
from bot.domain.messages import Message
from bot.domain.people import Person, PersonStatus
from bot.ports import Unit
from bot.services import agreeing, away, mentorships, stages
from bot.services.mentorships import Whole

Group = tuple[Message, ...]
"""Parts that belong together, the one with the next action first."""

Part = Callable[[Unit, Whole, Member, datetime], Sequence[Message]]
"""What another feature shows below a running mentorship."""

BELOW_A_MENTORSHIP: tuple[Part, ...] = (stages.below, agreeing.below)
"""Parts of other features, in the order shown: add yours here."""

_ACTIONS = {
    "home.pick": ("meeting.pick",),
    "home.talk": ("meeting.change",),
    "home.talked": ("after.held", "after.not_held", "after.moved"),
}
"""The buttons of one mentorship among several; a question is kept once, below them all."""


def groups(unit: Unit, person: Person, moment: datetime) -> list[Group]:
    """One group for each mentorship, the next talk first; of several, each is one part, and the
    rest of it is a tap away."""
    found = mentorships.of_person(unit, person.workspace_id, person.slack_id)
    if len(found) == 1:
        ((whole, member),) = found
        return [
            (_mentorship(unit, whole, member, moment), *below(unit, whole, member, moment)),
        ]
    by_talk = sorted(found, key=lambda one: _next_talk(unit, one[0]))
    return [(_with_more(_mentorship(unit, one, member, moment)),) for one, member in by_talk]


def offers_note(part: Message) -> bool:
    """Whether a question can be kept with this part's own buttons."""
    return part.buttons is None and part.text in ("home.talk", "home.partner_gone")


def _next_talk(unit: Unit, whole: Whole) -> tuple[bool, datetime]:
    """When they talk next; without a time at last, the longest running first."""
    planned = mentorships.planned(unit, whole.mentorship.id)
    return planned is None, planned.starts_at if planned else whole.mentorship.began_at


def _with_more(part: Message) -> Message:
    """The part with what can be done about the next talk, and a button that opens the rest."""
    return replace(part, buttons=(*_ACTIONS.get(part.text, ()), "home.more"))


def _mentorship(unit: Unit, whole: Whole, member: Member, moment: datetime) -> Message:
    reader, partners = whole.person(member), whole.partners(member)
    mentorship_id = whole.mentorship.id
    facts: dict[str, Fact] = {"partner": mentions(partners)}
    if all(one.status is PersonStatus.GONE for one in partners):
        return Message("home.partner_gone", mentorship_id, facts)
    facts["stage"] = Term(f"stage.{mentorships.stage(unit, mentorship_id)}")
    meeting = mentorships.planned(unit, mentorship_id)
    if meeting is None:
        facts["away"] = _away_then(unit, partners, moment)
        return Message("home.pick", mentorship_id, facts)
    facts["away"] = _away_then(unit, partners, max(meeting.starts_at, moment))
    facts["at"] = At(meeting.starts_at, reader.zone)
    if meeting.starts_at <= moment:
        return Message("home.talked", meeting.id, facts)
    return Message("home.talk", mentorship_id, facts)


def _away_then(unit: Unit, partners: Iterable[Person], at: datetime) -> Fact:
    """A neutral sentence where a partner is away at this time, or nothing."""
    found = [(one, away.until(unit, (one,), at)) for one in partners]
    gone = [(one, day) for one, day in found if day is not None]
    if not gone:
        return ""
    people_away = mentions([one for one, _ in gone])
    day = max((day for _, day in gone), key=lambda one: one.day)
    return Term("home.partner_away", {"partner": people_away, "day": day})


def mentions(people_: Iterable[Person]) -> Several:
    return Several(tuple(Mention(one.slack_id) for one in people_))


def below(unit: Unit, whole: Whole, member: Member, moment: datetime) -> Group:
    """Everything else about one mentorship: where Home has several, it is a tap away."""
    if types.of(whole.mentorship.type).one_off:
        return ()
    return tuple(one for part in BELOW_A_MENTORSHIP for one in part(unit, whole, member, moment))
