"""Settings: declared once, in range, in words, and the most particular one wins."""

import pytest

from bot.content.reader import read
from bot.domain.settings import PRESETS, SETTINGS, Level, Setting, effective
from bot.services import programs
from tests import builders

EVERY = tuple(SETTINGS.values())


@pytest.mark.parametrize("setting", EVERY, ids=lambda one: one.name)
def test_a_declaration_allows_its_default_and_has_words_for_every_value(setting: Setting) -> None:
    words = read().words("en")
    assert setting.allows(setting.default)
    assert not setting.allows(setting.values[0] - 1)
    assert not setting.allows(setting.values[-1] + 1)
    assert words.plain(setting.words_id)
    assert words.plain(f"{setting.words_id}.hint")
    shown = [words.plain(f"{setting.words_id}.value", n=value) for value in setting.values]
    assert len(set(shown)) == len(shown) <= 100


def test_the_own_value_comes_before_the_template_s_and_that_before_the_default() -> None:
    assert effective("cadence", "career", {}) == 14
    assert effective("cadence", "onboarding", {}) == 7
    assert effective("cadence", "onboarding", {"cadence": 14}) == 14
    assert programs.setting(builders.program(overrides={"weeks": 8}), "weeks") == 8


def test_what_a_template_sets_is_declared_and_allowed() -> None:
    for preset in PRESETS.values():
        for name, value in preset.items():
            assert SETTINGS[name].allows(value)


def test_something_that_is_no_number_is_not_taken_for_one() -> None:
    with pytest.raises(TypeError, match="weeks"):
        effective("weeks", "career", {"weeks": "twelve"})


def test_a_person_has_the_last_word_on_what_is_hers() -> None:
    assert [one.name for one in EVERY if one.level is Level.PERSON] == ["capacity"]
