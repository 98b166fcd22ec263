"""What people tell later, on tap: read for the forms, checked and kept field by field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import hours, profile
from bot.domain.access import shown
from bot.domain.ids import new_id
from bot.domain.participants import Block, Participant, Role, RoleTaken, Topic
from bot.domain.people import Person
from bot.domain.profile import FORMS, LEVELS, PRIORITIES, Field, Kind
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import enrollment, keeping_out, people, programs

Said = Mapping[str, object]
"""What a form says, by field: text, a choice, or several. A field that is not in it (it may come
from an older form) changes nothing; an empty one is emptied."""

_MANNERS = {"looks_for": Role.MENTEE, "can_be": Role.MENTOR}


@dataclass(frozen=True)
class Known:
    """Somebody in the program, with all that was told."""

    person: Person
    member: Participant
    roles: Mapping[Role, RoleTaken]
    topics: tuple[Topic, ...]
    apart: tuple[str, ...]

    @property
    def forms(self) -> Mapping[str, tuple[Field, ...]]:
        """The small forms with the fields that fit this person's roles."""
        fitting = {
            name: tuple(one for one in fields if one.role in (None, *self.roles))
            for name, fields in FORMS.items()
        }
        return {name: fields for name, fields in fitting.items() if fields}

    @property
    def by_name(self) -> Mapping[str, Topic]:
        """One row for each topic, the mentee's before the mentor's."""
        ordered = sorted(self.topics, key=lambda one: one.role is not Role.MENTEE)
        return {one.name: one for one in reversed(ordered)}

    @property
    def wanted_topics(self) -> tuple[Topic, ...]:
        """The topics to get better at: only they have an order."""
        return tuple(one for one in self.topics if one.role is Role.MENTEE)


def known(unit: Unit, workspace_id: str, slack_id: str) -> Known:
    """What this person told; raises Refused for somebody who did not join."""
    program = programs.current(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if program and person else None
    if person is None or member is None:
        raise refuse("profile.join_first")
    blocks = unit.blocks.find(participant_id=member.id)
    return Known(
        person,
        member,
        {one.role: one for one in unit.roles.find(participant_id=member.id)},
        unit.topics.find(participant_id=member.id),
        tuple(shown(one.slack_id, (member.id,)) for one in blocks),
    )


def said(known: Known, moment: datetime) -> Said:
    """What the fields of the fixed forms begin with."""
    member, roles, mine = known.member, known.roles, (known.person.id,)
    today = hours.local_day(known.person, moment)
    return {
        "purpose": member.purpose,
        "function": member.function,
        "location": member.location,
        "tenure": profile.tenure(member.here_since, today),
        **{name: roles[role].manners if role in roles else () for name, role in _MANNERS.items()},
        "languages": member.languages,
        "wishes": shown(member.wishes or "", mine),
        "wanted": profile.people_in(shown(member.wanted or "", mine)),
        "apart": known.apart,
    }


def keep(unit: Unit, mine: Known, form: str, told: Said, moment: datetime) -> None:
    """Keep what one of the fixed forms says; raises Refused at the field it concerns."""
    fields = {one.name: one for one in mine.forms[form]}
    new = {name: _checked(fields[name], value) for name, value in told.items() if name in fields}
    own = mine.person.slack_id
    for name in ("wanted", "apart"):
        if own in new.get(name, ()):
            raise refuse("profile.self", at=name)
    _keep_member(unit, mine, new, hours.local_day(mine.person, moment))
    for name, role in _MANNERS.items():
        if name in new:
            unit.roles.save(replace(mine.roles[role], manners=new[name]))
    if "apart" in new:
        _keep_apart(unit, mine.member, new["apart"])
        keeping_out.kept(unit, mine.member, moment)
    _changed(unit, mine.member, moment)


def keep_levels(unit: Unit, mine: Known, told: Said, moment: datetime) -> None:
    """Keep how far along this person is in each topic (by its id); what is empty is unknown.

    Raises Refused where not one of these topics is hers any more.
    """
    chosen = {one.name: _level(one.id, told[one.id]) for one in mine.topics if one.id in told}
    if told and not chosen:
        raise refuse("profile.topics_changed")
    for topic in mine.topics:
        if topic.name in chosen:
            unit.topics.save(replace(topic, level=chosen[topic.name]))
    _changed(unit, mine.member, moment)


def keep_order(unit: Unit, mine: Known, told: Said, moment: datetime) -> None:
    """Keep which topics (ids) come first, second and third; raises Refused at a field."""
    topics = {one.id: one for one in mine.wanted_topics}
    order: dict[str, int] = {}
    for place, name in enumerate(PRIORITIES, start=1):
        chosen = told.get(name)
        if not chosen:
            continue
        if chosen not in topics:
            raise refuse("profile.topics_changed", at=name)
        if str(chosen) in order:
            raise refuse("profile.twice", at=name)
        order[str(chosen)] = place
    for topic in topics.values():
        unit.topics.save(replace(topic, priority=order.get(topic.id)))
    _changed(unit, mine.member, moment)


def _checked(field: Field, value: object) -> tuple[str, ...]:
    """What a field holds, as a list: nothing, one value or several."""
    chosen = _listed(value)
    if field.kind is Kind.LINE:
        if any(len(one) > field.most for one in chosen):
            raise refuse("join.line", at=field.name, most=field.most)
        return chosen
    if field.choices and not set(chosen) <= set(field.choices):
        raise refuse("profile.choice", at=field.name)
    if len(chosen) > field.most:
        raise refuse("profile.many", at=field.name, most=field.most)
    return chosen


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        tidy = " ".join(value.split())
        return (tidy,) if tidy else ()
    return tuple(dict.fromkeys(map(str, value))) if isinstance(value, Sequence) else ()


def _level(at: str, value: object) -> int | None:
    if not value:
        return None
    if value not in LEVELS:
        raise refuse("profile.choice", at=at)
    return int(str(value))


def _keep_member(unit: Unit, mine: Known, new: Mapping[str, tuple[str, ...]], today: date) -> None:
    member = mine.member
    single = ("purpose", "function", "location", "wishes")
    changes: dict[str, object] = {
        name: next(iter(new[name]), None) for name in single if name in new
    }
    if "languages" in new:
        changes["languages"] = tuple(sorted(new["languages"]))
    if "wanted" in new:
        changes["wanted"] = " ".join(new["wanted"]) or None
    if "tenure" in new:
        changes["here_since"] = _since(member, new["tenure"], today)
    if changes:
        unit.participants.save(replace(member, **changes))  # type: ignore[arg-type]


def _since(member: Participant, chosen: Iterable[str], today: date) -> date | None:
    """The first day that is certain; the same choice again keeps what was known."""
    choice = next(iter(chosen), None)
    if choice is None or choice == profile.tenure(member.here_since, today):
        return member.here_since if choice else None
    return profile.since(choice, today)


def _keep_apart(unit: Unit, member: Participant, slack_ids: Sequence[str]) -> None:
    """Add and remove private blocks; nobody is told of either."""
    kept = set()
    for block in unit.blocks.find(participant_id=member.id):
        if block.slack_id in slack_ids:
            kept.add(block.slack_id)
        else:
            unit.blocks.remove(block.id)
    for slack_id in slack_ids:
        if slack_id not in kept:
            unit.blocks.add(Block(new_id(), member.id, slack_id))


def _changed(unit: Unit, member: Participant, moment: datetime) -> None:
    """Suggestions may be others now: the first message counts them."""
    unit.deliveries.want(moment, template="joined", subject_id=member.id)
