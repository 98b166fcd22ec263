"""A workspace admin starts a program, from the channel or from their own messages."""

import pytest

from bot.domain.programs import ProgramState
from tests.office import CHANNEL, Office

pytestmark = pytest.mark.slow

CONTACTS = ("assistance", "people_team", "harassment")


@pytest.fixture
def invited(slack: Office) -> Office:
    """The bot is in the channel of Ada and Tom; Nora, a workspace admin, is not."""
    slack.slack.leave(CHANNEL, "U_NORA")
    slack.slack.invite_bot(CHANNEL, by="U_ADA")
    slack.settle()
    return slack


def finishes(office: Office) -> None:
    for name in CONTACTS:
        office.nora.fill(name, "Care line 4040")
    office.nora.submit()
    office.settle()


def states(office: Office) -> list[ProgramState]:
    with office.host.store.read() as unit:
        return [one.state for one in unit.programs.find()]


def test_from_their_own_messages_without_being_in_the_channel(invited: Office) -> None:
    invited.nora.command("/mentor setup")
    invited.nora.submit()
    finishes(invited)
    assert states(invited) == [ProgramState.OPEN]
    assert "Career Mentoring is ready" in invited.ada.messages(CHANNEL)[-1].words
    assert invited.slack.errors() == []


def test_who_left_the_channel_with_a_form_open_may_finish_it(slack: Office) -> None:
    """Only the right of a workspace admin counts, and it is asked again with each form."""
    slack.slack.invite_bot(CHANNEL, by="U_ADA")
    slack.settle()
    slack.nora.press("Start set-up", channel=CHANNEL)
    slack.nora.submit()
    slack.slack.leave(CHANNEL, "U_NORA")
    finishes(slack)
    assert states(slack) == [ProgramState.OPEN]


def test_who_is_no_admin_any_more_may_not(invited: Office) -> None:
    invited.nora.command("/mentor setup")
    invited.nora.submit()
    invited.slack.change_user("U_NORA", is_admin=False)
    finishes(invited)
    assert states(invited) == [ProgramState.DRAFT]


def test_before_any_invitation_the_way_is_named(slack: Office) -> None:
    slack.nora.command("/mentor setup")
    assert "Invite me to a private channel" in slack.nora.ephemerals()[-1].text
    slack.theo.command("/mentor setup")
    assert "A workspace admin starts the program" in slack.theo.ephemerals()[-1].text
    assert states(slack) == []


def test_nobody_else_starts_it_from_their_own_messages(invited: Office) -> None:
    for who in (invited.ada, invited.otto):
        who.command("/mentor setup")
        assert "A workspace admin starts the program" in who.ephemerals()[-1].text
    assert states(invited) == []
