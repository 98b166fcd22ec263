"""Posts, edits and look-ups; the only place that speaks in Slack, and never twice by itself."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.outcomes import fate_of
from bot.ports import Body, Fate, File, Found, Posted
from handlers.slack_client import NeverConnected, error_code

log = logging.getLogger(__name__)

EVENT_TYPE = "mentor_delivery"

_CLOCK_DIFFERENCE = timedelta(hours=1)
_WRITES = ("chat.postMessage", "chat.update")
_PAGE = 200
_MOST_PAGES = 50
_DEFAULT_WAIT = 30.0
_BROKEN = (SlackClientError, OSError, HTTPException, ValueError, AttributeError)


class SlackMessenger:
    """`bot.ports.Messenger` by the Web API; safe to share between threads.

    Takes a posting client, one without retries: every repetition is the sender's decision.
    Nothing but SlackInsideUnit is raised, a failure is a fate.
    """

    def __init__(self, client: WebClient, bot_user: str, bot_id: str | None = None) -> None:
        """`bot_user` and `bot_id` are Slack's two names of the bot, by which its own messages
        are known."""
        self._client = client
        self._bot_user = bot_user
        self._bot_id = bot_id

    def open_dm(self, slack_id: str) -> Posted:
        """The DM with this person."""
        return self._open([slack_id])

    def open_group(self, slack_ids: Sequence[str]) -> Posted:
        """The group DM with these people; the same people always have the same one."""
        opened = self._open(slack_ids)
        if opened.reason == "missing_scope":
            # Only group messages are refused: the introduction has another way to its readers.
            return replace(opened, fate=Fate.REFUSED_PERSON)
        return opened

    def post(self, channel: str, body: Body, delivery_id: str) -> Posted:
        """Post once, with the delivery's id, and nothing else, in the metadata."""
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": delivery_id}}
        content = {"channel": channel, **_content(body), "metadata": metadata}
        quiet = {"unfurl_links": False, "unfurl_media": False}
        answer = self._call("chat.postMessage", {**content, **quiet})
        return answer if isinstance(answer, Posted) else _done(answer, channel)

    def edit(self, channel: str, ts: str, body: Body) -> Posted:
        """Replace a message of ours; its metadata stays."""
        answer = self._call("chat.update", {"channel": channel, "ts": ts, **_content(body)})
        return answer if isinstance(answer, Posted) else _done(answer, channel)

    def find(self, channel: str, delivery_id: str, since: datetime) -> Found:
        """Look for our message with this delivery id, from an hour before `since` on; an
        interrupted look-up is never "not found"."""
        oldest = (since - _CLOCK_DIFFERENCE).timestamp()
        asked: dict[str, object] = {
            "channel": channel,
            "oldest": f"{oldest:.6f}",
            "limit": _PAGE,
            "inclusive": True,
            "include_all_metadata": True,
        }
        for _ in range(_MOST_PAGES):
            page = self._call("conversations.history", asked)
            if isinstance(page, Posted):
                return Found(None, complete=False, reason=page.reason)
            found = self._match(page, delivery_id)
            if found is not None:
                return found
            cursor = _next_cursor(page)
            if not cursor:
                return _end(page)
            asked["cursor"] = cursor
        return Found(None, complete=False, reason="too_many_pages")

    def _open(self, slack_ids: Sequence[str]) -> Posted:
        answer = self._call("conversations.open", {"users": ",".join(slack_ids)})
        if isinstance(answer, Posted):
            return answer
        channel = answer.get("channel")
        if not isinstance(channel, Mapping) or not isinstance(channel.get("id"), str):
            return Posted(Fate.UNKNOWN, reason="no_channel")
        return Posted(Fate.DONE, channel=channel["id"])

    def _match(self, page: Mapping[str, Any], delivery_id: str) -> Found | None:
        messages = page.get("messages")
        if not isinstance(messages, list):
            return Found(None, complete=False, reason="no_messages")
        for message in messages:
            if self._is_ours(message) and _delivery_in(message) == delivery_id:
                return Found(str(message["ts"]), complete=True)
        return None

    def _is_ours(self, message: Mapping[str, Any]) -> bool:
        if message.get("user") == self._bot_user:
            return True
        return self._bot_id is not None and message.get("bot_id") == self._bot_id

    def _call(self, method: str, asked: Mapping[str, object]) -> Mapping[str, Any] | Posted:
        """The answer, or what an error says about the fate of the call."""
        # Slack takes JSON for what it writes only; a form takes no structures.
        said = dict(asked)
        try:
            if method in _WRITES:
                answer = self._client.api_call(method, json=said)
            else:
                answer = self._client.api_call(method, params=said)
        except SlackApiError as refusal:
            return _refused(refusal)
        except _BROKEN as error:
            return _broken(error)
        return answer.data if isinstance(answer.data, dict) else Posted(Fate.UNKNOWN)


def _refused(refusal: SlackApiError) -> Posted:
    status, code = refusal.response.status_code, error_code(refusal)
    if status == 200 and code is None:
        return Posted(Fate.UNKNOWN, reason="no_answer")
    fate, reason = fate_of(code, status)
    return Posted(Fate(fate), reason=reason, wait=_wait(refusal) if status == 429 else None)


def _wait(refusal: SlackApiError) -> float:
    headers = {name.lower(): value for name, value in refusal.response.headers.items()}
    try:
        return max(float(headers.get("retry-after", _DEFAULT_WAIT)), 1.0)
    except ValueError:
        return _DEFAULT_WAIT


def _broken(error: Exception) -> Posted:
    """No answer came: certainly not sent where no connection was made, else nobody knows."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, NeverConnected):
        return Posted(Fate.NOT_SENT, reason=type(cause.__cause__).__name__)
    return Posted(Fate.UNKNOWN, reason=type(cause).__name__)


def _content(body: Body) -> Mapping[str, object]:
    return {"text": body.text, "blocks": list(body.blocks)}


def _done(answer: Mapping[str, Any], channel: str) -> Posted:
    ts = answer.get("ts")
    if not isinstance(ts, str):
        return Posted(Fate.UNKNOWN, reason="no_ts")
    return Posted(Fate.DONE, channel=str(answer.get("channel") or channel), ts=ts)


def _delivery_in(message: Mapping[str, Any]) -> object:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    return (metadata.get("event_payload") or {}).get("id")


def _next_cursor(page: Mapping[str, Any]) -> str:
    return str((page.get("response_metadata") or {}).get("next_cursor") or "")


def _end(page: Mapping[str, Any]) -> Found:
    """The last page, unless Slack says that there is more and not where."""
    if page.get("has_more"):
        return Found(None, complete=False, reason="no_cursor")
    return Found(None, complete=True)


def give_file(client: WebClient, slack_id: str, file: File) -> bool:
    """Put a file into this person's own messages; False where Slack does not take it."""
    try:
        opened = client.conversations_open(users=slack_id)
        client.files_upload_v2(
            channel=opened["channel"]["id"],
            filename=file.name,
            title=file.title,
            content=file.content,
        )
    except _BROKEN as error:
        reason = error_code(error) if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("a file was not taken: %s", reason)
        return False
    return True
