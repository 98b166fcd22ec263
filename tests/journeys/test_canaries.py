"""Canaries go in through the forms into every private field; whoever else looks sees none."""

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest

from sandbox.state import BOT_USER_ID
from storage import datamap
from tests.journeys.fields import FORMS, sent
from tests.journeys.fields import text as text_field
from tests.journeys.hands import ids_of
from tests.journeys.rows import told
from tests.journeys.test_profile import open_form
from tests.office import CHANNEL, MONDAY, Actor, Office

pytestmark = pytest.mark.slow

ROLE = "canary-of-the-role"
NOTE = "canary-of-the-note"
SENTENCE = "canary-of-the-goal"
EVIDENCE = "canary-of-the-evidence"
ANSWER = "canary-of-the-answer"
LINE = "canary-for-one-coordinator"
WISH = "canary-of-the-wish"
AGREED = "canary-of-the-six-lines"

OURS = ("bot", "handlers", "storage")
PARTNER, CHOSEN = "U_MAYA", "U_TOM"

CANARIES: Mapping[str, tuple[str, frozenset[str]]] = {
    "role.line": (ROLE, frozenset({PARTNER})),
    "request.line": (ROLE, frozenset({PARTNER})),
    "note.text": (NOTE, frozenset()),
    "goal.sentence": (SENTENCE, frozenset()),
    "goal.evidence": (EVIDENCE, frozenset()),
    "answer.value": (ANSWER, frozenset()),
    "support_line.text": (LINE, frozenset({CHOSEN})),
    "participant.wishes": (WISH, frozenset()),
    "agreement.terms": (AGREED, frozenset({PARTNER})),
}
"""Columns that take words, the words that go in, and who else may read them."""

NO_WORDS = {
    "block.slack_id": "an id, looked for below",
    "ending.asked_by": "an id; tests/journeys/test_support.py and the story of an ending",
    "invitation.answer": "a choice; the invitation's own tests",
    "lesson.name": "a choice; the learning tests",
    "manager.manager_slack_id": "an id, looked for below",
    "participant.wanted": "an id, looked for below",
    "role.rests": "a choice; tests/journeys/test_afterwards.py",
    "rating.value": "a number",
    "request.unheard": "a moment of ours; tests/journeys/test_unheard.py",
    "round.line": "one's question of a talk; its reader is the mentor who is asked",
}
"""Columns that hold no free words of their own here, each with the reason."""

WORDS = ("", "status", "find", "join", "data", "settings", "help more", "admin")


def test_every_sealed_column_has_a_canary_or_a_reason() -> None:
    sealed = {f"{one.table}.{one.name}" for one in datamap.columns() if one.sealed}
    assert sealed == set(CANARIES) | set(NO_WORDS)


@pytest.fixture
def sung(slack: Office, caplog: pytest.LogCaptureFixture) -> Office:
    """Theo wrote a canary into each form, and his mentorship is under way."""
    caplog.set_level(logging.DEBUG)
    slack.open_program()
    slack.join(slack.maya, "to be a mentor", "Silence is not kindness.", "giving feedback")
    slack.join(slack.jonas, "to be a mentor", "Plans change.", "giving feedback")
    slack.join(slack.theo, "a mentor", ROLE, "giving feedback")
    open_form(slack.theo, "Change my wishes")
    slack.theo.fill("wishes", WISH)
    assert slack.theo.submit().errors == {}
    slack.theo.close_view(whole_stack=True)
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    slack.accept()
    slack.maya.press("Pick a time")
    slack.maya.submit()
    _fill(slack.theo, "/mentor note", text=NOTE)
    _fill(slack.theo, "/mentor goal", sentence=SENTENCE, evidence=EVIDENCE)
    _answered(slack)
    _agreed(slack)
    _line(slack)
    slack.go_to(MONDAY + timedelta(days=4))
    return slack


def _fill(who: Actor, command: str, **fields: str) -> None:
    who.command(command)
    for name, words in fields.items():
        who.fill(name, words)
    assert who.submit().errors == {}
    who.close_view(whole_stack=True)


def _answered(office: Office) -> None:
    """An answer in one's own words, as the form of a question sends it."""
    office.go_to(MONDAY + timedelta(days=2, hours=6))
    said = {"what": text_field(ANSWER), "cue": text_field("After stand-up.")}
    reply = office.theo.submit_raw(sent("U_THEO", "form.attempt", ids_of(office)["meeting"], said))
    assert reply.acked


def _agreed(office: Office) -> None:
    """The six lines, as their form sends them."""
    said = {**FORMS["form.agreement"], "contact": text_field(AGREED)}
    about = ids_of(office)["mentorship"]
    reply = office.theo.submit_raw(sent("U_THEO", "form.agreement", about, said))
    assert reply.acked


def _line(office: Office) -> None:
    office.theo.home()
    office.theo.press_home("Need help?")
    office.theo.press("Write to a coordinator", in_view=True)
    office.theo.press("Write to them", in_view=True, within="Tom")
    office.theo.fill("text", LINE)
    office.theo.fill("may_act", "No, just know it for now")
    assert office.theo.submit().errors == {}
    office.settle()


def test_nobody_else_is_shown_a_canary_and_no_log_holds_one(
    sung: Office, caplog: pytest.LogCaptureFixture
) -> None:
    _look_everywhere(sung)
    seen = _seen_by(sung)
    # What the libraries say at this level, bot.logs lets nobody hear (tests/bot/test_logs.py).
    ours = [one for one in caplog.records if one.name.split(".")[0] in OURS]
    logged = "\n".join(f"{one.getMessage()} {one.exc_text}" for one in ours)
    assert set(seen) >= {"U_MAYA", "U_ADA", "U_TOM", "U_OTTO"}
    for column, (canary, may) in CANARIES.items():
        readers = {who for who, words in seen.items() if canary in words}
        assert readers <= may | {"U_THEO"}, f"{column} was shown to {readers - may}"
        assert canary not in logged, f"{column} was logged"
    for canary in (ROLE, NOTE, SENTENCE, EVIDENCE, WISH, AGREED):
        assert canary in seen["U_THEO"], "nothing was sung, so nothing was tested"
    assert ROLE in seen[PARTNER]
    assert LINE in seen[CHOSEN]
    assert "canary" not in json.dumps(dict(sung.host.report()), default=str)


def test_no_canary_lies_readable_in_the_database(sung: Office) -> None:
    rows = told(sung.host.store)
    assert "canary" not in rows
    assert "U_THEO" in rows


def _look_everywhere(office: Office) -> None:
    """Everybody opens whatever there is to open; coordinators in their channel too."""
    for who in (office.theo, office.maya, office.jonas, office.ada, office.tom, office.otto):
        who.home()
        for word in WORDS:
            _looked_at(who, f"/mentor {word}".strip())
    for who in (office.ada, office.tom):
        _looked_at(who, "/mentor admin", CHANNEL)
    office.settle()


def _looked_at(who: Actor, command: str, channel: str | None = None) -> None:
    who.command(command, channel)
    if who.view is not None:
        who.close_view(whole_stack=True)


def _seen_by(office: Office) -> Mapping[str, str]:
    """All words that were put before each person: messages, replies, forms, Home, files."""
    found: dict[str, list[str]] = {}
    for who, words in _shown(office):
        found.setdefault(who, []).append(words)
    found.pop(BOT_USER_ID, None)
    return {who: "\n".join(words) for who, words in found.items()}


def _shown(office: Office) -> Iterator[tuple[str, str]]:
    world, views = office.sandbox._slack.world, office.sandbox._slack.views
    for entry in office.slack.journal():
        words = json.dumps(entry, ensure_ascii=False)
        if entry["kind"] == "ephemeral":
            yield entry["user"], words
        elif entry["kind"] == "call" and "channel" in entry["args"]:
            channel = world.conversations.get(entry["args"]["channel"])
            yield from ((one, words) for one in (channel.members if channel else ()))
        elif entry["kind"] == "call" and "view" in (entry.get("result") or {}):
            view = views.by_id.get(entry["result"]["view"]["id"])
            yield (view.user if view else "nobody"), words


@pytest.mark.parametrize(
    ("form", "field"), [("Change my wishes", "wanted"), ("Keep people apart", "apart")]
)
def test_whom_somebody_wishes_or_keeps_out_is_shown_to_nobody_else(
    slack: Office, form: str, field: str
) -> None:
    slack.open_program()
    slack.people_join()
    open_form(slack.theo, form)
    slack.theo.fill(field, ["U_GUEST"])
    assert slack.theo.submit().errors == {}
    slack.theo.close_view(whole_stack=True)
    _look_everywhere(slack)
    seen = _seen_by(slack)
    assert [who for who, words in seen.items() if "U_GUEST" in words] == ["U_THEO"]


def test_the_manager_somebody_named_is_shown_to_nobody_else(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.theo.command("/mentor join")
    slack.theo.fill("manager", "U_GUEST")
    assert slack.theo.submit().errors == {}
    slack.theo.close_view(whole_stack=True)
    _look_everywhere(slack)
    seen = _seen_by(slack)
    assert [who for who, words in seen.items() if "U_GUEST" in words] == ["U_THEO"]
