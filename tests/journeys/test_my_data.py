"""My data: read, taken along, kept longer, erased for good; for a mentee, a mentor, an outsider."""

import json
from datetime import timedelta

import pytest

from bot.domain.custody import OWN_CONTENT
from bot.domain.deliveries import State
from bot.domain.mentorships import Outcome
from tests.journeys.hands import with_a_talk
from tests.journeys.rows import told
from tests.office import MONDAY, Actor, Office

pytestmark = pytest.mark.slow

SECRET = "canary question 4711"


def everything(office: Office) -> str:
    return told(office.host.store)


def matched(office: Office) -> None:
    """Theo has Maya, and one question of his own."""
    with_a_talk(office)
    office.theo.command(f"/mentor note {SECRET}")
    office.theo.submit()


def erase(office: Office, who: Actor) -> None:
    who.command("/mentor data")
    who.press("Erase my data", in_view=True)
    who.fill("sure", ["Yes, erase everything of mine"])
    who.submit()
    assert who.view is not None
    assert "Everything of yours is erased" in who.view
    who.close_view(whole_stack=True)


def test_everything_about_me_is_read_in_plain_words(slack: Office) -> None:
    matched(slack)
    slack.theo.command("/mentor data")
    shown = slack.theo.view
    assert shown is not None
    for words in (SECRET, "Your questions for a talk", "Only you read it; your partner sees what"):
        assert words in shown
    assert "I want to say hard things" in shown
    assert "participant" not in shown.text().casefold()


def test_a_mentor_reads_that_she_was_asked_but_not_the_words_of_who_asked(slack: Office) -> None:
    matched(slack)
    slack.maya.command("/mentor data")
    assert slack.maya.view is not None
    assert "Requests from you and to you" in slack.maya.view
    assert "I want to say hard things" not in slack.maya.view
    assert SECRET not in slack.maya.view


def test_a_file_comes_into_my_own_messages_and_to_nobody_else(slack: Office) -> None:
    matched(slack)
    slack.theo.command("/mentor data")
    slack.theo.press("Send me a file", in_view=True)
    assert "The file is in your messages" in slack.theo.view
    (file,) = slack.slack.journal(kind="file")
    assert file["channel"] == "D_THEO"
    found = json.loads(file["text"])
    assert SECRET in str(found["Your questions for a talk"]["entries"])
    assert "Silence is not kindness." not in file["text"]


def test_a_file_slack_does_not_take_is_said_plainly(slack: Office) -> None:
    matched(slack)
    slack.slack.remove_scope("files:write")
    slack.theo.command("/mentor data")
    slack.theo.press("Send me a file", in_view=True)
    assert "Slack did not take the file" in slack.theo.view
    assert slack.slack.journal(kind="file") == []


def test_an_outsider_has_nothing_to_read_and_nothing_to_erase(slack: Office) -> None:
    slack.open_program()
    slack.otto.command("/mentor data")
    assert "I keep nothing about you" in slack.otto.view
    assert not any("Erase" in label for label, _, _ in slack.otto.view.buttons)


def test_nothing_is_erased_without_the_second_yes(slack: Office) -> None:
    matched(slack)
    before = everything(slack)
    slack.theo.command("/mentor data")
    slack.theo.press("Erase my data", in_view=True)
    slack.theo.close_view(whole_stack=True)
    assert everything(slack) == before


def test_erased_nothing_of_theo_is_left_and_what_is_mayas_is_whole(slack: Office) -> None:
    matched(slack)
    with slack.host.store.read() as unit:
        theo = unit.people.one(slack_id="U_THEO")
        assert theo is not None
    erase(slack, slack.theo)
    slack.settle()
    slack.pass_time(minutes=10)
    slack.host.daily()
    dump = everything(slack)
    for trace in ("U_THEO", "D_THEO", SECRET, "hard things"):
        assert trace not in dump
    with slack.host.store.read() as unit:
        (ending,) = unit.endings.find()
        (ship,) = unit.mentorships.find()
        assert (ending.outcome, ending.asked_by) == (Outcome.CLOSED_NO_FAULT, None)
        maya = unit.people.one(slack_id="U_MAYA")
        assert maya is not None
        (hers,) = unit.participants.find(person_id=maya.id)
        (role,) = unit.roles.find(participant_id=hers.id)
        assert (role.line, role.taken) == ("Silence is not kindness.", 0)
        assert len(unit.meetings.find(mentorship_id=ship.id)) == 1
        masked = unit.people.get(theo.id)
        assert masked.slack_id.startswith("erased-")
        audited = unit.audits.find(action="person.erased")
        assert [one.actor for one in audited] == [masked.slack_id]


def test_the_messages_of_an_erased_person_are_overwritten(slack: Office) -> None:
    matched(slack)
    before = [one.text for one in slack.theo.dms]
    assert len(before) == 2
    erase(slack, slack.theo)
    for _ in range(5):
        slack.pass_time(minutes=1)
    mine = [one.text for one in slack.theo.dms]
    assert set(mine) == {"This message was removed at its reader's wish."}
    assert len(mine) == len(before)
    assert not any("removed at its reader" in one.text for one in slack.maya.dms)


def test_the_partner_reads_that_it_has_ended_and_no_name(slack: Office) -> None:
    matched(slack)
    erase(slack, slack.theo)
    slack.settle()
    slack.go_to(MONDAY + timedelta(days=1, hours=5))
    message = slack.maya.wait_for("has ended")
    assert "someone who has left" in message
    assert "U_THEO" not in message.text
    assert "erased-" not in message.text
    home = slack.maya.home()
    assert home is not None
    assert "erased-" not in home.text()


def test_who_was_erased_may_come_back_as_someone_new(slack: Office) -> None:
    matched(slack)
    erase(slack, slack.theo)
    slack.settle()
    slack.join(slack.theo, "a mentor", "I try again.", "giving feedback")
    slack.theo.command("/mentor data")
    assert "I try again." in slack.theo.view
    assert SECRET not in slack.theo.view
    with slack.host.store.read() as unit:
        assert len(unit.people.find(slack_id="U_THEO")) == 1


def test_erasing_twice_erases_once_and_says_so(slack: Office) -> None:
    matched(slack)
    slack.theo.command("/mentor data")
    slack.theo.press("Erase my data", in_view=True)
    slack.theo.fill("sure", ["Yes, erase everything of mine"])
    slack.theo.submit()
    slack.theo.close_view(whole_stack=True)
    slack.theo.command("/mentor data")
    assert "I keep nothing about you" in slack.theo.view


def test_an_open_request_of_an_erased_mentor_is_answered_as_not_available(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    erase(slack, slack.maya)
    slack.settle()
    slack.go_to(MONDAY + timedelta(hours=3))
    assert "not available" in slack.theo.dms[-1].visible()
    assert "U_MAYA" not in everything(slack)


def test_every_message_can_still_be_composed_after_an_erasure(slack: Office) -> None:
    matched(slack)
    slack.go_to(MONDAY + timedelta(days=4))
    erase(slack, slack.theo)
    with slack.host.store.unit() as unit:
        for row in unit.deliveries.find(state=State.SENT):
            unit.deliveries.want(slack.clock.wall(), id=row.id)
    slack.pass_time(minutes=5)
    slack.pass_time(minutes=5)
    with slack.host.store.read() as unit:
        assert unit.deliveries.to_edit(slack.clock.wall() + timedelta(hours=1), 50) == ()


def test_own_words_go_120_days_after_the_end_unless_they_are_kept(slack: Office) -> None:
    matched(slack)
    slack.theo.command("/mentor data")
    slack.theo.press("Keep what I wrote", in_view=True)
    assert "stays until you erase it" in slack.theo.view
    slack.theo.close_view(whole_stack=True)
    _end(slack)
    slack.clock.advance_to(slack.clock.wall() + OWN_CONTENT + timedelta(days=4))
    slack.host.daily()
    assert len(_notes(slack)) == 1
    slack.theo.command("/mentor data")
    slack.theo.press("Let it go in time", in_view=True)
    slack.host.daily()
    assert _notes(slack) == ()


def test_home_says_in_time_that_own_words_go_and_offers_to_keep_them(slack: Office) -> None:
    matched(slack)
    _end(slack)
    slack.clock.advance_to(slack.clock.wall() + timedelta(days=70))
    home = slack.theo.home()
    assert home is not None
    assert "What you wrote in your mentorship goes on" in home
    slack.theo.press_home("Keep what I wrote")
    home = slack.theo.home()
    assert home is not None
    assert "goes on" not in home


def _notes(office: Office) -> tuple[object, ...]:
    with office.host.store.read() as unit:
        return unit.notes.find()


def _end(office: Office) -> None:
    with office.host.store.read() as unit:
        (ship,) = unit.mentorships.find()
    from bot.services import endings

    with office.host.store.unit() as unit:
        endings.end(unit, ship.id, "U_MAYA", office.clock.wall())
    office.pass_time(days=5)
