"""What Slack's answers mean."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import outcomes
from bot.domain.deliveries import State
from bot.domain.outcomes import back_off, fate_of, settle
from bot.ports import Fate
from tests.builders import TUESDAY, at, delivery

MARKED = replace(delivery(), state=State.SENDING, sending_at=TUESDAY, lease_until=at(0, 11))
NOW = at(0, 10, 1)


@pytest.mark.parametrize(
    ("error", "status", "fate"),
    [
        (None, 200, "done"),
        ("ratelimited", 200, "not_sent"),
        (None, 429, "not_sent"),
        ("ConnectionRefusedError", None, "not_sent"),
        ("gaierror", None, "not_sent"),
        ("SSLCertVerificationError", None, "not_sent"),
        ("TimeoutError", None, "unknown"),
        ("timeout", None, "unknown"),
        ("ConnectionResetError", None, "unknown"),
        ("RemoteDisconnected", None, "unknown"),
        ("IncompleteRead", None, "unknown"),
        ("JSONDecodeError", 200, "unknown"),
        (None, None, "unknown"),
        (None, 302, "unknown"),
        (None, 403, "unknown"),
        (None, 502, "unknown"),
        ("user_disabled", 503, "unknown"),
        ("internal_error", 200, "unknown"),
        ("fatal_error", 200, "unknown"),
        ("request_timeout", 200, "unknown"),
        ("service_unavailable", 200, "unknown"),
        ("duplicate_message_not_found", 200, "unknown"),
        ("duplicate_channel_not_found", 200, "unknown"),
        ("channel_not_found", 200, "refused_person"),
        ("user_disabled", 200, "refused_person"),
        ("user_not_found", 200, "refused_person"),
        ("user_not_visible", 200, "refused_person"),
        ("cannot_dm_bot", 200, "refused_person"),
        ("account_inactive", 200, "refused_workspace"),
        ("token_revoked", 200, "refused_workspace"),
        ("invalid_auth", 200, "refused_workspace"),
        ("missing_scope", 200, "refused_workspace"),
        ("messages_tab_disabled", 200, "refused_workspace"),
        ("invalid_blocks", 200, "refused_message"),
        ("msg_too_long", 200, "refused_message"),
        ("message_not_found", 200, "refused_message"),
        ("a_code_of_next_year", 200, "refused_message"),
    ],
)
def test_each_answer_has_its_fate(error, status, fate):
    assert fate_of(error, status)[0] == fate


def test_the_fates_are_those_of_the_port():
    names = [name for name in vars(outcomes) if name in Fate.__members__]
    assert {getattr(outcomes, name) for name in names} == set(Fate)
    assert len(names) == len(Fate)


@given(st.none() | st.text(min_size=1), st.none() | st.integers(100, 599))
def test_only_an_answer_without_an_error_is_done(error, status):
    fate, reason = fate_of(error, status)
    assert fate in set(Fate)
    assert (fate == "done") == (error is None and status == 200)
    assert (reason is None) == (fate == "done")


def test_done_is_sent_now():
    settled = settle(MARKED, Fate.DONE, NOW)
    assert (settled.state, settled.sent_at, settled.lease_until) == (State.SENT, NOW, None)


def test_what_is_in_doubt_stays_marked():
    settled = settle(MARKED, Fate.UNKNOWN, NOW, reason="TimeoutError")
    assert settled == replace(MARKED, reason="TimeoutError")


@pytest.mark.parametrize("fate", [Fate.REFUSED_PERSON, Fate.REFUSED_MESSAGE])
def test_what_slack_refuses_for_good_is_dead_with_its_reason(fate):
    settled = settle(MARKED, fate, NOW, reason="user_disabled")
    assert (settled.state, settled.reason) == (State.DEAD, "user_disabled")


def test_a_refused_workspace_gives_the_row_back_and_counts_no_attempt():
    settled = settle(MARKED, Fate.REFUSED_WORKSPACE, NOW, reason="token_revoked")
    assert (settled.state, settled.attempts, settled.lease_until) == (State.PENDING, 0, None)
    assert settled.next_at > NOW


def test_what_was_not_sent_is_tried_again_after_a_back_off():
    settled = settle(replace(MARKED, attempts=1), Fate.NOT_SENT, NOW, reason="gaierror")
    assert (settled.state, settled.attempts) == (State.PENDING, 2)
    assert settled.next_at == NOW + timedelta(minutes=1)


@pytest.mark.parametrize(("wait", "seconds"), [(1.0, 1), (30.0, 30), (None, 30)])
def test_a_rate_limit_waits_as_slack_asks_and_is_no_attempt(wait, seconds):
    settled = settle(MARKED, Fate.NOT_SENT, NOW, wait, "ratelimited")
    assert settled.attempts == 0
    assert settled.next_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("fate", [Fate.NOT_SENT, Fate.REFUSED_WORKSPACE])
def test_a_row_that_goes_back_still_says_when_it_took_its_turn(fate):
    assert settle(MARKED, fate, NOW).sending_at == MARKED.sending_at


def test_the_back_off_doubles_from_30_seconds_to_15_minutes():
    assert [back_off(n).total_seconds() for n in range(1, 8)] == [30, 60, 120, 240, 480, 900, 900]
    assert back_off(10_000) == timedelta(minutes=15)


@given(st.sampled_from(Fate), st.none() | st.floats(0, 3600), st.integers(0, 50))
def test_whatever_happens_identity_and_content_of_the_row_stay(fate, wait, attempts):
    row = replace(MARKED, attempts=attempts)
    settled = settle(row, fate, NOW, wait, "why")
    for name in ("id", "key", "kind", "due_at", "expires_at", "fence", "params"):
        assert getattr(settled, name) == getattr(row, name)
    assert settled.state in (State.SENT, State.DEAD, State.PENDING, State.SENDING)
