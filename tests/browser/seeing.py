"""Finding things on the page as somebody who looks, or listens, would."""

from playwright.sync_api import Locator, Page, expect

__all__ = ["composer", "dialog", "expect", "field", "newest", "open_form", "pick", "say", "settled"]


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message to")


def say(page: Page, words: str) -> None:
    """Write something and send it with Enter."""
    composer(page).fill(words)
    composer(page).press("Enter")


def newest(page: Page) -> Locator:
    return page.locator(".message").last


def dialog(page: Page) -> Locator:
    """The form on top."""
    return page.locator("dialog.modal:not(.below)")


def open_form(page: Page) -> Locator:
    """Open the app's form with its command."""
    say(page, "/try form")
    expect(dialog(page)).to_be_visible()
    return dialog(page)


def field(form: Locator, name: str) -> Locator:
    """The block of an input, with its label, hint and error."""
    return form.locator(f'[data-block="{name.lower()}"]')


def pick(form: Locator, name: str, option: str, letters: str = "") -> None:
    """Choose an option in a field where one types to find it."""
    box = field(form, name).get_by_role("combobox")
    box.click()
    box.press_sequentially(letters)
    field(form, name).get_by_role("option", name=option).click()


def settled(page: Page) -> None:
    """Wait until the app has answered everything."""
    page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
