"""The first stretch step by step: each is tried whatever became of the others, and reported."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain.deliveries import State
from bot.domain.meetings import MeetingState
from bot.domain.programs import ProgramState
from tests.office import CHANNEL, MONDAY, Office

Step = Callable[[Office], bool]


def _sent(office: Office, template: str) -> int:
    with office.host.store.read() as unit:
        return len(unit.deliveries.find(template=template, state=State.SENT))


def _commands(office: Office) -> bool:
    """Without this scope Slack shows neither the command nor the shortcuts; the sandbox does."""
    return "commands" in office.slack.state()["scopes"]


def set_up(office: Office) -> bool:
    office.slack.invite_bot(CHANNEL, by="U_ADA")
    office.settle()
    if not _commands(office):
        return False
    office.nora.command("/mentor setup", channel=CHANNEL)
    office.nora.submit()
    for name in ("assistance", "people_team", "harassment"):
        office.nora.fill(name, "Care line 4040")
    office.nora.submit()
    office.settle()
    with office.host.store.read() as unit:
        return bool(unit.programs.find(state=ProgramState.OPEN))


def card(office: Office) -> bool:
    return _sent(office, "channel.card") == 1


def joined(office: Office) -> bool:
    if not _commands(office):
        return False
    office.join(office.maya, "to be a mentor", "Silence is not kindness.", "giving feedback")
    office.join(office.theo, "a mentor", "I want to say hard things.", "giving feedback")
    with office.host.store.read() as unit:
        return len(unit.participants.find()) == 2


def told(office: Office) -> bool:
    return _sent(office, "joined") == 2


def home(office: Office) -> bool:
    shown = office.theo.home(timeout=0.5)
    return shown is not None and "There are people who offer what you asked for" in shown


def asked(office: Office) -> bool:
    office.go_to(MONDAY + timedelta(hours=2))
    office.theo.press_home("See who fits")
    office.theo.press("Ask this mentor", in_view=True)
    office.settle()
    with office.host.store.read() as unit:
        return len(unit.requests.find()) == 1


def accepted(office: Office) -> bool:
    """Both at Home, where everything that matters stands even without messages."""
    office.maya.home(timeout=0.5)
    office.maya.press_home("Accept")
    office.maya.submit()
    office.settle()
    office.theo.home(timeout=0.5)
    office.theo.press_home("Read the four lines")
    office.theo.submit()
    office.settle()
    with office.host.store.read() as unit:
        return len(unit.mentorships.find()) == 1


def group(office: Office) -> bool:
    return _sent(office, "introduction") == 1


def introduced(office: Office) -> bool:
    """In the group, or to each in the own messages."""
    return group(office) or _sent(office, "introduction.copy") == 2


def before(office: Office) -> bool:
    office.go_to(MONDAY + timedelta(hours=4))
    office.maya.home(timeout=0.5)
    office.maya.press_home("Pick a time")
    office.maya.submit()
    office.go_to(MONDAY + timedelta(days=2, hours=1))
    return _sent(office, "before") == 1


def after(office: Office) -> bool:
    office.go_to(MONDAY + timedelta(days=3))
    return _sent(office, "after") == 2


def logged(office: Office) -> bool:
    if not _commands(office):
        return False
    office.theo.command("/mentor log")
    office.theo.submit()
    with office.host.store.read() as unit:
        return bool(unit.meetings.find(state=MeetingState.HELD))


def typed(office: Office) -> bool:
    office.theo.write("we met")
    office.settle()
    with office.host.store.read() as unit:
        found = unit.deliveries.find(kind="receipt", state=State.SENT)
    return any(one.template.startswith("reply.") for one in found)


def looked_up(office: Office) -> bool:
    """A message whose answer was lost is found again, and never posted twice."""
    office.slack.fault("status", "chat.postMessage", status=500, effect=True, count=1)
    before = len(office.slack.posts("D_LENA"))
    office.join(office.lena, "a mentor", "I want to be heard.", "giving feedback")
    office.pass_time(minutes=15)
    office.pass_time(minutes=15)
    once = len(office.slack.posts("D_LENA")) - before == 1
    with office.host.store.read() as unit:
        lena = unit.people.one(slack_id="U_LENA")
        row = unit.deliveries.one(template="joined", person_id=lena.id if lena else "")
    assert once or row is None or row.ts is None
    return once and row is not None and row.state is State.SENT


def file(office: Office) -> bool:
    if not _commands(office):
        return False
    office.theo.command("/mentor data")
    office.theo.press("Send me a file", in_view=True)
    office.theo.close_view(whole_stack=True)
    return bool(office.slack.journal(kind="file"))


STEPS: Mapping[str, Step] = {
    step.__name__: step
    for step in (
        set_up, card, joined, told, home, asked, accepted,
        group, introduced, before, after, logged, typed, file, looked_up,
    )
}  # fmt: skip


def stopped(office: Office) -> set[str]:
    """The report: the names of the steps that did not come about."""
    return {name for name, step in STEPS.items() if not _came_about(office, step)}


def _came_about(office: Office, step: Step) -> bool:
    try:
        return step(office)
    except AssertionError:  # what a person cannot do, or no view to do it in
        return False
