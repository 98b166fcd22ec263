"""How two people work together, as it stands: filled in, confirmed or changed."""

from dataclasses import dataclass, replace
from datetime import date

from bot.domain import hours
from bot.domain.access import Reader, shown
from bot.domain.agreements import MORE_LINES, Agreement, Terms, unpacked
from bot.domain.facts import Day, Fact, Mention, Quote, Several, Term
from bot.domain.mentorships import Member
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.stages import Course
from bot.ports import Unit
from bot.services import evidence
from bot.services.mentorships import Whole

REVIEW_WEEK = 7
"""With which the second half begins, of twelve; then the two look at it again (MC §3.1)."""


@dataclass(frozen=True)
class Standing:
    """The newest version, None before anybody looked; who said that it looks right; and what it
    is filled in with: `hope` is the mentee's own line."""

    whole: Whole
    agreement: Agreement | None
    confirmed: frozenset[str]
    hope: str
    course: Course

    @property
    def id(self) -> str:
        """The opaque id of a button about this version."""
        return self.whole.mentorship.id if self.agreement is None else self.agreement.id

    @property
    def terms(self) -> Terms:
        """What was said so far; what was left alone is empty."""
        return (
            Terms()
            if self.agreement is None
            else unpacked(shown(self.agreement.terms, Reader.PARTNER))
        )

    @property
    def review(self) -> date:
        """The day on which the two look at it again, unless they chose another."""
        return hours.local_day(self._mentee, self.course.week(REVIEW_WEEK))

    @property
    def end(self) -> date:
        """The last day of the planned weeks."""
        return hours.local_day(self._mentee, self.course.ends)

    def by(self, member: Member) -> bool:
        """Whether this member said that it looks right."""
        return member.participant_id in self.confirmed

    @property
    def by_all(self) -> bool:
        """Whether all of them said so."""
        return all(self.by(one) for one in self.whole.members)

    @property
    def _mentee(self) -> Person:
        return self.whole.person(_mentee(self.whole))


def standing(unit: Unit, whole: Whole) -> Standing:
    """How it stands now."""
    role = unit.roles.one(participant_id=_mentee(whole).participant_id, role=Role.MENTEE)
    return Standing(
        whole,
        evidence.agreement(unit, whole.mentorship.id),
        evidence.confirmed(unit, whole.mentorship.id),
        shown(role.line, Reader.PARTNER, sent=True) if role else "",
        evidence.course(unit, whole),
    )


def filled(now: Standing, terms: Terms) -> Terms:
    """These terms with what stands where nothing was said; what has no default stays empty."""
    own = now.whole.mentorship
    return replace(
        terms,
        purpose=terms.purpose or now.hope,
        cadence=terms.cadence or str(own.cadence_days),
        minutes=terms.minutes or str(own.minutes),
        review=terms.review or now.review.isoformat(),
    )


def facts(now: Standing, reader: Member) -> dict[str, Fact]:
    """What the card says: its six lines, and those that were added."""
    terms, program = filled(now, now.terms), f"program.{now.whole.mentorship.purpose}"
    added = {name: _added(name, getattr(terms, name)) for name in MORE_LINES}
    added["brings"] = Term(f"agreement.brings.{terms.brings}") if terms.brings else ""
    return {
        "purpose": Quote(terms.purpose) if terms.purpose else Term(program),
        "pace": Term(f"pace.{terms.cadence}"),
        "minutes": terms.minutes,
        "contact": Quote(terms.contact) if terms.contact else Term("agreement.contact"),
        "review": Day(date.fromisoformat(terms.review)),
        "end": Day(now.end),
        "added": Term("agreement.added", added),
        "partner": Several(tuple(Mention(one.slack_id) for one in now.whole.partners(reader))),
    }


def _added(name: str, said: str) -> Fact:
    return Term(f"agreement.more.{name}", {"said": Quote(said)}) if said else ""


def _mentee(whole: Whole) -> Member:
    """The first mentee, whose own line and whose clock it goes by."""
    return next(one for one in whole.members if one.role is Role.MENTEE)
