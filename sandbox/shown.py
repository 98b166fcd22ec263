"""What a person reads: blocks and markup as plain words, buttons and menus."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sandbox.blocks import elements_of
from sandbox.refusal import Json
from sandbox.state import World
from sandbox.values import options_of

_TOKEN: Final = re.compile(r"<([^<>]+)>")
_MARKS: Final = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")
_DATES: Final[dict[str, str]] = {
    "{date_num}": "%Y-%m-%d",
    "{date}": "%B {day}, %Y",
    "{date_short}": "%b {day}, %Y",
    "{date_long}": "%A, %B {day}, %Y",
    "{date_pretty}": "%B {day}, %Y",
    "{date_short_pretty}": "%b {day}, %Y",
    "{date_long_pretty}": "%A, %B {day}, %Y",
    "{day_divider_pretty}": "%A, %B {day}",
    "{time}": "%H:%M",
    "{time_secs}": "%H:%M:%S",
    "{ago}": "%Y-%m-%d %H:%M",
}


class Reader:
    """Reads messages and views as one person would see them."""

    def __init__(self, world: World, user: str) -> None:
        self._world = world
        person = world.people.get(user)
        self._zone = ZoneInfo((person.tz if person else "") or "UTC")

    def mrkdwn(self, text: str) -> str:
        """Return parsed text: mentions by name, dates local, links by label, no marks."""
        text = _TOKEN.sub(lambda found: self._token(found[1]), text)
        for _ in range(3):
            text = _MARKS.sub(r"\2", text)
        return _unescaped(text)

    def _token(self, token: str) -> str:
        body, _, label = token.partition("|")
        if body.startswith("@"):
            return f"@{self._world.name_of(body[1:])}"
        if body.startswith("#"):
            found = self._world.conversations.get(body[1:])
            return f"#{found.name if found else label or body[1:]}"
        if body.startswith("!date^"):
            return self._date(body.split("^"), label)
        if body.startswith("!"):
            return f"@{body[1:]}"
        return label or body

    def _date(self, parts: list[str], fallback: str) -> str:
        if len(parts) < 3 or not parts[1].isdigit():
            return fallback
        return self._moment(int(parts[1]), parts[2])

    def _moment(self, seconds: int, pattern: str) -> str:
        local = datetime.fromtimestamp(seconds, UTC).astimezone(self._zone)
        for token, layout in _DATES.items():
            shown = local.strftime(layout.replace("{day}", str(local.day)))
            pattern = pattern.replace(token, shown)
        return pattern

    def text(self, value: Json | None) -> str:
        """Return a text object as it is shown."""
        if not value:
            return ""
        text = str(value.get("text", ""))
        return self.mrkdwn(text) if value.get("type") == "mrkdwn" else text

    def lines(self, blocks: list[Json]) -> list[str]:
        """Return the blocks as lines of plain words, elements in square brackets."""
        return [line for block in blocks for line in self._block(block) if line]

    def _block(self, block: Json) -> Iterator[str]:
        reader = self._readers().get(block.get("type", ""))
        if reader is not None:
            yield from reader(block)
        for element in elements_of(block):
            yield self._element(element)

    def _readers(self) -> dict[str, Callable[[Json], Iterator[str]]]:
        return {
            "section": self._section,
            "header": lambda block: iter([self.text(block["text"])]),
            "context": lambda block: iter([" ".join(map(self._piece, block["elements"]))]),
            "input": self._input,
            "image": lambda block: iter([self.text(block.get("title")), block["alt_text"]]),
            "markdown": lambda block: iter([block["text"]]),
            "rich_text": lambda block: iter(self._rich_lines(block["elements"])),
            "table": self._table,
            "data_visualization": lambda block: iter([str(block["title"])]),
        }

    def _section(self, block: Json) -> Iterator[str]:
        yield self.text(block.get("text"))
        for entry in block.get("fields", []):
            yield self.text(entry)

    def _input(self, block: Json) -> Iterator[str]:
        yield self.text(block["label"])
        yield self.text(block.get("hint"))

    def _piece(self, entry: Json) -> str:
        return str(entry["alt_text"]) if entry["type"] == "image" else self.text(entry)

    def _table(self, block: Json) -> Iterator[str]:
        for row in block["rows"]:
            yield " | ".join(self._cell(cell) for cell in row)

    def _cell(self, cell: Json) -> str:
        if "elements" in cell:
            return " ".join(self._rich_lines(cell["elements"]))
        return str(cell.get("text", ""))

    def _rich_lines(self, elements: list[Json]) -> list[str]:
        lines = []
        for element in elements:
            if element["type"] == "rich_text_list":
                lines += [f"• {line}" for line in self._rich_lines(element["elements"])]
            else:
                lines.append("".join(self._inline(entry) for entry in element["elements"]))
        return lines

    def _inline(self, entry: Json) -> str:
        kind = entry["type"]
        if kind == "user":
            return f"@{self._world.name_of(entry['user_id'])}"
        if kind == "channel":
            return self._token(f"#{entry['channel_id']}")
        if kind == "emoji":
            return f":{entry['name']}:"
        if kind == "date":
            return self._moment(entry["timestamp"], entry["format"])
        shown = entry.get("text") or entry.get("url") or entry.get("range") or ""
        return str(shown)

    def _element(self, element: Json) -> str:
        if element["type"] == "button":
            return f"[{self.text(element['text'])}]"
        if element["type"] == "image":
            return str(element["alt_text"])
        if element["type"] in ("checkboxes", "radio_buttons"):
            return " ".join(f"( ) {self._option(option)}" for option in options_of(element))
        if element.get("placeholder"):
            return f"[{self.text(element['placeholder'])}]"
        return "[…]" if element["type"] == "overflow" else ""

    def _option(self, option: Json) -> str:
        described = self.text(option.get("description"))
        return self.text(option["text"]) + (f" ({described})" if described else "")

    def message(self, text: str, blocks: list[Json]) -> str:
        """Return a message as plain words: its blocks, or its text where it has none."""
        return "\n".join(self.lines(blocks)) if blocks else self.mrkdwn(text)


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def touchables(reader: Reader, blocks: list[Json]) -> list[Json]:
    """Return what can be pressed or chosen, each with the words it stands beside."""
    found, beside = [], ""
    for block in blocks:
        kind = block.get("type")
        if kind in ("section", "header", "input", "rich_text", "markdown"):
            beside = "\n".join(reader.lines([{**block, "accessory": None, "element": None}]))
        for element in elements_of(block):
            if element["type"] == "image":
                continue
            entry = {
                "type": element["type"],
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "value": element.get("value"),
                "text": reader.text(element.get("text") or element.get("placeholder")),
                "options": [reader.text(option["text"]) for option in options_of(element)],
                "url": element.get("url"),
                "within": beside,
                "input": kind == "input",
            }
            found.append(entry)
    return found
