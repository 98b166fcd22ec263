"""What Slack's answer means for a delivery, as data (docs/slack.md)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.deliveries import Delivery, State

DONE = "done"
NOT_SENT = "not_sent"
UNKNOWN = "unknown"
REFUSED_PERSON = "refused_person"
REFUSED_MESSAGE = "refused_message"
REFUSED_WORKSPACE = "refused_workspace"
"""The values of `bot.ports.Fate`, which the rules may not import; a test holds them equal."""

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
"""Before the second attempt, doubling, and at most (docs/delivery.md)."""

RATE_LIMITED = ("ratelimited", "rate_limited")

_FATES: Mapping[str, tuple[str, ...]] = {
    NOT_SENT: (
        *RATE_LIMITED,
        "team_added_to_org",
        "external_channel_migrating",
        # The connection never stood, so nothing was written to it.
        "ConnectionRefusedError",
        "gaierror",
        "herror",
        "SSLCertVerificationError",
    ),
    UNKNOWN: (
        "internal_error",
        "fatal_error",
        "request_timeout",
        "service_unavailable",
    ),
    REFUSED_PERSON: (
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
        "cannot_dm_bot",
        "too_many_users",
        "not_enough_users",
        "invalid_user_combination",
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "as_user_not_supported",
    ),
    REFUSED_WORKSPACE: (
        "account_inactive",
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "not_allowed_token_type",
        "no_permission",
        "missing_scope",
        "messages_tab_disabled",
        "not_enabled",
        "access_denied",
        "accesslimited",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "org_login_required",
        "team_access_not_granted",
        "team_not_found",
        "two_factor_setup_required",
    ),
}
_BY_CODE = {code: fate for fate, codes in _FATES.items() for code in codes}


def fate_of(error: str | None, status: int | None) -> tuple[str, str | None]:
    """What became of a call, as a value of `Fate`, and the reason in Slack's words.

    `error` is Slack's code or, where no answer came, the name of the exception's class;
    `status` the HTTP status, None without an answer. What is not known to be refused is
    unknown, so that it is looked up and never sent twice; a code that Slack added since is a
    refusal of the message, since Slack answered it.
    """
    if status is not None and status >= 500:
        return UNKNOWN, error or f"http_{status}"
    if status == 429:
        return NOT_SENT, RATE_LIMITED[0]
    if error is None:
        return (DONE, None) if status == 200 else (UNKNOWN, f"http_{status}")
    if error in _BY_CODE:
        return _BY_CODE[error], error
    answered = status is not None and error.islower()
    doubled = error.startswith("duplicate_")
    return (REFUSED_MESSAGE if answered and not doubled else UNKNOWN), error


def settle(
    delivery: Delivery,
    fate: str,
    moment: datetime,
    wait: float | None = None,
    reason: str | None = None,
) -> Delivery:
    """The row once the fate of its call is known; `wait` is Slack's `Retry-After` in seconds.

    Sent, dead, or back to pending: after the wait Slack asks for, which is no attempt, or
    after a back-off that doubles. A row in doubt stays as it is, to be looked up; one that goes
    back keeps `sending_at`, with which it reserved its reader's 48 hours.
    """
    if fate == UNKNOWN:
        return replace(delivery, reason=reason)
    if fate == DONE:
        return replace(delivery, state=State.SENT, sent_at=moment, reason=None, lease_until=None)
    if fate in (REFUSED_PERSON, REFUSED_MESSAGE):
        return replace(delivery, state=State.DEAD, reason=reason, lease_until=None)
    back = replace(delivery, state=State.PENDING, reason=reason, lease_until=None)
    if fate == REFUSED_WORKSPACE:
        return replace(back, next_at=moment + FIRST_WAIT)
    if wait is not None or reason in RATE_LIMITED:
        pause = FIRST_WAIT if wait is None else timedelta(seconds=wait)
        return replace(back, next_at=moment + pause)
    attempts = delivery.attempts + 1
    return replace(back, attempts=attempts, next_at=moment + back_off(attempts))


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 30 seconds, doubling to 15 minutes."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 10)), LONGEST_WAIT)
