"""The `response_url` of commands and interactions: five uses within half an hour."""

import time
from dataclasses import dataclass

from sandbox.blocks import check_message_blocks
from sandbox.lint import lint_message
from sandbox.refusal import Json, Refused
from sandbox.state import BOT_USER_ID, Message, World
from sandbox.talk import Content, delete, edit, post, whisper


@dataclass
class ResponseUrl:
    """One url, whom it answers and which message it may replace."""

    user: str
    channel: str
    born: float
    source: Message | None = None
    uses: int = 0


class ResponseUrls:
    """All urls that were given out."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.reset()

    def reset(self) -> None:
        """Forget all urls."""
        self._urls: dict[str, ResponseUrl] = {}

    def give(self, user: str, channel: str, source: Message | None = None) -> str:
        """Return the name of a new url."""
        name = self._world.new_id("R")
        self._urls[name] = ResponseUrl(user, channel, time.monotonic(), source)
        return name

    def answer(self, name: str, body: Json, index: int) -> None:
        """Carry out what was posted to a url; refuses used and expired ones."""
        url = self._urls.get(name)
        if url is None:
            raise Refused("invalid_url")
        windows = self._world.windows
        if time.monotonic() - url.born > windows.response_url:
            raise Refused("expired_url")
        if url.uses >= windows.response_url_uses:
            raise Refused("used_url")
        if body.get("delete_original"):
            self._delete(url)
        else:
            self._say(url, body, index)
        url.uses += 1

    def _delete(self, url: ResponseUrl) -> None:
        if url.source is None or url.source.deleted:
            raise Refused("message_not_found")
        delete(self._world, url.source)

    def _say(self, url: ResponseUrl, body: Json, index: int) -> None:
        content = content_of(body)
        lint_message(self._world.journal, content, "response_url", index)
        if body.get("replace_original") and url.source is not None and not url.source.deleted:
            edit(self._world, url.source, content)
            return
        said = show(self._world, url.user, url.channel, (body, content))
        url.source = url.source or said


def content_of(body: Json) -> Content:
    """Return the message in a response; refuses what Slack would refuse."""
    blocks = body.get("blocks") or []
    if not body.get("text") and not blocks and not body.get("attachments"):
        raise Refused("no_text")
    check_message_blocks(blocks)
    return Content(str(body.get("text") or ""), blocks, body.get("attachments") or [])


def show(world: World, user: str, channel: str, said: tuple[Json, Content]) -> Message:
    """Show a response to the channel or to one person, as `response_type` says."""
    body, content = said
    if body.get("response_type") == "in_channel":
        return post(world, BOT_USER_ID, channel, content)
    return whisper(world, user, channel, content)
