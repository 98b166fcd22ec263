"""How far Theo and Maya are when a walk through the page begins."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from playwright.sync_api import Browser

from bot.demo import Stage, playing
from tests.browser.story_walk import Walker, window

HOPE = "I want to say hard things without hurting people."


@contextmanager
def opened(browser: Browser, *names: str) -> Iterator[tuple[Walker, ...]]:
    """A demo on its first morning, with a program that is open; windows of these people."""
    with playing() as stage, windows(browser, stage, names) as walkers:
        yield walkers


@contextmanager
def matched(browser: Browser, *names: str) -> Iterator[tuple[Walker, ...]]:
    """A demo in which Theo and Maya talk on Wednesday; windows of these people."""
    with playing() as stage:
        _match(stage)
        with windows(browser, stage, names) as walkers:
            yield walkers


@contextmanager
def staged(browser: Browser, *names: str) -> Iterator[tuple[Stage, tuple[Walker, ...]]]:
    """The same with the demo itself, for what no tap of one walk can bring about."""
    with playing() as stage:
        _match(stage)
        with windows(browser, stage, names) as walkers:
            yield stage, walkers


@contextmanager
def windows(browser: Browser, stage: Stage, names: Iterable[str]) -> Iterator[tuple[Walker, ...]]:
    """A window for each of these people at this demo."""
    with ExitStack() as all_of_them:
        yield tuple(
            all_of_them.enter_context(window(browser, stage, f"U_{name.upper()}")) for name in names
        )


def _match(stage: Stage) -> None:
    """By the taps they would make, without a window."""
    theo, maya = stage.slack.person("U_THEO"), stage.slack.person("U_MAYA")
    theo.command("/mentor join")
    theo.wait_for_view("I would like")
    theo.fill("topics", ["giving feedback"])
    theo.fill("hope", HOPE)
    theo.submit()
    stage.time.settle()
    theo.press("See who fits")
    theo.wait_for_view("People who fit")
    theo.press("Ask this mentor", in_view=True, within="Maya")
    stage.time.settle()
    theo.close_view(whole_stack=True)
    stage.time.advance(stage.clock.wall() + timedelta(hours=3))
    maya.press("Accept")
    maya.wait_for_view("Four lines")
    maya.submit()
    stage.time.settle()
    maya.close_view(whole_stack=True)
    theo.press("Accept and start")
    stage.time.settle()
    maya.wait_for("Pick a time")
    maya.press("Pick a time")
    maya.wait_for_view("These fit")
    maya.submit()
    stage.time.settle()
