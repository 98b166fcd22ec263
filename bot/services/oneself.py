"""What somebody told of herself, as she alone reads it: one part for each small form."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.access import shown
from bot.domain.facts import Fact, Mention, Quote, Several, Term
from bot.domain.messages import Message
from bot.domain.participants import Participant
from bot.domain.profile import Field, Kind
from bot.domain.topics import topic_fact
from bot.ports import Unit
from bot.services import profile
from bot.services.profile import Known, Said


def parts(known: Known, moment: datetime) -> tuple[Message, ...]:
    """Topics first, then each form that fits this person's roles, with what stands in it."""
    told = profile.said(known, moment)
    return (
        _topics(known),
        *(
            Message(f"profile.{name}", known.member.id, {"told": _told(fields, told)})
            for name, fields in known.forms.items()
        ),
        Message("profile.settings", known.member.id),
    )


def before_suggestions(mentee: Participant) -> tuple[Message, ...]:
    """Above the suggestions: what this mentee wished for, in her own words."""
    if not mentee.wishes:
        return ()
    return (
        Message("find.wish", mentee.id, {"wish": Quote(shown(mentee.wishes, (mentee.person_id,)))}),
    )


def after_suggestions(unit: Unit, mentee: Participant) -> tuple[Message, ...]:
    """Below them: what would make them fit better, where that is not known yet."""
    return (Message("find.better", mentee.id),) if lacks_levels(unit, mentee) else ()


def lacks_levels(unit: Unit, member: Participant) -> bool:
    """Whether some topic of this participant has no level yet."""
    return any(one.level is None for one in unit.topics.find(participant_id=member.id))


def _topics(known: Known) -> Message:
    named = tuple(_topic(known, name) for name in known.by_name)
    buttons = ("profile.levels", "profile.order")
    several = len(known.wanted_topics) > 1
    return Message(
        "profile.topics",
        known.member.id,
        {"topics": Several(named)},
        buttons if several else buttons[:1],
    )


def _topic(known: Known, name: str) -> Fact:
    level = known.by_name[name].level
    if level is None:
        return topic_fact(name)
    return Term("profile.level", {"topic": topic_fact(name), "level": Term(f"level.{level}")})


def _told(fields: tuple[Field, ...], told: Said) -> Fact:
    said = tuple(fact for one in fields for fact in _facts(one, told.get(one.name)))
    return Several(said) if said else Term("profile.nothing")


def _facts(field: Field, value: object) -> Iterator[Fact]:
    values = value if isinstance(value, tuple) else (value,) if value else ()
    for one in values:
        if field.kind is Kind.PEOPLE:
            yield Mention(one)
        elif field.kind is Kind.LINE:
            yield Quote(one)
        else:
            yield Term(f"{field.words}.{one}")
