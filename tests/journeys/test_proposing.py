"""Other ways to each other: the directory, a proposal, a coordinator's hand, another round."""

from datetime import timedelta

import pytest

from bot.domain.ids import new_id
from bot.domain.mentorships import Outcome, Stage, StageEntry, StageReason
from bot.domain.participants import Role
from bot.domain.requests import RequestState
from bot.ports import Profile
from bot.services import enrollment
from bot.services.enrollment import Enrollment
from handlers.views.volunteers import PAGE
from tests.journeys.test_asking import DAY, well_formed
from tests.office import CHANNEL, MONDAY, TEAM, Actor, Office

pytestmark = pytest.mark.slow

VOLUNTEERS = tuple(f"Volunteer {number:02}" for number in range(PAGE + 2))
LINE = "You both like maps."


@pytest.fixture
def opened(slack: Office) -> Office:
    """Maya and Jonas offer to mentor, Theo looks for a mentor; it is eleven on Monday."""
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    return slack


def volunteers_join(office: Office) -> None:
    """More people than a page of the directory holds offer something else."""
    for number, name in enumerate(VOLUNTEERS):
        slack_id = f"U_VOLUNTEER{number:02}"
        office.slack.add_user(slack_id, name=slack_id.lower(), real_name=name, tz="Europe/Madrid")
        profile = Profile(slack_id, "Europe/Madrid", "en-US", True, False, False, False)
        offered = Enrollment((Role.MENTOR,), ("presenting",))
        with office.host.store.unit() as unit:
            enrollment.join(unit, TEAM, profile, offered, office.clock.wall())


def named(who: Actor) -> list[str]:
    """The volunteers on the open page."""
    return [name for name in VOLUNTEERS if name in who.view.text()]


def states(office: Office) -> list[tuple[str, str]]:
    with office.host.store.read() as unit:
        return [(one.type, str(one.state)) for one in unit.requests.find()]


def test_the_directory_has_pages_and_a_topic_and_whoever_is_in_it_can_be_asked(
    opened: Office,
) -> None:
    volunteers_join(opened)
    theo = opened.theo
    theo.command("/mentor find")
    theo.press("See everyone", in_view=True)
    first = named(theo)
    assert "Maya" in theo.view.text()
    assert "Earlier page" not in theo.view.buttons
    theo.press("Next page", in_view=True)
    second = named(theo)
    assert "Next page" not in theo.view.buttons
    assert sorted([*first, *second]) == sorted(VOLUNTEERS)
    assert len(first) == PAGE - 2
    theo.press("Earlier page", in_view=True)
    assert named(theo) == first
    theo.choose_in_view("presenting", of="volunteers.topic")
    assert "Maya" not in theo.view.text()
    assert len(named(theo)) == PAGE
    theo.press("Ask this mentor", in_view=True, within=named(theo)[-1])
    assert "You hear from me by" in theo.view.text()
    opened.settle()
    assert states(opened) == [("one_on_one", "open")]
    well_formed(opened)


def test_a_coordinator_proposes_two_people_and_each_is_asked_in_turn(opened: Office) -> None:
    ada = opened.ada
    ada.command("/mentor propose", channel=CHANNEL)
    ada.fill("mentee", "U_THEO")
    ada.fill("mentor", "U_THEO")
    assert "not in the program as a mentor" in ada.submit().errors["mentor"]
    ada.fill("mentor", "U_MAYA")
    ada.fill("line", LINE)
    assert ada.submit().errors == {}
    assert "I ask the mentor first" in ada.view.text()
    opened.settle()
    assert f"They write: “{LINE}”" in opened.maya.wait_for("Your coordinators thought of").text
    assert "Your coordinators" not in opened.theo.dm.text
    opened.maya.press("Accept")
    opened.maya.submit()
    opened.settle()
    offered = opened.theo.wait_for("Your coordinators suggest a mentorship")
    assert LINE in offered.text
    opened.theo.press("Accept and start")
    opened.settle()
    assert states(opened) == [("one_on_one", "begun")]
    well_formed(opened)


def test_a_coordinator_proposes_one_talk(opened: Office) -> None:
    opened.ada.command("/mentor propose", channel=CHANNEL)
    opened.ada.fill("mentee", "U_THEO")
    opened.ada.fill("mentor", "U_JONAS")
    opened.ada.fill("type", "one talk of half an hour")
    opened.ada.submit()
    opened.settle()
    asked = opened.jonas.wait_for("for one talk of half an hour with")
    assert "<@U_THEO> writes: “I want to say hard things without hurting people.”" in asked.text
    opened.jonas.press("Accept")
    opened.jonas.submit()
    opened.settle()
    opened.theo.wait_for("Your coordinators suggest one talk of half an hour with")
    opened.theo.press("Pass")
    opened.settle()
    assert states(opened) == [("flash", "passed")]
    opened.jonas.wait_for("is not available this time")
    well_formed(opened)


def test_two_others_are_proposed_in_the_coordinators_channel_and_nowhere_else(
    opened: Office,
) -> None:
    ada = opened.ada
    ada.command("/mentor propose")
    assert ada.view is None
    assert "/mentor join" in ada.ephemerals()[-1].text
    ada.command("/mentor propose", channel=CHANNEL)
    form = ada.view
    raw = {"callback_id": "form.pair", "private_metadata": "C0PUBLIC", "blocks": form.blocks}
    values = {
        "mentee": {"mentee": {"type": "users_select", "selected_user": "U_THEO"}},
        "mentor": {"mentor": {"type": "users_select", "selected_user": "U_MAYA"}},
    }
    for who, channel in ((ada, "C0PUBLIC"), (opened.otto, CHANNEL), (opened.theo, CHANNEL)):
        who.submit_raw({**raw, "private_metadata": channel, "state": {"values": values}})
    opened.settle()
    assert states(opened) == []
    opened.theo.command("/mentor propose")
    opened.theo.fill("person", "U_MAYA")
    assert "line" in opened.theo.view.inputs
    assert "mentee" not in opened.theo.view.inputs


def test_a_mentor_proposes_herself_and_the_mentee_accepts(opened: Office) -> None:
    maya = opened.maya
    maya.command("/mentor propose")
    maya.fill("person", "U_THEO")
    maya.fill("role", "the mentor")
    maya.fill("line", "I have been there.")
    assert maya.submit().errors == {}
    opened.settle()
    assert "I have been there." in opened.theo.wait_for("Maya").text
    opened.theo.press("Accept and start")
    opened.settle()
    opened.theo.wait_for("meet")
    assert states(opened) == [("one_on_one", "begun")]
    well_formed(opened)


def test_coordinators_see_how_requests_stand_in_counts_and_ages_only(opened: Office) -> None:
    def shown() -> str:
        opened.ada.command("/mentor admin", channel=CHANNEL)
        opened.ada.press("See how requests stand", channel=CHANNEL)
        return str(opened.ada.ephemerals()[-1].text)

    assert "0 wait for an answer" in shown()
    opened.ask()
    opened.go_to(MONDAY + 2 * DAY + timedelta(hours=2))
    assert "One waits for an answer. The oldest has waited 2 working days." in shown()
    opened.maya.press("Pass")
    opened.settle()
    said = shown()
    assert "0 wait for an answer" in said
    assert "One was answered in time" in said
    for secret in ("Theo", "Maya", "U_", "giving feedback", "pass."):
        assert secret not in said.split("Counts only")[0]
    well_formed(opened)


def test_two_who_both_chose_another_round_start_it_with_one_tap_each(opened: Office) -> None:
    opened.ask()
    opened.accept()
    with opened.host.store.unit() as unit:
        (theirs,) = unit.mentorships.find()
        unit.stage_entries.add(
            StageEntry(
                new_id(), theirs.id, 2, Stage.TRANSITION, opened.clock.wall(), StageReason.CALENDAR
            )
        )
    for who in (opened.theo, opened.maya):
        who.home(timeout=0.5)
        who.press_home("Round it off")
        who.fill("next", "Another round together")
        who.submit()
    opened.settle()
    with opened.host.store.read() as unit:
        assert [one.outcome for one in unit.endings.find()] == [Outcome.RENEWED]
    opened.theo.press("Start another round")
    assert "stays between you two" in opened.theo.view.text()
    opened.theo.submit()
    opened.settle()
    opened.maya.press("Accept")
    opened.maya.submit()
    opened.settle()
    with opened.host.store.read() as unit:
        assert len(unit.mentorships.find()) == 2
        assert unit.requests.find()[-1].state is RequestState.BEGUN
    well_formed(opened)
