"""Suggestions: rows made into candidates for the one matching path, and mentors as cards."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.access import Reader, shown
from bot.domain.facts import Fact, Mention, Quote, Several, Term
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role
from bot.domain.programs import Program
from bot.domain.topics import topic_fact
from bot.matching.candidates import NOBODY, Candidate, fold, shared_topics
from bot.matching.filter import rules
from bot.matching.suggest import Suggestion, suggest
from bot.ports import Unit
from bot.services import programs
from bot.services.pool import Pool


@dataclass(frozen=True)
class Offer:
    """A mentor who could be asked: the topics both name, the best of them to ask about, and two
    or three plain reasons."""

    mentor_id: str
    topics: tuple[str, ...] = ()
    reasons: tuple[Fact, ...] = ()

    @property
    def topic(self) -> str:
        """The topic the request is about."""
        return self.topics[0] if self.topics else ""


def for_mentee(
    unit: Unit,
    program: Program,
    mentee: Participant,
    every: bool = False,
    moment: datetime | None = None,
) -> tuple[Offer, ...]:
    """The mentors who offer what this mentee asked for, best first: as many as the program
    shows, or every one. With a moment, nobody who is away for long then.

    A mentor's own blocks change nothing here: who is blocked must not see it (docs/matching.md).
    """
    pool = Pool(unit, program, moment)
    me = pool.candidate(mentee, Role.MENTEE)
    if me is None:
        return ()
    mentors = [one for one in pool.open_minded() if any(shared_topics(me, one))]
    most = len(mentors) if every else programs.setting(program, "offers")
    return tuple(_offer(me, one) for one in suggest(me, mentors, pool.context(mentee), most))


def fits_somebody(pool: Pool, mentee: Participant) -> bool:
    """Whether anybody could be suggested to this mentee."""
    me = pool.candidate(mentee, Role.MENTEE)
    if me is None:
        return False
    mentors = [one for one in pool.open_minded() if any(shared_topics(me, one))]
    return bool(mentors) and bool(suggest(me, mentors, pool.context(mentee), 1))


def volunteers(
    unit: Unit, program: Program, mentee: Participant, topic: str, moment: datetime
) -> tuple[Offer, ...]:
    """Everybody who could be asked and offers this topic (any, where it is empty), best first."""
    pool = Pool(unit, program, moment)
    me = pool.candidate(mentee, Role.MENTEE)
    if me is None:
        return ()
    wanted = fold(topic) if topic else ""
    mentors = [
        one
        for one in pool.open_minded()
        if not wanted or wanted in {fold(offered.name) for offered in one.topics}
    ]
    found = suggest(me, mentors, pool.context(mentee), len(mentors))
    return tuple(_offer(me, one) for one in found)


def everybody(pool: Pool, mentee: Participant) -> tuple[Offer, ...]:
    """Everybody whom this pool lets this mentee ask, best first."""
    me = pool.candidate(mentee, Role.MENTEE)
    if me is None:
        return ()
    mentors = tuple(pool.open_minded())
    found = suggest(me, mentors, pool.context(mentee), len(mentors))
    return tuple(_offer(me, one) for one in found)


def one(pool: Pool, mentee: Participant, mentor: Participant) -> Offer | None:
    """This mentor as an offer, or None where she cannot be asked now."""
    me = pool.candidate(mentee, Role.MENTEE)
    them = pool.candidate(mentor, Role.MENTOR)
    if me is None or them is None:
        return None
    found = suggest(me, [replace(them, blocks=NOBODY)], pool.context(mentee), 1)
    return _offer(me, found[0]) if found else None


def keeps_out(unit: Unit, owner: Participant, other: Participant) -> bool:
    """Whether the owner does not want to be matched with the other; nobody is told."""
    slack_id = unit.people.get(other.person_id).slack_id
    return any(one.slack_id == slack_id for one in unit.blocks.find(participant_id=owner.id))


def apart(unit: Unit, one: Participant, other: Participant) -> bool:
    """Whether either of the two keeps the other out."""
    return keeps_out(unit, one, other) or keeps_out(unit, other, one)


def forbids(pool: Pool, mentee: Participant, mentor: Participant) -> tuple[str, ...]:
    """The codes of the hard rules that stand between these two, private ones among them."""
    one, other = pool.candidate(mentee, Role.MENTEE), pool.candidate(mentor, Role.MENTOR)
    if one is None or other is None:
        return ("unlisted",)
    return rules(one, other, pool.context(mentee))


def card(unit: Unit, offer: Offer, text: str = "find.offer") -> Message:
    """A mentor as a mentee sees her: the reasons, what she offers, her one line."""
    mentor = unit.participants.get(offer.mentor_id)
    person = unit.people.get(mentor.person_id)
    role = unit.roles.one(participant_id=mentor.id, role=Role.MENTOR)
    said = shown(role.line, Reader.PARTNER, sent=role.listed) if role and role.line else ""
    line: Fact = Term("find.line", {"line": Quote(said)}) if said else ""
    facts: dict[str, Fact] = {
        "mentor": Mention(person.slack_id),
        "reasons": Several(tuple(Term("find.reason", {"reason": one}) for one in offer.reasons)),
        "line": line,
        "topics": _offered(unit, mentor),
    }
    return Message(text, mentor.id, facts)


def _offered(unit: Unit, mentor: Participant) -> Fact:
    found = unit.topics.find(participant_id=mentor.id, role=Role.MENTOR)
    return Several(tuple(topic_fact(one.name) for one in found))


def _offer(me: Candidate, found: Suggestion) -> Offer:
    topics = tuple(topic.name for topic, _ in shared_topics(me, found.mentor))
    return Offer(found.mentor.id, topics, found.reasons)
