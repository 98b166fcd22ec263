"""The pictures of the README, taken from the running demo: python docs/screenshots.py"""
# ruff: noqa: INP001

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import sync_playwright

from bot.company import CHANNEL
from bot.demo import playing
from tests.browser.story_walk import FLAGS, Walker, window

IMAGES = Path(__file__).parent / "images"
WIDTH, HEIGHT = 760, 520
HOPE = "I want to say hard things without hurting people."


def main() -> None:
    """Walk the first days of Theo and Maya, and keep six windows."""
    IMAGES.mkdir(exist_ok=True)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with sync_playwright() as playwright, playing() as stage, ExitStack() as opened:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        opened.callback(browser.close)
        theo, maya, ada = (
            opened.enter_context(window(browser, stage, f"U_{name}", (WIDTH, HEIGHT)))
            for name in ("THEO", "MAYA", "ADA")
        )
        join(theo)
        match(theo, maya)
        talk(theo)
        theo.go("home")
        keep(theo, "home", 850)
        ada.go(CHANNEL)
        keep(ada, "card", 560)


def join(theo: Walker) -> None:
    """The first message, and the form."""
    theo.say("/mentor")
    keep(theo, "first-message")
    theo.tap("Join mentoring")
    theo.pick("topics", "giving feedback")
    theo.fill(hope=HOPE)
    keep(theo, "join", 760)
    theo.send()
    theo.close()


def match(theo: Walker, maya: Walker) -> None:
    """Maya's request, and what follows until a talk is set."""
    theo.tap("See who fits")
    theo.tap_below("@Maya Okafor", "Ask this mentor")
    theo.close()
    maya.close()
    maya.let_pass("Next message")
    keep(maya, "request", 660)
    maya.tap("Accept")
    maya.send()
    maya.close()
    theo.tap("Accept and start")
    theo.go_to_group("Maya Okafor")
    theo.tap("Pick a time")
    theo.send()
    theo.close()
    theo.go()


def talk(theo: Walker) -> None:
    """Noted with a tap, and the one question in its place."""
    while not theo.message("Did you talk?").count():
        theo.let_pass("Next message")
    theo.tap("Yes, we met")
    keep(theo, "did-you-talk", 690)


def keep(walker: Walker, name: str, height: int = HEIGHT) -> None:
    """The window as it is, made so high that nothing is cut off, in docs/images."""
    walker.catch_up()
    walker.page.set_viewport_size({"width": WIDTH, "height": height})
    walker.page.locator(".messages").evaluate_all(
        "(all) => all.forEach((one) => one.scrollTo(0, 1e6))"
    )
    path = IMAGES / f"{name}.png"
    walker.page.screenshot(path=path, animations="disabled", caret="hide")
    sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main()
