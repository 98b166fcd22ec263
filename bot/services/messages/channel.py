"""What the messages in the admin channel say: counts and states, never who said what."""

from collections.abc import Iterable, Mapping

from bot.content.types import ONE_ON_ONE
from bot.domain.deliveries import Delivery
from bot.domain.facts import Day, Fact, Mention, Several, Term
from bot.domain.mentorships import ROUNDED_OFF, Mentorship
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.programs import Program, ProgramState
from bot.domain.requests import LIVE, Request
from bot.domain.runs import RunState
from bot.domain.silence import Standing
from bot.domain.topics import SHARED, topic_fact
from bot.ports import Unit
from bot.services import findings, leavers, programs


def invited(unit: Unit, delivery: Delivery) -> Message:
    """The card a channel reads when the bot was invited; spent once a program is open."""
    if programs.current(unit, delivery.workspace_id) is not None:
        return Message("channel.started", delivery.subject_id)
    return Message("channel.invited", delivery.subject_id)


def new_coordinator(_unit: Unit, delivery: Delivery) -> Message:
    """The line about a new coordinator."""
    _, slack_id, _ = delivery.subject_id.split(":")
    return Message("channel.coordinator", delivery.subject_id, {"person": Mention(slack_id)})


def many_left(unit: Unit, delivery: Delivery) -> Message | None:
    """Many were deactivated at once: did they leave? How many, never who."""
    count = len(leavers.held(unit, delivery.workspace_id))
    if not count:
        return Message("leavers.settled", delivery.subject_id) if delivery.ts else None
    people = {"people": Term("count.people", {"n": count})}
    said = unit.audits.find(workspace_id=delivery.workspace_id, action="leavers.kept")
    kept = any(one.at >= delivery.due_at for one in said)
    return Message("leavers.kept" if kept else "leavers.many", delivery.subject_id, people)


def card(unit: Unit, delivery: Delivery) -> Message:
    """The living card: counts only, never who."""
    program = unit.programs.get(delivery.subject_id)
    return Message(_text(unit, program), program.id, facts(unit, program))


def preview_mentee(unit: Unit, delivery: Delivery) -> Message:
    """To a coordinator: what a mentee reads first."""
    program = unit.programs.get(delivery.subject_id)
    people = Term("count.offers", {"n": programs.setting(program, "offers")})
    offers = "joined.choose.apart" if program.line_loaded_on else "joined.choose"
    text = Term(offers, {"people": people})
    return Message("preview.mentee", program.id, {"message": text})


def preview_mentor(unit: Unit, delivery: Delivery) -> Message:
    """To a coordinator: what a mentor reads first."""
    program = unit.programs.get(delivery.subject_id)
    sample: dict[str, Fact] = {
        "places": Term("count.one_place", {"n": programs.setting(program, "capacity")}),
        "topics": Several(tuple(topic_fact(name) for name in SHARED[:2])),
        "days": programs.setting(program, "answer_days"),
        "reads": Term("joined.reads"),
    }
    text = Term("joined.mentor", sample)
    return Message("preview.mentor", program.id, {"message": text})


def closed(unit: Unit, delivery: Delivery) -> Message:
    """To each participant: the program has ended."""
    program = unit.programs.get(delivery.subject_id)
    return Message("program.closed", program.id, {"program": Term(f"program.{program.template}")})


def moved(unit: Unit, delivery: Delivery) -> Message:
    """In the place of a card that was posted anew since."""
    program = unit.programs.get(delivery.subject_id)
    return Message(
        "channel.card.moved", program.id, {"program": Term(f"program.{program.template}")}
    )


def facts(unit: Unit, program: Program) -> dict[str, Fact]:
    """How the program stands: its length and pace, and where its people are."""
    attention = len(findings.open_findings(unit, program))
    return {
        "program": Term(f"program.{program.template}"),
        "first_day": Day(program.first_day),
        "weeks": programs.setting(program, "weeks"),
        "pace": Term(f"pace.{programs.setting(program, 'cadence')}"),
        "attention": Term("channel.attention", {"n": attention}) if attention else "",
        "advice": _advice(unit, program),
        "joined": _in_words(_counts(unit, program)),
    }


def _advice(unit: Unit, program: Program) -> Fact:
    """What would help, as the latest draft found and checked it, with the day it did."""
    drafts = unit.runs.find(program_id=program.id, state=RunState.READY)
    if not drafts or not drafts[-1].advice:
        return ""
    found, day = drafts[-1].advice, drafts[-1].asked_at.date()
    facts: dict[str, Fact] = {
        "topic": topic_fact(str(found["topic"])),
        "n": int(str(found["mentors"])),
        "placed": int(str(found["placed"])),
        "day": Day(day),
    }
    return Term("channel.advice", facts)


def _in_words(counts: Mapping[str, int]) -> Fact:
    """The counts as sentences; what nobody is counted in is left out."""
    parts = {"invited": _invited, "offers": _offers, "looks": _looks, "running": _runs}
    return Term("card.today", {name: said(counts) for name, said in parts.items()})


def _invited(counts: Mapping[str, int]) -> Fact:
    return Term("card.invited", _n(counts, "invited")) if counts["invited"] else ""


def _offers(counts: Mapping[str, int]) -> Fact:
    if not counts["mentors"]:
        return Term("card.no_mentors")
    return Term("card.mentors", _n(counts, "mentors", "places") | {"free": _free(counts)})


def _free(counts: Mapping[str, int]) -> Fact:
    """How many of the places are free, as one says it."""
    free, places = counts["free"], counts["places"]
    if places == 1:
        return Term("card.free.single" if free else "card.free.single_taken")
    if free in (0, places):
        return Term("card.free.all" if free else "card.free.none")
    return Term("card.free.some", {"n": free})


def _looks(counts: Mapping[str, int]) -> Fact:
    if not counts["mentees"]:
        return Term("card.no_mentees")
    found = [one for one in ("placed", "asking", "waiting", "done") if counts[one]]
    if counts["mentees"] == 1:
        alone = Term(f"card.alone.{found[0]}")
        return Term("card.mentee", _n(counts, "mentees") | {"where": alone})
    where = Several(tuple(_n(counts, *found).values()))
    return Term("card.mentees", _n(counts, "mentees") | {"where": where})


def _runs(counts: Mapping[str, int]) -> Fact:
    if not counts["running"]:
        return Term("card.none_running")
    still = [str(one) for one in Standing if counts[one]]
    shown = _n(counts, "running", *still)
    return Term("card.running", {"running": Several(tuple(shown.values()))})


def _n(counts: Mapping[str, int], *names: str) -> dict[str, Fact]:
    return {name: Term(f"count.{name}", {"n": counts[name]}) for name in names}


def _text(unit: Unit, program: Program) -> str:
    if program.state is not ProgramState.OPEN:
        return f"channel.card.{program.state}"
    joined = unit.participants.one(program_id=program.id, left_at=None)
    told = joined or unit.invitations.one(program_id=program.id)
    return "channel.card" if told else "channel.card.new"


def _counts(unit: Unit, program: Program) -> dict[str, int]:
    people = unit.participants.find(program_id=program.id, left_at=None)
    roles = unit.roles.find(participant_id=tuple(one.id for one in people))
    mentors = [role for role in roles if role.role is Role.MENTOR]
    mentees = {role.participant_id for role in roles if role.role is Role.MENTEE}
    running = _running(unit, program)
    placed = mentees & _members(unit, running)
    asked = {one.mentee_id for one in _asked(unit, program)}
    asking = mentees & asked - placed
    done = mentees & _rounded_off(unit, program) - placed - asking
    return {
        "invited": len(unit.invitations.find(program_id=program.id)),
        "mentors": len(mentors),
        "places": sum(role.capacity for role in mentors),
        "free": sum(max(0, role.capacity - role.taken) for role in mentors),
        "mentees": len(mentees),
        "placed": len(placed),
        "asking": len(asking),
        "waiting": len(mentees - placed - asking - done),
        "done": len(done),
        "running": len(running),
        **_still(unit, running),
    }


def _asked(unit: Unit, program: Program) -> Iterable[Request]:
    """The requests for a whole mentorship that wait for an answer."""
    return unit.requests.find(program_id=program.id, state=LIVE, type=ONE_ON_ONE)


def _running(unit: Unit, program: Program) -> list[Mentorship]:
    """The mentorships that go on, as far as everybody in them knows: the card tells nobody of an
    ending before the partner is told."""
    every = unit.mentorships.find(program_id=program.id)
    endings = unit.endings.find(mentorship_id=tuple(one.id for one in every))
    over = {one.mentorship_id for one in endings if one.asked_by is None}
    return [one for one in every if one.id not in over]


def _members(unit: Unit, mentorships: Iterable[Mentorship]) -> set[str]:
    ids = tuple(one.id for one in mentorships)
    return {one.participant_id for one in unit.members.find(mentorship_id=ids)}


def _rounded_off(unit: Unit, program: Program) -> set[str]:
    """Those with a mentorship in this program that came to its own end."""
    every = unit.mentorships.find(program_id=program.id)
    ended = unit.endings.find(mentorship_id=tuple(one.id for one in every), outcome=ROUNDED_OFF)
    over = {one.mentorship_id for one in ended}
    return _members(unit, (one for one in every if one.id in over))


def _still(unit: Unit, running: Iterable[Mentorship]) -> dict[str, int]:
    """How many mentorships have not started, or rest."""
    ids = tuple(one.id for one in running)
    found = unit.standstills.find(mentorship_id=ids, over_at=None)
    return {str(kind): sum(one.kind is kind for one in found) for kind in Standing}
