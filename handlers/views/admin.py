"""The forms of the console: settings made from their declarations, and one to be sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.messages import Message
from bot.domain.settings import Setting
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block, field, form, option, select, small


@dataclass(frozen=True)
class Choice:
    """A setting and the value it has."""

    setting: Setting
    value: int


def settings(words: Words, channel: str, choices: Sequence[Choice]) -> Block:
    """One select for each setting, with every allowed value in words."""
    return form(
        "form.settings",
        words.plain("form.settings.title"),
        [*(_field(words, one) for one in choices), small(words("form.settings.reads"))],
        submit=words.plain("form.settings.submit"),
        close=words.plain("form.cancel"),
        about=channel,
    )


def sure(words: Words, channel: str, program_id: str) -> Block:
    """What closing means, before it is done."""
    return form(
        "form.closing",
        words.plain("form.closing.title"),
        message.blocks(words, Message("admin.closing", program_id)),
        submit=words.plain("button.admin.close"),
        close=words.plain("form.cancel"),
        about=channel,
    )


def _field(words: Words, choice: Choice) -> Block:
    setting = choice.setting
    values = [option(_shown(words, setting, value), str(value)) for value in setting.values]
    label, hint = words.plain(setting.words_id), words.plain(f"{setting.words_id}.hint")
    return field(setting.name, label, select(values, str(choice.value)), hint)


def _shown(words: Words, setting: Setting, value: int) -> str:
    return words.plain(f"{setting.words_id}.value", n=value)
