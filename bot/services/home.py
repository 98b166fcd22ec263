"""Home: the next action first, then where things stand, then help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.content.types import ONE_ON_ONE
from bot.domain import hours
from bot.domain.facts import Clock, Day, Fact, Quote, Term
from bot.domain.mentorships import ROUNDED_OFF, Ending, Member
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role
from bot.domain.people import Person
from bot.domain.programs import Program, ProgramState
from bot.domain.requests import LIVE
from bot.domain.words import Text
from bot.ports import Unit
from bot.services import (
    afterwards,
    away,
    enrollment,
    former,
    learning,
    mentorships,
    notes,
    oneself,
    people,
    programs,
    resting,
    retention,
    suggestions,
    together,
    waiting,
)
from bot.services.together import Group

PARTS_MOST = 16
"""Parts above the fixed ones: with at most five blocks each, all fit Slack's hundred."""

ENDED_FOR = timedelta(days=21)
"""How long Home says that a mentorship has ended."""

_ORDER = (
    "home.paused",
    "home.away",
    "home.request",
    "home.request.half_hour",
    "home.request.suggested",
    "home.talked",
    "home.asked.mentor_yes",
    "home.pick",
    "home.choose",
)
"""What waits for the person comes first, in this order; everything else after it."""


@dataclass(frozen=True)
class Screen:
    """What somebody sees: what is going on, most urgent first, and what always stands below."""

    now: tuple[Message, ...]
    always: tuple[Message, ...] = ()


def screen(
    unit: Unit, workspace_id: str, slack_id: str, moment: datetime, texts: Sequence[Text] = ()
) -> Screen:
    """What this person sees at Home, with the reads among these texts of the library; `now` is
    never empty."""
    program, person, member = _standing(unit, workspace_id, slack_id)
    if program is None or person is None or member is None:
        return _outside(unit, workspace_id, program, person)
    parts = _matters(unit, program, person, member, moment)
    here = learning.standing(unit, person, member, moment)
    always = (
        learning.at_home(here, member.id, texts),
        _profile(unit, member, parts),
        _settings(member, person, moment),
        *_data(person),
        Message("home.leave", member.id),
        *_help(program),
    )
    return Screen(parts, always)


def matters(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> tuple[Message, ...]:
    """What is going on for this person, most urgent first, as at Home; never empty."""
    program, person, member = _standing(unit, workspace_id, slack_id)
    if program is None or person is None or member is None:
        return _outside(unit, workspace_id, program, person).now
    return _matters(unit, program, person, member, moment)


def _standing(
    unit: Unit, workspace_id: str, slack_id: str
) -> tuple[Program | None, Person | None, Participant | None]:
    program = programs.current(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if program and person else None
    return program, person, member


def _matters(
    unit: Unit, program: Program, person: Person, member: Participant, moment: datetime
) -> tuple[Message, ...]:
    pairs = together.groups(unit, person, moment)
    groups = [
        *_program(program),
        *_away(unit, person, moment),
        *waiting.of_mentor(unit, member),
        *pairs,
        *_ended(unit, person, moment),
        *waiting.talks(unit, member),
        *_looking(unit, program, member, moment),
        *_hers(unit, member, pairs),
        *_going(unit, person, member, moment),
    ]
    groups.sort(key=_rank)
    return tuple(part for group in groups for part in group)[:PARTS_MOST]


def _outside(
    unit: Unit, workspace_id: str, program: Program | None, person: Person | None
) -> Screen:
    """What somebody sees who is in no program now: a newcomer, a former member, or anybody while
    there is no program."""
    was = former.latest(unit, workspace_id, person) if person else None
    if person is not None and was is not None:
        is_open = program is not None and program.state is ProgramState.OPEN
        found = former.parts(unit, person, was, is_open)
        paused = _program(program) if program else []
        parts = (*(one for group in paused for one in group), *found)
        return Screen(parts, (*_data(person), *_help(was[0])))
    if program is None:
        return Screen((Message("home.none", workspace_id),), _data(person))
    return Screen(_newcomer(program), (*_data(person), *_help(program)))


def _data(person: Person | None) -> Group:
    """The way to one's own data, for everybody of whom something is kept."""
    return () if person is None else (Message("home.data", person.id),)


def contacts(program: Program) -> dict[str, Fact]:
    """Where people find help; empty before a program is open."""
    found = program.contacts
    if found is None:
        return {}
    return {
        "assistance": Quote(found.assistance),
        "people_team": Quote(found.people_team),
        "harassment": Quote(found.harassment),
        "emergency": Quote(found.emergency),
    }


def _rank(group: Group) -> int:
    first = group[0].text
    return _ORDER.index(first) if first in _ORDER else len(_ORDER)


def _program(program: Program) -> list[Group]:
    if program.state is ProgramState.PAUSED:
        return [(Message("home.paused", program.id),)]
    return []


def _newcomer(program: Program) -> Group:
    (group,) = _program(program) or [(Message("home.newcomer", program.id),)]
    return group


def _away(unit: Unit, person: Person, moment: datetime) -> list[Group]:
    """A time away that holds, or lies ahead; only the one that holds is the next matter."""
    pause = away.coming(unit, person.id, moment)
    if pause is None:
        return []
    span = away.days(person, pause)
    facts: dict[str, Fact] = {"back": away.back_on(person, pause)}
    if span.first and span.last:
        facts |= {"first": Day(span.first), "last": Day(span.last)}
    text = "home.away" if pause.since <= moment else "home.away.ahead"
    return [(Message(text, pause.id, facts),)]


def _looking(unit: Unit, program: Program, member: Participant, moment: datetime) -> list[Group]:
    roles = {role.role: role for role in unit.roles.find(participant_id=member.id)}
    looks = Role.MENTEE in roles and not enrollment.is_matched(unit, member)
    rest = resting.shown(unit, member, looks=looks)
    texts = {part.text for part in rest}
    found: list[Group] = [(part,) for part in rest]
    if looks and "home.rests.mentee" not in texts:
        found.append((_mentee(unit, program, member, moment),))
    mentor = roles.get(Role.MENTOR)
    is_open = texts.isdisjoint(("home.rests.mentor", "home.word.mentor"))
    if is_open and mentor is not None and mentor.taken < mentor.capacity:
        free = Term("count.one_place", {"n": mentor.capacity - mentor.taken})
        found.append((Message("home.mentor", member.id, {"places": free}),))
    return found


def _mentee(unit: Unit, program: Program, member: Participant, moment: datetime) -> Message:
    if (asked := waiting.of_mentee(unit, member, ONE_ON_ONE)) is not None:
        return asked
    if suggestions.for_mentee(unit, program, member, moment=moment):
        return Message("home.choose", member.id)
    return Message("home.nobody", member.id)


def _ended(unit: Unit, person: Person, moment: datetime) -> list[Group]:
    """Endings this person knows of, for some weeks."""
    found: list[Group] = []
    for member in unit.members.find(person_id=person.id):
        ending = unit.endings.one(mentorship_id=member.mentorship_id)
        whole = mentorships.whole(unit, member.mentorship_id) if ending else None
        if ending is None or whole is None or not whole.ended_for(member):
            continue
        if moment < (ending.announce_at or ending.at) + ENDED_FOR:
            facts = {"partner": together.mentions(whole.partners(member))}
            found.append((Message(_end_of(unit, ending, member), ending.id, facts),))
    return found


def _end_of(unit: Unit, ending: Ending, member: Member) -> str:
    """How Home says that it ended: rounded off, or early and with what comes next still open."""
    if ending.outcome in ROUNDED_OFF:
        return "home.rounded_off"
    open_ = afterwards.asks(ending) and afterwards.said(unit, member) is None
    return "home.ended.next" if open_ else "home.ended"


def _hers(unit: Unit, member: Participant, pairs: Sequence[Group]) -> list[Group]:
    """What this person wrote for herself, with a mentorship or without, or an offer to keep a
    question for a talk in sight; where the next talk offers that already, nothing else does."""
    offered = any(together.offers_note(part) for group in pairs for part in group)
    in_sight = pairs or unit.requests.find(mentee_id=member.id, state=LIVE)
    found = former.hers(unit, member, kept_buttons=() if offered else None)
    if in_sight and not offered and not notes.parked(unit, member.id):
        found = (Message("home.note", member.id), *found)
    return [(part,) for part in found]


def _profile(unit: Unit, member: Participant, above: Sequence[Message]) -> Message:
    """Where one tells more about oneself, and what that would help; what stands above already is
    not offered twice."""
    more = Term("home.better") if oneself.lacks_levels(unit, member) else ""
    twice = any(part.text == "home.nobody" for part in above)
    buttons = ("profile.open",) if twice else None
    return Message("home.profile", member.id, {"more": more}, buttons)


def _going(unit: Unit, person: Person, member: Participant, moment: datetime) -> list[Group]:
    """What somebody wrote, before it goes: the day, and how to keep it."""
    end = retention.soon(unit, member, moment)
    if end is None:
        return []
    return [(Message("home.keep", member.id, {"day": Day(hours.local_day(person, end))}),)]


def _settings(member: Participant, person: Person, moment: datetime) -> Message:
    """When the bot writes, and where that and one's answers are changed."""
    opens, closes = hours.window(person)
    closing = hours.instant(hours.local_day(person, moment), closes, person.zone)
    facts: dict[str, Fact] = {
        "opens": opens.strftime("%H:%M"),
        "closes": Clock(closing, person.zone),
        "assumed": "" if person.hours_set else Term("home.assumed"),
    }
    return Message("home.settings", member.id, facts)


def _help(program: Program) -> Group:
    found = contacts(program)
    reads = Message("home.reads", program.id)
    return (Message("home.help", program.id, found), reads) if found else (reads,)
