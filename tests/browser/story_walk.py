"""People who walk through the demo in a browser: each has a window, and taps what they read."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo import Stage

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SOON = 5_000
"""Milliseconds somebody waits for what they expect to see."""

A_LONG_WAY = 30_000
"""Milliseconds that weeks may take."""

LOOKED_AT = 6
"""The newest messages somebody looks at when they come by."""

NAMELESS = re.compile(
    r"^ *- (?:button|link|textbox|combobox|searchbox|spinbutton|checkbox|radio|switch|menuitem"
    r"|option|listbox|radiogroup|dialog)\b(?! \").*$",
    re.MULTILINE,
)
"""A line of an accessibility tree with a control that nobody could ask for by name."""

_AT_REST = "() => !document.querySelector('[aria-busy=true]')"
_IN_STEP = "async (now) => (await import('/world.js')).world.state?.changes >= now"
_TAPPABLE = """(rows, newest) => rows.slice(-newest).map((row) => [
    row.dataset.ts, [...row.querySelectorAll(".said button")].map((one) => one.textContent),
])"""

Habit = Callable[["Walker"], None]
"""What somebody does once a button was pressed: fill the form it opens, or nothing."""


@dataclass
class Walker:
    """Somebody at their own window of the demo."""

    page: Page
    stage: Stage
    slack_id: str
    tapped: list[str] = field(default_factory=list)

    # Going about

    def go(self, place: str = "") -> Locator:
        """Open a conversation, Home ("home"), or the messages with the bot; what is in it."""
        entry = f"#{self.slack_id}/{place or 'D' + self.slack_id[1:]}"
        shown = self._published() if place == "home" and entry not in self.page.url else -1
        self.page.get_by_role("navigation").locator(f'[href="{entry}"]').click()
        if shown >= 0:
            assert self.stage.slack.until(lambda: self._published() > shown, timeout=10)
        self.catch_up()
        return self.page.get_by_role("main")

    def _published(self) -> int:
        """How often Home was shown to them anew, as it is each time they open it."""
        home = self.stage.slack.person(self.slack_id).home_now
        return len(self.stage.slack.journal(kind="view", view_id=home.id)) if home else 0

    def go_to_group(self, name: str) -> None:
        """Open the conversation with somebody and the bot."""
        self.page.get_by_role("navigation").get_by_role("link", name=name).click()
        self.catch_up()

    def catch_up(self, within: int = SOON) -> None:
        """Wait until the bot has answered everything, and this window shows it."""
        self.page.wait_for_function(_AT_REST, timeout=within)
        assert self.stage.host.listeners.finished(timeout=10)
        self.stage.time.settle()
        self.page.wait_for_function(_IN_STEP, arg=self.stage.slack.state()["changes"])
        view = self.stage.slack.person(self.slack_id).view
        expect(self.form).to_have_count(1 if view else 0)

    def say(self, words: str) -> None:
        """Write something, or a command, and send it with Enter."""
        box = self.page.get_by_role("textbox", name="Message to")
        box.fill(words)
        box.press("Enter")
        self.catch_up()

    # Messages

    def message(self, words: str) -> Locator:
        """The newest message with these words."""
        return self.page.locator(".message", has_text=words).last

    def tap(self, label: str, within: Locator | None = None) -> None:
        """Press a button here, in the newest message that has it unless told where."""
        place = within or self.page.get_by_role("main")
        place.get_by_role("button", name=_named(label)).last.click()
        self.tapped.append(label)
        self.catch_up()

    def offered(self) -> list[tuple[str, str]]:
        """What could be tapped in the newest messages: the message's time, the button's words."""
        rows = self.page.locator(".message").evaluate_all(_TAPPABLE, LOOKED_AT)
        return [(ts, label) for ts, labels in rows for label in labels]

    def choose(self, label: str, within: Locator) -> None:
        """Choose in the `...` of a message."""
        within.get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=label).click()
        self.catch_up()

    # Forms

    @property
    def form(self) -> Locator:
        """The form on top."""
        return self.page.locator("dialog.modal:not(.below)")

    def part(self, block: str) -> Locator:
        """One field of the form on top, with its label."""
        return self.form.locator(f'[data-block="{block}"]')

    def tap_below(self, words: str, label: str) -> None:
        """Press the first button below these words in the form on top."""
        rest = self.form.locator(".blocks > *", has_text=words).locator("~ *")
        rest.get_by_role("button", name=_named(label)).first.click()
        self.catch_up()

    def fill(self, **words: str) -> None:
        """Write into fields of the form on top, or choose there, by their block."""
        for block, text in words.items():
            part = self.part(block)
            option = part.get_by_role("radio", name=text, exact=True)
            if option.count():
                option.check()
            elif part.locator("select").count():
                part.locator("select").select_option(label=text)
            else:
                part.locator("input, textarea").fill(text)

    def pick(self, block: str, *options: str) -> None:
        """Type for options in a field of the form on top, and choose each."""
        for option in options:
            box = self.part(block).get_by_role("combobox")
            box.click()
            box.press_sequentially(option[:4])
            self.part(block).get_by_role("option", name=option).click()
            self.catch_up()

    def send(self) -> None:
        """Send the form on top; it must be taken as it is."""
        self.form.locator(".buttons button.primary").click()
        self.catch_up()
        expect(self.form.locator("[aria-invalid=true]")).to_have_count(0)

    def close(self) -> None:
        """Close the form on top, if there is one."""
        self.catch_up()
        while self.form.count():
            self.form.get_by_role("button", name="Close all").click()
            self.catch_up()

    # Time

    def let_pass(self, button: str) -> None:
        """Press a button of the clock bar."""
        self.page.get_by_role("group", name="Clock").get_by_role("button", name=button).click()
        self.catch_up(within=A_LONG_WAY)


def _named(label: str) -> re.Pattern[str]:
    """The name of a button with these words, alone or as one of several."""
    return re.compile(rf"^{re.escape(label)}(, \d+ of \d+.*)?$")


@dataclass
class Life:
    """Windows of people with their habits, by the words on a button; each tap is made once."""

    habits: Mapping[str, tuple[Walker, Mapping[str, Habit]]]
    done: set[tuple[str, str]] = field(default_factory=set)

    def look(self) -> None:
        """Everybody reads their newest messages and answers, until nothing is left."""
        while any(self._answers(walker, habits) for walker, habits in self.habits.values()):
            pass

    def _answers(self, walker: Walker, habits: Mapping[str, Habit]) -> bool:
        walker.catch_up()
        for ts, label in walker.offered():
            if label in habits and (ts, label) not in self.done:
                self.done.add((ts, label))
                walker.tap(label, walker.page.locator(f'[data-ts="{ts}"]'))
                habits[label](walker)
                return True
        return False


@dataclass
class Album:
    """Pictures and accessibility trees of what somebody sees."""

    place: Path
    kept: set[str] = field(default_factory=set)

    def keep(self, walker: Walker, name: str) -> None:
        """Keep the window as it is; fail where a control has no name."""
        self.kept.add(name)
        self.place.mkdir(parents=True, exist_ok=True)
        tree = walker.page.locator("body").aria_snapshot()
        (self.place / f"{name}.txt").write_text(tree + "\n")
        walker.page.screenshot(path=self.place / f"{name}.png", animations="disabled")
        assert NAMELESS.findall(tree) == [], name

    def keep_first(self, walker: Walker, name: str) -> None:
        """Keep it unless there is one of this name."""
        name = name.lower().replace(",", "").replace(" ", "-")
        if name not in self.kept:
            self.keep(walker, name)


@contextmanager
def window(
    browser: Browser, stage: Stage, slack_id: str, size: tuple[int, int] = (1100, 760)
) -> Iterator[Walker]:
    """A window of somebody's own at the demo; a complaint of its console is an error."""
    complaints: list[str] = []
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport)  # type: ignore[arg-type]
    context.set_default_timeout(SOON)
    page = context.new_page()
    page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{stage.sandbox.url}/#{slack_id}")
    page.locator("h1").wait_for()
    try:
        yield Walker(page, stage, slack_id)
    finally:
        context.close()
    assert complaints == []
