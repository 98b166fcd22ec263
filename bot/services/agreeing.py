"""Agreeing on how to work together: "looks right" by each, or a change that all confirm anew."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain import hours
from bot.domain.agreements import Agreement, Confirmation, Terms, terms_from
from bot.domain.deliveries import About, plan
from bot.domain.facts import Fact, Term
from bot.domain.ids import new_id
from bot.domain.mentorships import Member, Stage
from bot.domain.messages import Message
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import agreements, evidence, locking, mentorships, reviews
from bot.services.agreements import Standing
from bot.services.mentorships import Whole
from bot.services.questions import Place, show

NEW = "agreement.new"
"""The message that tells the others of a change."""

KEEPS = timedelta(weeks=3)
"""How long that is worth telling: it may have to wait for a place in a full week."""

CARD = "expect.agree"
"""The message of the library that carries the six lines."""


def found(unit: Unit, about: str, slack_id: str) -> tuple[Standing, Member]:
    """How it stands, and this person's place in it; `about` is a version, a mentorship, or one
    of its talks. Raises Refused for others."""
    shown = unit.agreements.one(id=about) or unit.meetings.one(id=about)
    whole, member = mentorships.mine(unit, shown.mentorship_id if shown else about, slack_id)
    return agreements.standing(unit, whole), member


def confirm(unit: Unit, about: str, slack_id: str, moment: datetime) -> None:
    """This version looks right to them; said twice it is kept once. Raises Refused where the
    lines were changed since they were shown."""
    now, member = _newest(unit, about, slack_id)
    agreement = now.agreement or _version(unit, now, Terms(), None, moment)
    if not now.by(member):
        _confirm(unit, now.whole, agreement, member, moment)


def change(
    unit: Unit, about: str, slack_id: str, said: Mapping[str, str], moment: datetime
) -> None:
    """Keep what was sent as a new version, right to its author; the others are asked anew. A
    line that is not among it stays as it was.

    Raises Refused at the field it concerns, and where somebody else changed the lines since
    they were shown. Without a difference it says "looks right".
    """
    now, member = _newest(unit, about, slack_id, at="purpose")
    today = hours.local_day(now.whole.person(member), moment)
    terms = terms_from(said, now.terms, (min(today, now.end), now.end))
    if agreements.filled(now, terms) == agreements.filled(now, now.terms):
        return confirm(unit, about, slack_id, moment)
    agreement = _version(unit, now, terms, member, moment)
    _confirm(unit, now.whole, agreement, member, moment)
    return _tell(unit, now.whole, member, agreement, moment)


def asks(unit: Unit, here: Place) -> Standing | None:
    """The lines this member is shown in place after the latest talk, while the two say what they
    expect; None where there is nothing to ask."""
    whole, held = here.whole, evidence.held(unit, here.whole.mentorship.id)
    if not held or here.meeting is None or held[-1].id != here.meeting.id:
        return None
    if mentorships.stage(unit, whole.mentorship.id) is not Stage.EXPECTATIONS:
        return None
    now = agreements.standing(unit, whole)
    return None if now.by(here.member) else now


def below(unit: Unit, whole: Whole, member: Member, _moment: datetime) -> tuple[Message, ...]:
    """A part of Home: where the two stand with their lines, and the way to them."""
    now = agreements.standing(unit, whole)
    return (Message("home.agreement", now.id, {"state": state(now, member)}),)


def state(now: Standing, reader: Member) -> Fact:
    """One sentence about who has said that it looks right."""
    others = now.confirmed - {reader.participant_id}
    if now.by_all:
        which = "both"
    elif now.by(reader):
        which = "mine"
    else:
        which = "theirs" if others else "nobody"
    return Term(f"agreement.state.{which}", {"partner": agreements.facts(now, reader)["partner"]})


def _newest(
    unit: Unit, about: str, slack_id: str, at: str | None = None
) -> tuple[Standing, Member]:
    """How it stands once nobody else changes it, where that is still what was shown."""
    before, _ = found(unit, about, slack_id)
    locking.mentorship(unit, before.whole.mentorship)
    now, member = found(unit, about, slack_id)
    filled_in = now.agreement is None or now.agreement.by is None
    if about != now.id and not (about == now.whole.mentorship.id and filled_in):
        raise refuse("agreement.changed", at=at)
    return now, member


def _version(
    unit: Unit, now: Standing, terms: Terms, by: Member | None, moment: datetime
) -> Agreement:
    number = 1 if now.agreement is None else now.agreement.version + 1
    author = None if by is None else by.participant_id
    mentorship_id = now.whole.mentorship.id
    agreement = Agreement(new_id(), mentorship_id, number, terms.packed(), moment, author)
    unit.agreements.add(agreement)
    return agreement


def _confirm(
    unit: Unit, whole: Whole, agreement: Agreement, member: Member, moment: datetime
) -> None:
    """Keep the word; once all have said it, the pace and the length are those agreed on."""
    unit.confirmations.add(Confirmation(new_id(), agreement.id, member.participant_id, moment))
    now = agreements.standing(unit, whole)
    if now.by_all:
        own, terms = whole.mentorship, now.terms
        agreed = {
            "cadence_days": int(terms.cadence or own.cadence_days),
            "minutes": int(terms.minutes or own.minutes),
        }
        unit.mentorships.change(own.id, {}, agreed)
    for one in whole.members:
        show(unit, Place(whole, one), moment)
    unit.deliveries.want(
        moment, template=(NEW, CARD, reviews.TEMPLATE), mentorship_id=whole.mentorship.id
    )
    mentorships.wake_now(unit, whole.mentorship, moment)


def _tell(unit: Unit, whole: Whole, author: Member, agreement: Agreement, moment: datetime) -> None:
    program = unit.programs.get(whole.mentorship.program_id)
    for person in whole.partners(author):
        about = About(
            program.workspace_id,
            "agreement",
            agreement.id,
            person.id,
            whole.mentorship.id,
            program.id,
        )
        unit.deliveries.queue(plan("news", NEW, about, moment, moment + KEEPS))
