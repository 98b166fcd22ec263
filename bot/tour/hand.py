"""Somebody who acts in Slack; each act ends when the bot is done with it, and is told."""

from collections.abc import Mapping
from typing import Any, Protocol

from bot.demo import Stage
from sandbox.client import Person, SeenMessage, SeenView
from sandbox.workspace import Human

Value = str | list[str]

Habits = Mapping[str, Mapping[str, str]]
"""What somebody does with a button: fill in these fields of the form it opens; none, if the tap
is all."""

LOOKED_AT = 6
"""The newest messages somebody looks at."""


class Telling(Protocol):
    """Who writes down what somebody does and sees."""

    stage: Stage

    def acts(self, human: Human, words: str) -> None: ...

    def shows(self, human: Human, view: SeenView, title: str) -> None: ...

    def settle(self) -> None: ...


class Hand:
    """Somebody who can act."""

    def __init__(self, teller: Telling, human: Human, person: Person) -> None:
        self._teller, self._human, self._person = teller, human, person
        self._form = ""
        self._answered: set[tuple[str, str]] = set()

    def types(self, command: str, channel: str | None = None) -> None:
        """Run a slash command."""
        self._teller.acts(self._human, f"types {command}")
        self._person.command(command, channel)
        self._look()

    def writes(self, words: str) -> None:
        """Write to the bot."""
        self._teller.acts(self._human, f"writes: {words}")
        self._person.write(words)
        self._look()

    def presses(self, button: str, *, beside: str = "", in_form: bool = False) -> None:
        """Press the newest button with these words; `beside` are words next to it."""
        self._teller.acts(self._human, f"presses [{button}]" + (f" ({beside})" * bool(beside)))
        aim: dict[str, Any] = {"in_view": in_form}
        if beside:
            aim["within"] = beside
        self._person.press(button, **aim)
        self._look()

    def presses_at_home(self, button: str) -> None:
        """Open Home and press a button there."""
        self.opens_home()
        self._teller.acts(self._human, f"presses [{button}]")
        self._person.press_home(button)
        self._look()

    def opens_home(self) -> None:
        """Open Home, and read it."""
        self._teller.acts(self._human, "opens Home")
        home = self._person.home()
        if home is not None:
            self._teller.shows(self._human, home, "at Home")

    def chooses(self, option: str, field: str) -> None:
        """Choose an option of a field at which the bot looks at once."""
        self._teller.acts(self._human, f"chooses {option!r}")
        self._person.choose_in_view(option, of=field)
        self._look()

    def fills(self, **fields: Value) -> None:
        """Fill in fields of the open form, named by their blocks."""
        view = self._person.view
        for field, value in fields.items():
            label = view.inputs[field].label if view is not None else field
            said = value if isinstance(value, str) else ", ".join(value)
            self._person.fill(field, value)
            self._teller.acts(self._human, f"fills in {label!r}: {said}")

    def sends(self) -> None:
        """Send the open form, then see what comes of it; a form without a question is closed."""
        view = self._person.view
        self._teller.acts(self._human, f"presses [{view.submit if view else ''}]")
        self._person.submit()
        self._look()

    def answers(self, habits: Habits) -> None:
        """Answer by habit what the newest messages offer, each button once."""
        while (found := self._offered(habits)) is not None:
            message, button = found
            self._answered.add((message.ts, button))
            self._teller.acts(self._human, f"presses [{button}]")
            self._person.press(button, message=message)
            self._look()
            if habits[button]:
                self.fills(**habits[button])
                self.sends()

    def _offered(self, habits: Habits) -> tuple[SeenMessage, str] | None:
        for message in self._person.dms[-LOOKED_AT:]:
            for button, _, _ in message.buttons:
                if button in habits and (message.ts, button) not in self._answered:
                    return message, button
        return None

    def _look(self) -> None:
        """Tell the form that is open now, where it is another one than before."""
        self._teller.stage.host.listeners.finished(timeout=10)
        view = self._person.view
        if view is not None and view.words != self._form:
            self._teller.shows(self._human, view, f"in the form “{view.title}”")
        self._form = view.words if view is not None else ""
        if view is not None and not view.submit and not view.buttons:
            self._person.close_view(whole_stack=True)
            self._form = ""
        self._teller.settle()
