"""Whatever is pressed a second time: a kind reply, and nothing has changed since the first."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest

from bot.domain.guards import Guard
from bot.domain.ids import new_id
from bot.domain.participants import Role
from bot.services import findings, requests
from tests.journeys.hands import Hand, Line, ids_of
from tests.journeys.matrix import lines, sample, try_it
from tests.journeys.rows import changed, dump
from tests.office import CHANNEL, MONDAY, TEAM, Actor, Office

pytestmark = pytest.mark.slow

LINES = lines()


def _invite(office: Office) -> None:
    office.slack.invite_bot(CHANNEL, by="U_ADA")
    office.settle()
    office.nora.command("/mentor")


def _mentors_join(office: Office) -> None:
    office.settle()
    for one in (office.maya, office.jonas):
        office.join(one, "to be a mentor", "Silence is not kindness.", "giving feedback")
    office.theo.command("/mentor join")


def _withdraw(office: Office) -> None:
    theirs = ids_of(office)["request"]
    with office.host.store.unit() as unit:
        requests.withdraw(unit, "U_THEO", theirs, office.clock.wall())


def _ask_jonas(office: Office) -> None:
    jonas = ids_of(office, mentor="U_JONAS")["mentor"]
    office.go_to(MONDAY + timedelta(hours=2))
    with office.host.store.unit() as unit:
        requests.ask(unit, TEAM, "U_THEO", jonas, office.clock.wall())
    office.settle()


def _line(office: Office, *managers: tuple[str, str]) -> None:
    with office.host.store.unit() as unit:
        findings.load(unit, TEAM, managers, "import", office.clock.wall())


def _line_loaded(office: Office) -> None:
    _line(office, ("U_THEO", "U_ADA"), ("U_ADA", "U_MAYA"))


def _line_again(office: Office) -> None:
    _line(office, ("U_THEO", "U_ADA"))
    _line_loaded(office)


def _a_word_first(office: Office) -> None:
    with office.host.store.unit() as unit:
        jonas = unit.people.one(slack_id="U_JONAS")
        mentor = unit.participants.one(person_id=jonas.id if jonas else "")
        waits = Guard(new_id(), mentor.id if mentor else "", Role.MENTOR, office.clock.wall())
        unit.guards.add(waits)


STEPS: Mapping[str, Callable[[Office], None]] = {
    "invite": _invite,
    "mentors": _mentors_join,
    "withdraw": _withdraw,
    "ask jonas": _ask_jonas,
    "settle": Office.settle,
    "a line loaded": _line_loaded,
    "a line gone and loaded": _line_again,
    "a word first": _a_word_first,
    "wednesday": lambda office: office.go_to(MONDAY + timedelta(days=9, hours=6)),
}

STORY = """\
-- invite
button setup.what
button setup.start
word setup
*form form.setup
*form form.contacts
-- mentors
button roles
options topics
word join
button join.open
button join.start
*form form.join
-- settle
word
word status
word help
word find
button find.open
shortcut shortcut.find
button volunteers.open
button volunteers.topic
options volunteers.topic
button volunteers.back
button volunteers.on
word propose
*form form.propose
*button request.withdraw
*button request.choose
-- withdraw
-- ask jonas
*button request.pass: jonas
*button request.ask
button request.then
button request.decline
-- settle
button request.accept
*form form.accept
button request.lines
*button request.confirm
form form.confirm
-- settle
button flash.open
form form.flash
button flash.yes
button flash.no
button flash.tell
form form.flash.tell
word note
word log
button note.open
shortcut shortcut.note
*form form.note
button meeting.pick
*form form.pick
button meeting.change
button meeting.arrange
button calendar.open
button calendar.file
word goal
button agreement.open
*button agreement.confirm
button agreement.change
button agreement.more
*form form.agreement
button goal.open
*form form.goal
button rate.open
*form form.rate
button before.send
*form form.topics
-- wednesday
button home.next
shortcut shortcut.log
button log.open
more why
*more later
*button after.held
button after.not_held
button after.moved
button listened.yes
button listened.partly
button listened.not_yet
button attempt.open
form form.attempt
button outcome.open
form form.outcome
button decided.yes
button decided.no
button decided.not_yet
button topic.mine
button topic.theirs
button topic.both
button sure.open
form form.sure
button selfcheck.open
*form form.selfcheck
*button openness.easy
*button openness.mostly
*button openness.not_yet
*form form.log
*button survey.say.yes
*button survey.say.partly
*button survey.say.not_yet
*button survey.go.change
button step.open
button step.time
button step.goal
button step.fit
button survey.go.rather
button survey.go.on
button stage.ready
button stage.yes
button stage.not_yet
button stage.back
button closing.open
form form.farewell
button lasted.open
form form.lasted
button lasted.skip
word pause
button away.open
*form form.away
button away.change
*button away.back
word settings
button preferences.open
*form form.preferences
button invited.join
button invited.offer
button invited.not_now
button invited.no
button invite.open
form form.invite
form form.inviting
form form.posting
button invite.back
button invite.list
word learn
button learn.open
button learn.first
button learn.read
button learn.next
button learn.choose
*button learn.answer
button learn.done
button learn.about
button plan.open
button plan.choose
button idea.next
button home.more
button profile.open
button profile.work
*form form.profile.work
button profile.fit
*form form.profile.fit
button profile.wishes
*form form.profile.wishes
button profile.apart
*form form.profile.apart
button profile.levels
form form.profile.levels
button profile.order
form form.profile.order
button again.start
form form.again
form form.pair
button leavers.left
button leavers.stay
word admin
button admin.open
button admin.settings
button admin.progress
*form form.settings
*button admin.preview
*button admin.pause
*button admin.resume
word data
button data.open
button data.more
button data.back
button data.file
*button data.keep
*button data.unkeep
button data.erase
form form.erase
button support.open
button support.worried
button contact.open
button contact.choose
*form form.contact
more support.open
more contact.open
-- a line loaded
button attention.open
*button attention.rest
-- a line gone and loaded
button attention.open
*button attention.tell
-- a word first
button attention.open
*button attention.word
*button line.close
word leave
button leave.open
button leave.sure
button leave.stay
button end.open
button end.keep
button end.open
*button end.find
*button next.nothing
*button next.again
*button next.pause
*button next.match
button support.stop
button end.open: maya
*button end.only
button run.start
*form form.run
-- settle
button run.look
button run.after
button run.before
button run.change
*form form.change
button run.why
button why.mentee
button why.mentor
button run.tell
button run.publish
*form form.publish
button run.discard
button leave.open: maya
*button leave.now: maya
button admin.close
*form form.closing
"""
"""Each is pressed twice, by whom the table names or who stands behind the colon.

`*`: the first press changes something, so that the second has something to leave alone;
`--`: what happens in between.
"""


def presses() -> Iterator[tuple[str, str, bool]]:
    """What is pressed (or "", and the step in between), by whom, whether it changes something."""
    for entry in STORY.splitlines():
        what, _, who = entry.partition(":")
        if entry.startswith("-- "):
            yield "", entry.removeprefix("-- "), False
        else:
            yield what.removeprefix("*").strip(), who.strip(), entry.startswith("*")


def test_the_story_presses_everything_twice() -> None:
    pressed = {what.strip() for what, _, _ in presses() if what}
    assert sorted(pressed) == sorted(line.name.strip() for line in LINES)


def test_a_second_press_is_answered_kindly_and_changes_nothing(
    slack: Office, database: str
) -> None:
    watched = sample(database, LINES)
    known = {line.name.strip(): line for line in LINES}
    problems = []
    for what, who, changes in presses():
        if what:
            found = _twice(slack, known[what], who, changes, watch=known[what] in watched)
            problems += [f"{what}: {problem}" for problem in found]
        else:
            STEPS[who](slack)
    assert "\n".join(problems) == ""
    assert slack.slack.lint() == []


def _twice(office: Office, line: Line, who: str, changes: bool, watch: bool) -> list[str]:
    actor = office.person(f"U_{(who or line.by).upper()}")
    hand = Hand(office, actor, ids_of(office))
    before = dump(office.host.store) if watch else {}  # type: ignore[arg-type]
    hand.use(line)
    did = not watch or changed(before, dump(office.host.store))  # type: ignore[arg-type]
    problems = [] if not changes or did else ["the first press changed nothing"]
    cell = line.cells["second press"]
    if cell.startswith("shown") and _is_offered(actor, line.id):
        problems.append("the message still offers it")
    return problems + try_it(hand, line, cell, watch)


def _is_offered(actor: Actor, action_id: str) -> bool:
    lasting = [one for one in actor.messages() if not one.ephemeral]
    return any(action_id == each[1] for one in lasting for each in one.buttons)
