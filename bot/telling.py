"""Telling a story as it is lived: what people do in Slack, and what each of them then sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo import Stage
from sandbox.client import Person, SeenMessage, SeenView
from sandbox.workspace import Human, Workspace

Value = str | list[str]

SAYING = ("chat.postMessage", "chat.update", "response_url")
"""The calls by which somebody may see something else than before."""


def _side_by_side(body: Iterable[str]) -> list[str]:
    """The lines, with buttons that follow each other in one."""
    lines: list[str] = []
    for line in body:
        if _is_button(line) and lines and _is_button(lines[-1]):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def _is_button(line: str) -> bool:
    return line.startswith("[") and line.endswith("]")


def _first(human: Human) -> str:
    return human.real_name.split()[0]


class Teller:
    """Writes down, line by line, what happens on a stage; everything is done before a line of it
    is told."""

    def __init__(self, stage: Stage, cast: Workspace) -> None:
        self.stage = stage
        self.lines: list[str] = []
        self._humans = {human.id: human for human in cast.people}
        self._channels = {channel.id: channel.name for channel in cast.channels}
        self._hands: dict[str, Hand] = {}
        self._read = 0
        self._known: set[tuple[str, str]] = set()
        self._told: set[tuple[str, str, str]] = set()

    def chapter(self, title: str) -> None:
        """A new part of the story."""
        self.lines += ([""] if self.lines else []) + [f"== {title} =="]

    def note(self, words: str) -> None:
        """Something that happens outside Slack."""
        self.lines += ["", f"-- {words}"]

    def hand(self, slack_id: str) -> "Hand":
        """Somebody who can act."""
        if slack_id not in self._hands:
            person = self.stage.slack.person(slack_id)
            self._hands[slack_id] = Hand(self, self._humans[slack_id], person)
        return self._hands[slack_id]

    # --- time ---------------------------------------------------------------------------------

    def settle(self) -> None:
        """What is due now is done, and told."""
        self.stage.time.settle()
        self._tell_messages()

    def go_to(self, moment: datetime) -> None:
        """Let time pass until then; what happens meanwhile is told."""
        self.stage.time.advance(moment)
        self._tell_messages()

    def pass_time(self, **step: float) -> None:
        """Let this much time pass."""
        self.go_to(self.stage.clock.wall() + timedelta(**step))

    def sleep_until(self, moment: datetime) -> None:
        """Let time pass while the bot does not run; then it starts and does what is due."""
        self.stage.clock.advance_to(moment)
        self.settle()

    # --- telling ------------------------------------------------------------------------------

    def acts(self, human: Human, words: str) -> None:
        """Tell what somebody does."""
        self.lines += ["", f"> {_first(human)} {words}"]

    def shows(self, human: Human, view: SeenView) -> None:
        """Tell what a form says."""
        body = [*view.words.splitlines(), *([f"[{view.submit}]"] if view.submit else [])]
        self._tell(self.stage.clock.wall(), human, f"{_first(human)}, a form", body)

    def _tell_messages(self) -> None:
        if not self._something_was_said():
            return
        fresh = [one for one in self._seen() if one.key not in self._told]
        for one in sorted(fresh, key=lambda one: (self._moment(one), one.message.ts)):
            changed = one.place in self._known
            title = self._title(one) + (", changed" if changed else "")
            self._tell(self._moment(one), one.readers[0], title, one.message.words.splitlines())
        self._told |= {one.key for one in fresh}
        self._known |= {one.place for one in fresh}

    def _something_was_said(self) -> bool:
        """Whether Slack's journal has a message more, or a changed one."""
        journal = self.stage.sandbox.journal
        fresh, self._read = journal[self._read :], len(journal)
        return any(entry.get("method") in SAYING for entry in fresh)

    def _seen(self) -> Iterable["Seen"]:
        """Every message of the bot, once for all who read the same words."""
        found: dict[tuple[str, str, str], Seen] = {}
        for human in self._humans.values():
            for message in self.stage.slack.person(human.id).messages():
                if message.author == "bot":
                    one = Seen(message, [])
                    found.setdefault(one.key, one).readers.append(human)
        return found.values()

    def _moment(self, one: "Seen") -> datetime:
        """When it was said, or when it was changed."""
        if one.place in self._known:
            return self.stage.clock.wall()
        return datetime.fromtimestamp(int(one.message.ts.split(".")[0]), UTC)

    def _title(self, one: "Seen") -> str:
        readers = " and ".join(map(_first, one.readers))
        if one.message.ephemeral:
            return f"{readers}, for these eyes only"
        channel = self._channels.get(one.message.channel)
        return f"#{channel}" if channel else readers

    def _tell(self, moment: datetime, reader: Human, title: str, body: Iterable[str]) -> None:
        local = moment.astimezone(ZoneInfo(reader.tz))
        city = reader.tz.rsplit("/", 1)[-1].replace("_", " ")
        lines = [f"    {line.rstrip()}".rstrip() for line in _side_by_side(body)]
        self.lines += ["", f"{local:%a %d %b %H:%M} {city} · {title}", *lines]


@dataclass(frozen=True)
class Seen:
    """A message, and those who read it in the same words."""

    message: SeenMessage
    readers: list[Human]

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands."""
        return self.message.channel, self.message.ts

    @property
    def key(self) -> tuple[str, str, str]:
        """Where it stands and what it says now."""
        return *self.place, self.message.words


class Hand:
    """Somebody who acts in Slack; each act ends when the bot is done with it, and is told."""

    def __init__(self, teller: Teller, human: Human, person: Person) -> None:
        self._teller, self._human, self._person = teller, human, person
        self._form = ""

    def types(self, command: str) -> None:
        """Run a slash command."""
        self._teller.acts(self._human, f"types {command}")
        self._person.command(command)
        self._look()

    def presses(self, button: str, *, beside: str = "", in_form: bool = False) -> None:
        """Press the newest button with these words; `beside` are words next to it."""
        self._teller.acts(self._human, f"presses [{button}]" + (f" ({beside})" * bool(beside)))
        aim: dict[str, Any] = {"in_view": in_form}
        if beside:
            aim["within"] = beside
        self._person.press(button, **aim)
        self._look()

    def chooses(self, option: str, field: str) -> None:
        """Choose an option of a field at which the bot looks at once."""
        self._teller.acts(self._human, f"chooses {option!r}")
        self._person.choose_in_view(option, of=field)
        self._look()

    def fills(self, field: str, value: Value) -> None:
        """Fill in a field of the open form, named by its block."""
        view = self._person.view
        label = view.inputs[field].label if view is not None else field
        said = value if isinstance(value, str) else ", ".join(value)
        self._person.fill(field, value)
        self._teller.acts(self._human, f"fills in {label!r}: {said}")

    def sends(self) -> None:
        """Send the open form, then see what comes of it."""
        view = self._person.view
        self._teller.acts(self._human, f"presses [{view.submit if view else ''}]")
        self._person.submit()
        self._look()

    def _look(self) -> None:
        """Tell the form that is open now, where it is another one than before."""
        self._teller.stage.host.listeners.finished(timeout=10)
        view = self._person.view
        if view is not None and view.words != self._form:
            self._teller.shows(self._human, view)
        self._form = view.words if view is not None else ""
        self._teller.settle()
