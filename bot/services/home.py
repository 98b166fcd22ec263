"""Home: the next action first, then where things stand, then help."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import hours
from bot.domain.facts import At, Clock, Day, Fact, Mention, Quote, Several, Term
from bot.domain.mentorships import ROUNDED_OFF, Member
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role
from bot.domain.people import Person, PersonStatus
from bot.domain.programs import Program, ProgramState
from bot.domain.requests import LIVE, Request, RequestState
from bot.domain.words import shorten
from bot.ports import Unit
from bot.services import (
    agreeing,
    away,
    enrollment,
    goals,
    mentorships,
    notes,
    people,
    programs,
    rounds,
    sides,
    stages,
    suggestions,
)
from bot.services.mentorships import Whole

PARTS_MOST = 16
"""Parts above the fixed ones: with at most five blocks each, all fit Slack's hundred."""

NOTES_MOST, NOTE_MOST = 5, 200
"""Parked questions shown, and characters of each; the rest comes back before the talk."""

ENDED_FOR = timedelta(days=21)
"""How long Home says that a mentorship has ended."""

Part = Callable[[Unit, Whole, Member, datetime], Sequence[Message]]
"""What another feature shows below a running mentorship."""

BELOW_A_MENTORSHIP: tuple[Part, ...] = (stages.below, agreeing.below, goals.below)
"""Parts of other features, in the order shown: add yours here."""

_KEEPS_QUESTIONS = ("home.talk", "home.partner_gone")
"""Parts of a mentorship that offer to keep a question themselves."""

_ORDER = (
    "home.paused",
    "home.away",
    "home.request",
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


def screen(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> Screen:
    """What this person sees at Home; `now` is never empty."""
    program = programs.current(unit, workspace_id)
    if program is None:
        return Screen((Message("home.none", workspace_id),))
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if person else None
    if person is None or member is None:
        return Screen(_newcomer(program), _help(program))
    running = _mentorships(unit, person, moment)
    groups = [
        *_program(program),
        *_away(unit, person, moment),
        *_asked_of(unit, member),
        *running,
        *_ended(unit, person, moment),
        *_looking(unit, program, member),
        *([] if running else _own(unit, member)),
        *_kept(unit, member, running),
    ]
    groups.sort(key=_rank)
    parts = tuple(part for group in groups for part in group)[:PARTS_MOST]
    return Screen(parts, (_settings(member, person, moment), *_help(program)))


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


Group = tuple[Message, ...]


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


def _asked_of(unit: Unit, member: Participant) -> list[Group]:
    """Requests that wait for this mentor's answer, and those she said yes to."""
    open_, yes = RequestState.OPEN, RequestState.MENTOR_YES
    waiting = unit.requests.find(mentor_id=member.id, state=(open_, yes), silent=False)
    return [(_request(unit, one),) for one in waiting]


def _request(unit: Unit, request: Request) -> Message:
    mentee = sides.of(unit, request).mentee_person
    facts: dict[str, Fact] = {"mentee": Mention(mentee.slack_id), "day": Day(request.answer_by)}
    asked = request.state is RequestState.OPEN
    return Message("home.request" if asked else "home.request.yes", request.id, facts)


def _mentorships(unit: Unit, person: Person, moment: datetime) -> list[Group]:
    found = mentorships.of_person(unit, person.workspace_id, person.slack_id)
    return [
        (
            _mentorship(unit, whole, member, moment),
            *(one for part in BELOW_A_MENTORSHIP for one in part(unit, whole, member, moment)),
        )
        for whole, member in found
    ]


def _mentorship(unit: Unit, whole: Whole, member: Member, moment: datetime) -> Message:
    reader, partners = whole.person(member), whole.partners(member)
    mentorship_id = whole.mentorship.id
    facts: dict[str, Fact] = {"partner": _mentions(partners)}
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
    people_away = _mentions([one for one, _ in gone])
    day = max((day for _, day in gone), key=lambda one: one.day)
    return Term("home.partner_away", {"partner": people_away, "day": day})


def _mentions(people_: Iterable[Person]) -> Several:
    return Several(tuple(Mention(one.slack_id) for one in people_))


def _looking(unit: Unit, program: Program, member: Participant) -> list[Group]:
    roles = {role.role: role for role in unit.roles.find(participant_id=member.id)}
    found: list[Group] = []
    if Role.MENTEE in roles and not enrollment.is_matched(unit, member):
        found.append((_mentee(unit, program, member),))
    mentor = roles.get(Role.MENTOR)
    if mentor is not None and mentor.taken < mentor.capacity:
        free = Term("count.one_place", {"n": mentor.capacity - mentor.taken})
        found.append((Message("home.mentor", member.id, {"places": free}),))
    return found


def _mentee(unit: Unit, program: Program, member: Participant) -> Message:
    for state in (RequestState.MENTOR_YES, RequestState.OPEN):
        found = unit.requests.find(mentee_id=member.id, state=state)
        if found:
            return _asked(unit, found, f"home.asked.{state}")
    if suggestions.for_mentee(unit, program, member):
        return Message("home.choose", member.id)
    return Message("home.nobody", member.id)


def _asked(unit: Unit, found: Sequence[Request], text: str) -> Message:
    """Who was asked, and the day by which an answer comes; several while the next is asked
    beside."""
    everybody = [sides.of(unit, one) for one in found]
    turn = everybody[0].round
    day = rounds.promised(unit, turn) if turn else Day(everybody[0].heard_by)
    facts: dict[str, Fact] = {"mentor": _mentions([one.mentor_person for one in everybody])}
    return Message(text, found[0].id, facts | {"day": day})


def _ended(unit: Unit, person: Person, moment: datetime) -> list[Group]:
    """Endings this person knows of, for some weeks."""
    found: list[Group] = []
    for member in unit.members.find(person_id=person.id):
        ending = unit.endings.one(mentorship_id=member.mentorship_id)
        whole = mentorships.whole(unit, member.mentorship_id) if ending else None
        if ending is None or whole is None or not whole.ended_for(member):
            continue
        if moment < (ending.announce_at or ending.at) + ENDED_FOR:
            facts = {"partner": _mentions(whole.partners(member))}
            text = "home.rounded_off" if ending.outcome in ROUNDED_OFF else "home.ended"
            found.append((Message(text, ending.id, facts),))
    return found


def _own(unit: Unit, member: Participant) -> list[Group]:
    """One's own goal and numbers, which stay when a mentorship is over."""
    own = goals.line_over_time(unit, member)
    return [] if own is None else [(own,)]


def _kept(unit: Unit, member: Participant, running: Sequence[Group]) -> list[Group]:
    """The questions kept, or an offer to keep one for a talk in sight; the button stands once."""
    kept = notes.parked(unit, member.id)
    offered = any(part.text in _KEEPS_QUESTIONS for group in running for part in group)
    if not kept:
        in_sight = running or unit.requests.find(mentee_id=member.id, state=LIVE)
        return [(Message("home.note", member.id),)] if in_sight and not offered else []
    shown = [Quote(shorten(note.text, NOTE_MOST)) for note in kept[-NOTES_MOST:]]
    quotes = Several(tuple(Term("home.quoted", {"note": one}) for one in shown))
    count = Term("count.kept", {"n": len(kept)})
    facts: dict[str, Fact] = {"count": count, "notes": quotes}
    return [(Message("home.kept", member.id, facts, buttons=() if offered else None),)]


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
