"""Telling a story as it is lived: what people do in Slack, and what each of them then sees."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo import Stage
from bot.tour.hand import Hand
from sandbox.client import SeenMessage, SeenView
from sandbox.workspace import Human, Workspace

WORDS_MOST, WIDTH = 40, 92
"""Words told of one message, then a tap would tell more; and characters of a line."""

_SAID = ("message", "ephemeral", "edit")
_BOT = "U0SANDBOX"

Place = tuple[str, str]
"""A channel, and the time that names a message in it."""


@dataclass(frozen=True)
class Said:
    """Something the bot said: where, when, and whether it stands in the place of other words."""

    place: Place
    at: datetime
    changed: bool


class Teller:
    """Writes down, line by line, what happens on a stage; everything is done before a line of it
    is told. `fresh` are those who were told something since they last looked."""

    def __init__(self, stage: Stage, cast: Workspace) -> None:
        self.stage = stage
        self.lines: list[str] = []
        self.fresh: set[str] = set()
        self._humans = {human.id: human for human in cast.people}
        self._channels = {channel.id: channel.name for channel in cast.channels}
        self._members = {channel.id: channel.members for channel in cast.channels}
        self._hands: dict[str, Hand] = {}
        self._read = 0
        self._read_in: dict[str, set[str]] = {}
        self._shown: dict[Place, tuple[list[str], list[str]]] = {}

    def note(self, words: str) -> None:
        """Something that happens outside Slack."""
        self.lines += ["", *textwrap.wrap(f"-- {words}", WIDTH)]

    def hand(self, slack_id: str) -> Hand:
        """Somebody who can act."""
        if slack_id not in self._hands:
            person = self.stage.slack.person(slack_id)
            self._hands[slack_id] = Hand(self, self._humans[slack_id], person)
        return self._hands[slack_id]

    # --- time -------------------------------------------------------------------------------------

    def settle(self) -> None:
        """What is due now is done, and told."""
        self.stage.time.settle()
        self._tell_messages()

    def go_to(self, moment: datetime) -> None:
        """Let time pass until then; what happens meanwhile is told."""
        self.stage.time.advance(moment)
        self._tell_messages()

    def sleep_until(self, moment: datetime) -> None:
        """Let time pass while the bot does not run; then it starts and does what is due."""
        self.stage.clock.advance_to(moment)
        self.settle()

    # --- telling ----------------------------------------------------------------------------------

    def acts(self, human: Human, words: str) -> None:
        """Tell what somebody does; what follows at once stands right below."""
        following = bool(self.lines) and self.lines[-1].startswith("> ")
        self.lines += [*([] if following else [""]), f"> {first_name(human)} {words}"]

    def shows(self, human: Human, view: SeenView, title: str) -> None:
        """Tell what a form or Home says."""
        buttons = [words for words, _, _ in view.buttons]
        body = _prose(view.words.removeprefix(view.title), buttons)
        buttons += [view.submit] if view.submit else []
        moment = self.stage.clock.wall()
        self._tell(moment, human, f"{first_name(human)}, {title}", _parts(body, buttons))

    def _tell_messages(self) -> None:
        for said in self._said():
            seen = {
                human: message
                for human in self._readers(said)
                if (message := self._see(human, said))
            }
            if seen:
                self.fresh |= {human.id for human in seen}
                self._tell_message(said, list(seen), next(iter(seen.values())))

    def _tell_message(self, said: Said, readers: list[Human], message: SeenMessage) -> None:
        buttons = [words for words, _, _ in message.buttons]
        lines = _prose(message.words, buttons)
        before = self._shown.get(said.place)
        self._shown[said.place] = (lines, buttons)
        if before == (lines, buttons):
            return
        title = self._title(readers, message) + (", changed" if said.changed else "")
        told = self._news(message.channel, lines, before[0] if before else [])
        self._tell(said.at, readers[0], title, _parts(told, buttons))

    def _news(self, channel: str, lines: list[str], before: list[str]) -> list[str]:
        """What of these lines did not stand there before, or in a channel, or the last of them."""
        known = [*before, *self._read_in.get(channel, ())]
        if channel in self._channels:
            self._read_in.setdefault(channel, set()).update(lines)
        return [line for line in lines if line not in known] or lines[-1:]

    def _said(self) -> list[Said]:
        """What the bot said since this was last asked, in order, each message once."""
        journal = self.stage.sandbox.journal
        fresh, self._read = journal[self._read :], len(journal)
        found: dict[Place, Said] = {}
        for entry in fresh:
            if entry["kind"] in _SAID and entry.get("author", _BOT) == _BOT:
                place = (entry["channel"], entry["ts"])
                at = datetime.fromisoformat(entry["at"])
                found[place] = Said(place, at, place in self._shown)
        return sorted(found.values(), key=lambda one: (one.at, one.place[1]))

    def _readers(self, said: Said) -> list[Human]:
        """Everybody who may read there."""
        channel = said.place[0]
        if channel not in self._members:
            state = self.stage.slack.state()
            found = next(one for one in state["channels"] if one["id"] == channel)
            self._members[channel] = tuple(one for one in self._humans if one in found["members"])
        return [self._humans[one] for one in self._members[channel]]

    def _see(self, human: Human, said: Said) -> SeenMessage | None:
        found = self.stage.slack.person(human.id).messages(said.place[0])
        return next((one for one in reversed(found) if one.ts == said.place[1]), None)

    def _title(self, readers: list[Human], message: SeenMessage) -> str:
        names = " and ".join(map(first_name, readers))
        if message.ephemeral:
            return f"{names}, for these eyes only"
        channel = self._channels.get(message.channel)
        return f"#{channel}" if channel else names

    def _tell(self, moment: datetime, reader: Human, title: str, body: Iterable[str]) -> None:
        local = moment.astimezone(ZoneInfo(reader.tz))
        city = reader.tz.rsplit("/", 1)[-1].replace("_", " ")
        self.lines += ["", f"{local:%a %d %b %H:%M} {city} · {title}", *body]


def first_name(human: Human) -> str:
    """What colleagues call somebody."""
    return human.real_name.split()[0]


def _prose(words: str, buttons: Iterable[str]) -> list[str]:
    """The lines somebody reads, without what can be pressed."""
    pressed = {"[…]", *(f"[{button}]" for button in buttons)}
    return [line for line in words.splitlines() if line and line not in pressed]


def _parts(lines: Iterable[str], buttons: Iterable[str]) -> list[str]:
    """The first words, and the buttons below them."""
    words = " ".join(lines).split()
    text = " ".join(words[:WORDS_MOST]) + (" …" if len(words) > WORDS_MOST else "")
    shown = " ".join(f"[{button}]" for button in buttons)
    return [f"    {line}" for part in (text, shown) for line in textwrap.wrap(part, WIDTH)]
