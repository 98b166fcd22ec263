"""Talks: pick a time, say what happened, answer the one question, log one."""

from datetime import UTC, date, datetime, time
from functools import partial

from bot.domain import hours
from bot.domain.facts import Mention, Several
from bot.domain.meetings import MeetingState
from bot.domain.questions import QUESTIONS
from bot.domain.refusals import refuse
from bot.services import journey, meetings, mentorships, questions
from handlers import closing, contact, support
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import meetings as view


def pick(desk: Desk, heard: Heard) -> Answer:
    """Times to choose from; the button carries a mentorship or one of its talks."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        meeting = unit.meetings.one(id=heard.value)
        mentorship_id = meeting.mentorship_id if meeting else heard.value
        times = meetings.times(unit, mentorship_id, heard.user, desk.now())
    offered = view.Offered(**vars(times), now=desk.now())
    return Show(view.pick(words, offered))


def picked(desk: Desk, heard: Heard) -> Answer:
    """A time was chosen."""
    with desk.unit() as unit:
        whole, member = mentorships.mine(unit, heard.about, heard.user)
        starts_at = _start(heard, whole.person(member).zone)
        meetings.pick(unit, heard.about, heard.user, starts_at, desk.now())
    return None


def arrange(desk: Desk, heard: Heard) -> Answer:
    """They arrange it themselves."""
    with desk.store.read() as unit:
        mentorships.mine(unit, heard.value, heard.user)
    return Say("meeting.arranged")


def settled(desk: Desk, heard: Heard) -> Answer:
    """What became of a talk."""
    state = MeetingState(heard.id.removeprefix("after."))
    with desk.unit() as unit:
        meetings.settle(unit, heard.value, heard.user, state, desk.now())
    return None


def answered(question: str, choice: str, desk: Desk, heard: Heard) -> Answer:
    """One tap on the question after a talk."""
    with desk.unit() as unit:
        questions.tap(unit, heard.value, heard.user, (question, choice), desk.now())
    return None


def log(desk: Desk, heard: Heard) -> Answer:
    """The form to note a talk."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        found = mentorships.of_person(unit, desk.team, heard.user)
    if not found:
        raise refuse("log.nobody")
    today = hours.local(desk.now(), found[0][0].person(found[0][1]).zone).date()
    partners = [
        (
            whole.mentorship.id,
            Several(tuple(Mention(one.slack_id) for one in whole.partners(member))),
        )
        for whole, member in found
    ]
    return Show(view.log(words, today, partners))


def logged(desk: Desk, heard: Heard) -> Answer:
    """A talk was noted."""
    day = _day(heard, "day")
    mentorship_id = heard.said.get("mentorship") or heard.about
    with desk.unit() as unit:
        meetings.log(unit, mentorship_id, heard.user, day, desk.now())
    return Say("form.log.done")


def more(desk: Desk, heard: Heard) -> Answer:
    """The `...` of a message: why it came, once more later, or another match."""
    delivery = desk.delivery(heard)
    if delivery is None:
        raise refuse("stale")
    if heard.value == "end.open":
        return closing.end_card(desk, heard, delivery.mentorship_id or "")
    if heard.value == "support.open":
        return support.opened(desk, heard)
    if heard.value == "contact.open":
        return contact.opened(desk, heard)
    if heard.value == "why":
        return Say(f"why.{delivery.kind}")
    with desk.unit() as unit:
        day = journey.later(unit, delivery.id, heard.user, desk.now())
    return Say("later.said", {"day": day})


def _start(heard: Heard, zone: str) -> datetime:
    chosen = heard.said.get("starts_at")
    if not chosen:
        raise refuse("meeting.which", at="starts_at")
    try:
        if chosen != view.OWN:
            return datetime.fromisoformat(chosen).astimezone(UTC)
    except ValueError:
        raise refuse("meeting.which", at="starts_at") from None
    day = _day(heard, "day")
    try:
        return hours.instant(day, time.fromisoformat(heard.text("hour")), zone)
    except ValueError:
        raise refuse("meeting.hour", at="hour") from None


def _day(heard: Heard, name: str) -> date:
    try:
        return date.fromisoformat(heard.text(name))
    except ValueError:
        raise refuse("meeting.day", at=name) from None


LISTENERS = (
    Listener("word", "log", log, help="help.word.log", who="member"),
    Listener("shortcut", "shortcut.log", log),
    Listener("button", "log.open", log),
    Listener("form", "form.log", logged),
    Listener("button", "meeting.pick", pick),
    Listener("button", "meeting.change", pick),
    Listener("form", "form.pick", picked),
    Listener("button", "meeting.arrange", arrange),
    Listener("button", "more", more),
    *(
        Listener("button", f"after.{state}", settled)
        for state in MeetingState
        if state is not MeetingState.PLANNED
    ),
    *(
        Listener("button", f"{question.id}.{choice}", partial(answered, question.id, choice))
        for question in QUESTIONS.values()
        for choice in question.choices
    ),
)
