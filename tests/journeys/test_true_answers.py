"""What a person reads about a form is true, whatever fails around it; and it is read in time."""

from datetime import timedelta
from typing import Any

import pytest

from handlers import features, listening
from handlers.desk import Answer, Desk, Heard, Listener
from handlers.directory import SlackSilent
from handlers.views import notice
from tests.office import MONDAY, TEAM, Office

NOT_SAVED = "Nothing was saved"


@pytest.fixture
def filled(slack: Office) -> Office:
    """Theo is about to send the form that joins."""
    slack.open_program()
    slack.theo.command("/mentor join")
    slack.theo.fill("hope", "I want to say hard things without hurting people.")
    slack.theo.fill("topics", ["giving feedback"])
    return slack


def has_joined(office: Office) -> bool:
    with office.host.store.read() as unit:
        person = unit.people.one(workspace_id=TEAM, slack_id="U_THEO")
        return person is not None and unit.participants.one(person_id=person.id) is not None


def broken_for(*ids: str) -> Any:
    """A builder of notices that fails for these."""

    def form(words: Any, id: str, facts: Any) -> Any:
        if id in ids:
            raise ValueError("no such block")
        return notice.form(words, id, facts)

    return form


def test_a_form_that_was_kept_is_never_said_not_to_be(
    filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = broken_for("form.join.done")
    monkeypatch.setattr(listening, "notice", type("Broken", (), {"form": staticmethod(form)}))
    filled.theo.submit()
    assert has_joined(filled)
    said = filled.theo.view.words
    assert NOT_SAVED not in said
    assert "was saved" in said
    filled.settle()
    assert filled.theo.dm is not None


def test_a_form_that_was_kept_closes_where_nothing_can_be_said_any_more(
    filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = broken_for("form.join.done", "refusal.form.kept")
    monkeypatch.setattr(listening, "notice", type("Broken", (), {"form": staticmethod(form)}))
    filled.theo.submit()
    assert has_joined(filled)
    assert filled.theo.view is None


def test_a_form_that_was_not_kept_says_so_and_keeps_the_text(
    filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise ValueError("no such topic")

    monkeypatch.setattr("bot.services.enrollment.join", fails)
    filled.theo.submit()
    assert not has_joined(filled)
    assert NOT_SAVED in str(filled.theo.view)


def test_a_tap_that_was_kept_is_never_said_not_to_be(
    slack: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.match()

    def silent(desk: Desk, heard: Heard) -> Answer:
        with desk.unit() as unit:
            unit.once("a tap", desk.now())
        raise SlackSilent("users.info: nothing came")

    monkeypatch.setitem(features.WORDS, "status", Listener("word", "status", silent))
    slack.theo.command("/mentor status")
    assert "nothing was changed" not in slack.theo.ephemerals()[-1].words
    assert "was kept" in slack.theo.ephemerals()[-1].words


def unacknowledged(office: Office) -> list[Any]:
    return office.slack.journal(kind="unacked")


@pytest.mark.slow
def test_while_slack_hangs_every_tap_is_acknowledged_in_time(slack: Office) -> None:
    slack.match()
    slack.slack.fault("hang", "*", count=-1)
    for act in (
        lambda: slack.slack.person("U_THEO").command("/mentor status"),
        lambda: slack.slack.person("U_LENA").command("/mentor join"),
        lambda: slack.slack.person("U_THEO").press("Pick a time"),
    ):
        act()
    assert unacknowledged(slack) == []
    slack.slack.clear_faults()


@pytest.mark.slow
def test_while_slack_hangs_a_form_keeps_its_text_and_says_so_in_time(filled: Office) -> None:
    filled.host.directory.invalidate("U_THEO")
    filled.slack.fault("hang", "users.info", count=-1)
    filled.theo.submit()
    assert unacknowledged(filled) == []
    assert NOT_SAVED in str(filled.theo.view)
    filled.slack.clear_faults()
    filled.theo.submit()
    assert has_joined(filled)


def test_a_tap_is_noted_together_with_what_it_does(
    slack: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "_afterwards", lambda *_left: None)
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    slack.maya.press("Pass")
    with slack.host.store.read() as unit:
        (asked,) = unit.deliveries.find(template="request.asked")
    assert asked.answered_at == slack.clock.wall()


def test_a_tap_that_only_opens_something_is_noted_too(slack: Office) -> None:
    slack.match()
    with slack.host.store.read() as unit:
        (joined,) = (
            one for one in unit.deliveries.find(template="joined") if one.answered_at is not None
        )
    assert joined.answered_at == slack.clock.wall()
