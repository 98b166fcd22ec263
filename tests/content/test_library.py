"""Languages and overlays: which file's words are shown."""

from pathlib import Path

import pytest

from bot.content.reader import read
from bot.domain.mentorships import Stage
from bot.domain.words import Audience, MissingWord, Plural, Text
from tests.content.planting import BASE, MESSAGE, library

GERMAN = {
    "de/words/terms.toml": '[button]\nsend = "Themen senden"\n[form.join]\nhint = "Eine Zeile"\n',
    "de/messages/before.md": "Du triffst {partner} am {at}.\n",
}


def hint(root: Path, locale: str, over: dict[str, str] | None) -> str:
    return library(root, GERMAN, over).words(locale).plain("form.join.hint")


def test_the_built_in_content_can_be_read() -> None:
    found = read()
    assert "en" in found.languages
    assert found.words("en").plain("date.weekday.1") == "Monday"


def test_a_message_has_body_and_front_matter(tmp_path: Path) -> None:
    text = (
        '+++\nrole = "both"\nkind = "stage"\nstage = "learning"\nafter = 21\n'
        'when = ["no_goal"]\nbuttons = ["send"]\nmenu = ["later"]\n+++\n\n'
        "One idea\non two lines.\n\n\nAnother & a *bold* one.\n"
    )
    words = library(tmp_path, {"en/messages/learning/one.idea.md": text}).words("en")
    assert words.message("one.idea") == Text(
        id="one.idea",
        body="One idea on two lines.\n\nAnother & a *bold* one.",
        role=Audience.BOTH,
        buttons=("send",),
        menu=("later",),
        kind="stage",
        stage=Stage.LEARNING,
        after=21,
        when=("no_goal",),
    )
    assert words("one.idea").endswith("Another &amp; a *bold* one.")


def test_tables_become_dotted_ids(tmp_path: Path) -> None:
    words = library(tmp_path).words("en")
    assert words.plain("form.join.title", program="Career") == "Join Career"
    assert words.plain("button.send") == "Send my topics"
    assert words.table["count.places"] == Plural("{n} place", "{n} places")


def test_a_planted_language_speaks_and_falls_back(tmp_path: Path) -> None:
    found = library(tmp_path, GERMAN)
    words = found.words("de")
    assert found.languages == ("de", "en")
    assert words.language == "de"
    assert words("before", partner="Maya", at="Dienstag") == "Du triffst Maya am Dienstag."
    assert words.message("before").buttons == ("send",)
    assert words("ended") == "This match has ended."
    assert words.plain("form.join.title", program="Karriere") == "Join Karriere"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de-DE", "de"), ("de_AT", "de"), ("DE", "de"), ("fr-FR", "en"), ("en-US", "en"), ("", "en")],
)
def test_a_locale_finds_its_language(tmp_path: Path, locale: str, language: str) -> None:
    assert library(tmp_path, GERMAN).words(locale).language == language


def test_an_exact_locale_comes_before_its_language(tmp_path: Path) -> None:
    swiss = {"de-CH/words/terms.toml": '[form.join]\nhint = "E Zile"\n'}
    words = library(tmp_path, {**GERMAN, **swiss}).words("de-CH")
    assert words.plain("form.join.hint") == "E Zile"
    assert words.plain("button.send") == "Themen senden"


def test_words_are_made_once(tmp_path: Path) -> None:
    found = library(tmp_path, GERMAN)
    assert found.words("de-DE") is found.words("de")


ENGLISH = {"en/words/ours.toml": '[form.join]\nhint = "Ours"\n'}
OURS_GERMAN = {"de/words/ours.toml": '[form.join]\nhint = "Unsere"\n'}


def test_the_overlay_comes_before_the_built_in_translation(tmp_path: Path) -> None:
    assert hint(tmp_path, "en", ENGLISH) == "Ours"
    assert hint(tmp_path, "de", ENGLISH) == "Ours"


def test_the_overlay_s_translation_comes_first(tmp_path: Path) -> None:
    assert hint(tmp_path, "de", {**ENGLISH, **OURS_GERMAN}) == "Unsere"
    assert hint(tmp_path, "en", {**ENGLISH, **OURS_GERMAN}) == "Ours"


def test_the_built_in_translation_comes_before_the_built_in_base(tmp_path: Path) -> None:
    assert hint(tmp_path, "de", None) == "Eine Zeile"
    assert hint(tmp_path, "en", OURS_GERMAN) == "One line"


def test_an_overlay_needs_only_what_it_changes(tmp_path: Path) -> None:
    over = {
        "en/messages/before.md": "+++\nbuttons = []\n+++\n{partner} waits.\n",
        "en/messages/ended.md": "It is over.\n",
    }
    words = library(tmp_path, over=over).words("en")
    assert words("before", partner="Maya") == "Maya waits."
    assert (words.message("before").buttons, words.message("before").kind) == ((), "before")
    assert words.message("ended").role is Audience.BOTH
    assert words("ended") == "It is over."


def test_off_hides_a_message(tmp_path: Path) -> None:
    over = {"en/messages/before.md": "+++\noff = true\n+++\n"}
    words = library(tmp_path, GERMAN, over).words("de")
    assert not words.has("before")
    with pytest.raises(MissingWord):
        words.message("before")


def test_a_built_in_message_can_be_switched_on(tmp_path: Path) -> None:
    hidden = '+++\nrole = "both"\noff = true\n+++\nA quiet idea.\n'
    over = {"en/messages/idea.md": "+++\noff = false\n+++\nOur idea.\n"}
    words = library(tmp_path, {"en/messages/idea.md": hidden}, over).words("en")
    assert words("idea") == "Our idea."


def test_a_new_id_adds_a_message_with_its_own_button(tmp_path: Path) -> None:
    over = {
        "en/words/ours.toml": '[button]\nlunch = "Book a lunch"\n',
        "en/messages/lunch.md": MESSAGE.replace("send", "lunch") + "Lunch is on us, {name}.\n",
        "de/messages/lunch.md": "Das Essen zahlen wir, {name}.\n",
    }
    found = library(tmp_path, GERMAN, over)
    assert found.words("en").message("lunch").buttons == ("lunch",)
    assert found.words("de")("lunch", name="Theo") == "Das Essen zahlen wir, Theo."


def test_a_language_can_come_from_the_overlay_alone(tmp_path: Path) -> None:
    assert library(tmp_path, over=GERMAN).words("de").plain("button.send") == "Themen senden"


def test_conditions_come_from_the_caller(tmp_path: Path) -> None:
    text = BASE["en/messages/ended.md"].replace('"both"', '"both"\nwhen = ["no_goal"]')
    found = library(tmp_path, {"en/messages/ended.md": text}, predicates=("no_goal",))
    assert found.words("en").message("ended").when == ("no_goal",)


def test_files_of_editors_and_other_folders_are_left_alone(tmp_path: Path) -> None:
    over = {
        "en/messages/.before.md.swp": b"\xff",
        "en/messages/before.md~": "old",
        "README.md": "Ours",
        "types/group.toml": "x",
        ".git/words/x.toml": "x",
        "img/logo.svg": "<svg/>",
    }
    assert library(tmp_path, over=over).languages == ("en",)


def test_windows_line_ends_and_marks_are_read(tmp_path: Path) -> None:
    text = ("\ufeff" + BASE["en/messages/ended.md"]).replace("\n", "\r\n")
    words = library(tmp_path, over={"en/messages/ended.md": text}).words("en")
    assert words("ended") == "This match has ended."
