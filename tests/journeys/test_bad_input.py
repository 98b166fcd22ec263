"""Whatever is wrong with what somebody typed, chose or configured: a plain sentence says so."""

import json
from pathlib import Path

import pytest

from bot.domain.facts import Fact
from bot.domain.programs import ProgramState
from tests.journeys.fields import FORMS, sent, text
from tests.journeys.hands import ids_of, with_a_talk
from tests.journeys.matrix import WORDS
from tests.journeys.refused import REFUSED, SETUP_REFUSED, said
from tests.journeys.rows import changed, dump
from tests.office import CHANNEL, MONDAY, Actor, Office

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


# --- what nobody made, or an older version did ------------------------------------------------


def replies(actor: Actor) -> str:
    """The newest private reply."""
    return str(actor.ephemerals()[-1].visible())


def sentence(id: str, **facts: Fact) -> str:
    """A sentence as it is shown."""
    return WORDS(id, **facts).replace("`", "")


UNKNOWN_WORDS = {
    "joyn": "Did you mean /mentor join?",
    "xyzzy": "/mentor help shows",
    "<@U_MAYA>": "/mentor help shows",
    "🦄": "/mentor help shows",
}


def test_an_unknown_word_is_answered_with_the_nearest_or_with_help(slack: Office) -> None:
    slack.open_program()
    for word, answer in UNKNOWN_WORDS.items():
        slack.otto.command(f"/mentor {word}")
        assert answer in replies(slack.otto).replace("`", "")
    slack.otto.command("/mentor JOIN now, please")
    assert slack.otto.view.callback_id == "form.join"


def test_what_an_older_version_left_behind_points_to_home(slack: Office) -> None:
    slack.open_program()
    slack.otto.command("/mentor")
    before = dump(slack.host.store)  # type: ignore[arg-type]
    slack.otto.press_raw("old.button", "x", slack.otto.messages()[-1].ts, "D_OTTO")
    assert replies(slack.otto) == sentence("refusal.stale")
    answer = slack.otto.submit_raw(sent("U_OTTO", "old.form", "x", {"line": text("Hello")}))
    assert answer.ack_payload["errors"] == {"line": sentence("refusal.stale")}
    trigger = slack.otto.trigger()
    slack.otto.raw({"type": "shortcut", "callback_id": "old.shortcut", "trigger_id": trigger})
    assert sentence("refusal.stale") in slack.otto.view
    assert changed(before, dump(slack.host.store)) == set()  # type: ignore[arg-type]


# --- forms ------------------------------------------------------------------------------------


@pytest.fixture
def running(slack: Office) -> Office:
    """Theo has Maya, Lena looks for somebody, Jonas has left the company."""
    return with_a_talk(slack)


def _refusal(code: str) -> str:
    id, _, most = code.partition("/")
    facts: dict[str, Fact] = {"most": int(most)} if most else {}
    return WORDS.plain(f"refusal.{id}", **facts)


def test_what_cannot_be_taken_is_refused_at_its_field_and_nothing_changes(running: Office) -> None:
    ids, problems = ids_of(running), []
    before = dump(running.host.store)  # type: ignore[arg-type]
    for (what, callback, who, at), (about, instead, code) in REFUSED.items():
        form = sent(what, callback, ids.get(about, ""), said(callback, **instead))
        answer = running.person(f"U_{who.upper()}").submit_raw(form)
        if answer.ack_payload != {"response_action": "errors", "errors": {at: _refusal(code)}}:
            problems.append(f"{what}: {answer.ack_payload}")
    assert problems == []
    assert changed(before, dump(running.host.store)) == set()  # type: ignore[arg-type]


def test_a_program_opens_only_with_what_it_needs(slack: Office) -> None:
    slack.slack.invite_bot(CHANNEL, by="U_ADA")
    slack.settle()
    slack.nora.command("/mentor setup", channel=CHANNEL)
    slack.nora.submit()
    ids, problems = ids_of(slack), []
    before = dump(slack.host.store)  # type: ignore[arg-type]
    for (what, callback, at), (instead, code) in SETUP_REFUSED.items():
        about = CHANNEL if callback == "form.setup" else ids["program"]
        answer = slack.nora.submit_raw(sent(what, callback, about, said(callback, **instead)))
        if answer.ack_payload != {"response_action": "errors", "errors": {at: _refusal(code)}}:
            problems.append(f"{what}: {answer.ack_payload}")
    assert problems == []
    assert changed(before, dump(slack.host.store)) == set()  # type: ignore[arg-type]


def test_a_question_too_long_for_a_command_stands_whole_in_the_form(running: Office) -> None:
    question = "How do I say no & stay kind? " * 20
    running.theo.command(f"/mentor note {question}")
    assert running.theo.view.inputs["text"].value == question.strip()
    running.theo.submit()
    assert running.theo.view.errors == {"text": _refusal("note.long/500")}
    assert running.theo.view.inputs["text"].value == question.strip()


def test_a_form_sent_twice_at_once_counts_once(running: Office) -> None:
    running.theo.command("/mentor note Do I talk too much?")
    running.theo.submit(double=True)
    running.theo.command("/mentor log")
    running.theo.fill("day", MONDAY.date().isoformat())
    running.theo.submit(double=True)
    with running.host.store.read() as unit:
        assert len(unit.notes.find()) == 1
        assert len(unit.meetings.find(state="held")) == 1


def test_an_old_form_is_answered_with_how_things_stand(running: Office) -> None:
    ids = ids_of(running)
    answer = running.maya.submit_raw(sent("old", "form.accept", ids["request"], {}))
    shown = json.dumps(answer.ack_payload, ensure_ascii=False)
    assert WORDS.plain("refusal.request.settled") in shown


def test_nobody_joins_while_the_program_rests_and_nothing_typed_is_lost(slack: Office) -> None:
    slack.open_program()
    slack.theo.command("/mentor join")
    slack.theo.fill("topics", ["giving feedback"])
    slack.theo.fill("hope", "I want to say hard things.")
    with slack.host.store.unit() as unit:
        program, *_ = unit.programs.find()
        unit.programs.change(program.id, {}, {"state": ProgramState.PAUSED})
    slack.theo.submit()
    assert _refusal("program.paused") in slack.theo.view.errors.values()
    assert slack.theo.view.inputs["hope"].value == "I want to say hard things."


def test_a_guest_and_a_bot_cannot_join(slack: Office) -> None:
    slack.open_program()
    guest = slack.person("U_GUEST")
    answer = guest.submit_raw(sent("guest", "form.join", "", FORMS["form.join"]))
    assert _refusal("join.guest") in answer.ack_payload["errors"].values()


def test_somebody_made_an_admin_a_moment_ago_may_start_the_program(slack: Office) -> None:
    slack.slack.invite_bot(CHANNEL, by="U_ADA")
    slack.settle()
    slack.tom.press("Start set-up")
    assert "A workspace admin starts the program" in replies(slack.tom)
    slack.slack.change_user("U_TOM", is_admin=True)
    slack.host.listeners.finished(timeout=10)
    slack.tom.press("Start set-up")
    assert slack.tom.view.callback_id == "form.setup"
