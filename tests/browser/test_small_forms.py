"""The small forms in the demo's page: close spellings, refusals that lose nothing, a stale form."""

import pytest
from playwright.sync_api import Browser, expect

from bot.demo import Stage
from bot.domain.participants import Role
from bot.ports import Profile
from bot.services import enrollment
from bot.services.enrollment import Enrollment
from tests.browser.beginnings import HOPE, matched, opened
from tests.browser.story_walk import Album

pytestmark = pytest.mark.browser


def test_a_close_spelling_is_offered_and_a_refusal_keeps_what_was_typed(
    browser: Browser, album: Album
) -> None:
    with opened(browser, "theo") as (theo,):
        theo.say("/mentor join")
        theo.fill(hope=HOPE)
        theo.form.locator(".buttons button.primary").click()
        expect(theo.part("topics").locator(".error")).to_be_visible()
        expect(theo.part("hope").locator("input")).to_have_value(HOPE)
        box = theo.part("topics").get_by_role("combobox")
        box.click()
        box.press_sequentially("giving fedback")
        expect(theo.form.get_by_text("Did you mean")).to_be_visible()
        album.keep(theo, "form-1-close-spelling")
        theo.part("topics").get_by_role("option", name="giving feedback").click()
        theo.send()
        theo.close()
        expect(theo.message("You are in, and two people offer")).to_be_visible()


def test_a_form_whose_topics_have_changed_meanwhile_says_where_the_new_one_is(
    browser: Browser, album: Album
) -> None:
    with matched(browser, "theo") as (theo,):
        theo.tap("More about me", theo.go("home"))
        theo.tap("Set my levels", theo.form)
        meanwhile(theo.stage, "presenting")
        theo.form.locator("select").select_option(label="I know the basics")
        theo.form.locator(".buttons button.primary").click()
        expect(theo.form.locator(".error")).to_contain_text("Home has a new one")
        album.keep(theo, "form-2-stale")
        expect(theo.form.locator("select option:checked")).to_have_text("I know the basics")
        theo.close()
        theo.tap("More about me", theo.go("home"))
        expect(theo.form).to_contain_text("presenting")
        theo.close()


def meanwhile(stage: Stage, topic: str) -> None:
    """Theo changes his topics somewhere else."""
    profile = Profile("U_THEO", "Europe/Madrid", "en-US", True, False, False, False)
    said = Enrollment((Role.MENTEE,), (topic,), HOPE)
    with stage.host.store.unit() as unit:
        team = unit.workspaces.find()[0].id
        enrollment.join(unit, team, profile, said, stage.clock.wall())
