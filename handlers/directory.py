"""Who is who in Slack, remembered for a while; what Slack does not say is never guessed."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from threading import Lock
from typing import Any, Generic, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.ports import Profile
from handlers.slack_client import error_code

PROFILE_SECONDS = 24 * 3600.0
MEMBERS_SECONDS = 60.0

_PAGE = 200
_AT_ONCE = 8
_NOBODY = ("user_not_found", "users_not_found", "user_not_visible")
_NO_CHANNEL = ("channel_not_found", "method_not_supported_for_channel_type")
_SHARED = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")
_BROKEN = (SlackClientError, OSError, HTTPException, ValueError, AttributeError)

T = TypeVar("T")


class SlackSilent(RuntimeError):
    """Slack did not answer, or refused to: who is who is unknown, so nothing may be shown."""


@dataclass(frozen=True)
class Identity:
    """Who the bot is in its workspace, and the scopes it was granted."""

    team_id: str
    bot_user: str
    bot_id: str
    scopes: frozenset[str]


class _Remembered(Generic[T]):
    """Values kept for some seconds; one that was forgotten while it was fetched is not kept."""

    def __init__(self, seconds: float, now: Callable[[], float]) -> None:
        self._seconds = seconds
        self._now = now
        self._lock = Lock()
        self._kept: dict[str, tuple[float, T]] = {}
        self._turns: dict[str, int] = {}

    def get(self, key: str, fetch: Callable[[], T]) -> T:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and self._now() - kept[0] < self._seconds:
                return kept[1]
            turn, asked = self._turns.get(key, 0), self._now()
        value = fetch()
        with self._lock:
            if self._turns.get(key, 0) == turn:
                self._kept[key] = (asked, value)
        return value

    def forget(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)
            self._turns[key] = self._turns.get(key, 0) + 1


@dataclass(frozen=True)
class Memory:
    """Who is who, and who is in which channel, as far as it is remembered."""

    profiles: _Remembered[Profile]
    members: _Remembered[frozenset[str]]


class SlackDirectory:
    """`bot.ports.Directory` by the Web API; safe to share between threads.

    Everything raises SlackSilent where Slack does not answer: callers show nothing then.
    """

    def __init__(
        self, client: WebClient, now: Callable[[], float], memory: Memory | None = None
    ) -> None:
        """`now` is a monotonic clock in seconds; without a memory it starts with none."""
        self._client = client
        self._now = now
        self._memory = memory or Memory(
            _Remembered(PROFILE_SECONDS, now), _Remembered(MEMBERS_SECONDS, now)
        )

    def hurried(self, client: WebClient) -> "SlackDirectory":
        """The same memory, asked through another client: for those who cannot wait."""
        return SlackDirectory(client, self._now, self._memory)

    def profile(self, slack_id: str) -> Profile:
        """What Slack says of this person, at most a day old; LookupError: Slack knows nobody."""
        return self._memory.profiles.get(slack_id, lambda: self._ask_profile(slack_id))

    def profiles(self, slack_ids: Iterable[str]) -> Mapping[str, Profile]:
        """What Slack says of each of these people, several asked about at once; those it does
        not know are left out."""
        with ThreadPoolExecutor(_AT_ONCE) as asking:
            found = asking.map(self._profile_if_known, dict.fromkeys(slack_ids))
            return {one.slack_id: one for one in found if one is not None}

    def _profile_if_known(self, slack_id: str) -> Profile | None:
        try:
            return self.profile(slack_id)
        except LookupError:
            return None

    def members(self, channel: str) -> frozenset[str]:
        """The Slack ids in this channel, at most a minute old."""
        return self._memory.members.get(channel, lambda: self._ask_members(channel))

    def channel_fault(self, channel: str) -> str | None:
        """Why this cannot be an admin channel, or None; asked anew each time."""
        try:
            found = _part(self._call("conversations.info", channel=channel), "channel", dict)
        except SlackSilent as silent:
            fault = _fault_of_refusal(silent)
            if fault is None:
                raise
            return fault
        return _fault_of_channel(found)

    def identity(self) -> Identity:
        """Who the bot is here; asked anew each time."""
        answer = self._call("auth.test")
        return Identity(
            team_id=str(answer["team_id"]),
            bot_user=str(answer["user_id"]),
            bot_id=str(answer["bot_id"]),
            scopes=_scopes(answer.headers),
        )

    def granted_scopes(self) -> frozenset[str]:
        """The scopes of the bot token; asked anew each time."""
        return _scopes(self._call("auth.test").headers)

    def invalidate(self, slack_id: str) -> None:
        """Ask Slack again next time about this person (`user_change`) or this channel
        (somebody joined or left)."""
        self._memory.profiles.forget(slack_id)
        self._memory.members.forget(slack_id)

    def _ask_profile(self, slack_id: str) -> Profile:
        answer = self._call("users.info", user=slack_id, include_locale=True)
        user = _part(answer, "user", dict)
        return Profile(
            slack_id=slack_id,
            zone=str(user.get("tz") or "UTC"),
            locale=str(user.get("locale") or "en-US"),
            active=not user.get("deleted", False),
            admin=bool(user.get("is_admin") or user.get("is_owner")),
            guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
            bot=bool(user.get("is_bot") or slack_id == "USLACKBOT"),
        )

    def _ask_members(self, channel: str) -> frozenset[str]:
        found: set[str] = set()
        cursor = ""
        while True:
            page = self._call("conversations.members", channel=channel, limit=_PAGE, cursor=cursor)
            found.update(_part(page, "members", list))
            following = _next_cursor(page)
            if not following:
                return frozenset(found)
            if following == cursor:
                raise SlackSilent("conversations.members: the same page again")
            cursor = following

    def _call(self, method: str, **params: object) -> Any:
        try:
            return self._client.api_call(method, params=params)
        except SlackApiError as refusal:
            code = error_code(refusal)
            if code in _NOBODY:
                raise LookupError(code) from refusal
            raise SlackSilent(f"{method}: {code}") from refusal
        except _BROKEN as error:
            raise SlackSilent(f"{method}: {error}") from error


def _part(answer: Any, name: str, kind: type[T]) -> T:
    value = answer.get(name)
    if not isinstance(value, kind):
        raise SlackSilent(f"an answer without {name!r}")
    return value


def _next_cursor(page: Any) -> str:
    return str((page.get("response_metadata") or {}).get("next_cursor") or "")


def _scopes(headers: Mapping[str, str]) -> frozenset[str]:
    named = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes", "")
    return frozenset(scope.strip() for scope in named.split(",") if scope.strip())


def _fault_of_channel(channel: Mapping[str, object]) -> str | None:
    if channel.get("is_archived"):
        return "archived"
    if any(channel.get(flag) for flag in _SHARED):
        return "shared"
    if not channel.get("is_private"):
        return "public"
    return None if channel.get("is_member") else "not_member"


def _fault_of_refusal(silent: SlackSilent) -> str | None:
    refusal = silent.__cause__
    if not isinstance(refusal, SlackApiError):
        return None
    code = error_code(refusal)
    if code in _NO_CHANNEL:
        return "not_member"
    # Public channels, and conversations between people, need scopes that the bot does not ask for.
    needed = str(refusal.response.get("needed")) if code == "missing_scope" else ""
    if "channels:read" in needed:
        return "public"
    return "not_member" if "im:read" in needed else None
