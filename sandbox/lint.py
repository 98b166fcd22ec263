"""Reports what Slack takes but shows wrongly; never refuses."""

import re
from collections.abc import Iterator
from typing import Final

from sandbox.journal import Journal
from sandbox.refusal import Json, Value
from sandbox.talk import Content

_TOKEN: Final = re.compile(
    r"<(?:@[UW]\w+(?:\|[^<>]*)?|#[CGD]\w+(?:\|[^<>]*)?|!(?:here|channel|everyone)(?:\|[^<>]*)?"
    r"|!date\^\d+\^[^<>|]+(?:\^[^<>|]+)?\|[^<>]*|!subteam\^\w+(?:\|[^<>]*)?"
    r"|(?:https?://|mailto:|tel:|slack://)[^<>|]+(?:\|[^<>]*)?)>"
)
_BROADCAST: Final = re.compile(r"<!(?:here|channel|everyone)\b")
_MARKUP: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("markdown_bold", re.compile(r"\*\*\S[^*\n]*\*\*|__\S[^_\n]*__")),
    ("markdown_link", re.compile(r"\[[^\]\n]+\]\([^)\s]+\)")),
    ("markdown_heading", re.compile(r"^#{1,6} ", re.MULTILINE)),
)
# A line may begin with a bare ">": that is how Slack quotes.
_UNESCAPED: Final = re.compile(r"&(?!amp;|lt;|gt;)|<|(?<=.)>")
_PLAIN: Final = re.compile(r"<(?:@[UW]|#[CG]|!date\^|!subteam\^)\w*")


def flaws_in_mrkdwn(text: str) -> Iterator[str]:
    """Yield the names of what is wrong in text that Slack parses."""
    for name, pattern in _MARKUP:
        if pattern.search(text):
            yield name
    if _BROADCAST.search(text):
        yield "broadcast"
    rest = _TOKEN.sub("", text)
    if _UNESCAPED.search(rest):
        yield "unescaped"


def flaws_in_plain(text: str) -> Iterator[str]:
    """Yield the names of what is wrong in text that Slack shows as it is."""
    if _BROADCAST.search(text):
        yield "broadcast"
    elif _PLAIN.search(text):
        yield "mention_in_plain_text"


def _texts(value: Value, at: str) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, text, pointer) for every text object below a value."""
    if isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _texts(entry, f"{at}/{number}")
    if not isinstance(value, dict):
        return
    kind, text = value.get("type"), value.get("text")
    if kind in ("mrkdwn", "plain_text") and isinstance(text, str):
        yield kind, text, f"{at}/text"
    elif kind == "broadcast":
        yield "mrkdwn", "<!channel>", at
    for key, entry in value.items():
        yield from _texts(entry, f"{at}/{key}")


def _report(journal: Journal, found: tuple[str, str, str], facts: Json) -> None:
    kind, text, pointer = found
    flaws = flaws_in_mrkdwn(text) if kind == "mrkdwn" else flaws_in_plain(text)
    for code in flaws:
        journal.lint.append({"code": code, "pointer": pointer, "text": text[:200], **facts})


def lint_blocks(journal: Journal, blocks: list[Json], at: str, facts: Json) -> None:
    """Report what is wrong in blocks."""
    for found in _texts(blocks, at):
        _report(journal, found, facts)


def lint_message(journal: Journal, content: Content, method: str, index: int) -> None:
    """Report what is wrong in a message; `index` is its place in the journal."""
    facts: Json = {"method": method, "index": index}
    if content.text:
        _report(journal, ("mrkdwn", content.text, "/text"), facts)
    elif content.blocks:
        missing = {"code": "missing_text", "pointer": "/text", "text": "", **facts}
        journal.lint.append(missing)
    lint_blocks(journal, content.blocks, "/blocks", facts)


def lint_view(journal: Journal, view: Json, method: str, index: int) -> None:
    """Report what is wrong in a view."""
    facts: Json = {"method": method, "index": index}
    for found in _texts(view, "/view"):
        _report(journal, found, facts)
