"""Typed words stay words, whatever they look like to Slack."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import Mention, Quote, Several, Term
from bot.domain.words import Words, clean, disarm, escape, shorten

WORDS = Words("en", {"say": "{fact}", "list.next": "{before}, {item}", "list.last": "{item}"}, {})
ATTACKS = (
    "<!channel>", "<!here|x>", "<@U1>", "<#C1>", "<https://x|y>", "<mailto:a@b.c|d>",
    "<!subteam^S1>", "<!date^1^{date}^https://x|y>", "@channel", "@here", "#general",
    "*bold*", "_x_", "~x~", "`x`", "```x```", "> quoted", ">>> all", "&lt;!channel&gt;",
    "{fact}", "{name}", "\u202eright to left", "\u200b", "\n", " ", "&", "a", "é", "snake_case",
)  # fmt: skip
typed = st.one_of(st.text(), st.lists(st.sampled_from(ATTACKS)).map("".join))
MARKS = re.compile(r"[*~`\n\r\u2028]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")


def unescaped(shown: str) -> str:
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def is_harmless(shown: str) -> bool:
    no_controls = not re.search(r"[<>]|&(?!amp;|lt;|gt;)", shown)
    no_mentions = not re.search(r"(?<![A-Za-z0-9])[@#](?!\u2060)", shown)
    return no_controls and no_mentions and not MARKS.search(shown) and not shown.startswith("&gt;")


@given(typed)
def test_a_quote_is_harmless_in_mrkdwn(text: str) -> None:
    assert is_harmless(WORDS("say", fact=Quote(text)))


@given(typed, typed)
def test_a_quote_inside_a_list_or_a_term_is_harmless(one: str, two: str) -> None:
    inside = Several((Quote(one), Term("say", {"fact": Quote(two)})))
    assert is_harmless(WORDS("say", fact=inside))


@given(typed)
def test_a_string_is_escaped_and_nothing_else(text: str) -> None:
    shown = WORDS("say", fact=text)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", shown)
    assert unescaped(shown) == text


@given(typed)
def test_escaping_comes_back(text: str) -> None:
    assert unescaped(escape(text)) == text


@given(st.text())
def test_a_mention_is_one_token(text: str) -> None:
    assert re.fullmatch(r"<@[^<>]*>", WORDS("say", fact=Mention(text)), re.DOTALL)


@given(typed, st.integers(1, 600))
def test_a_quote_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    short = shorten(clean(text), limit)
    assert len(short) <= limit
    assert short == clean(text) or short.endswith("…")


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"], include_characters=" .,!?:;'()-")))
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert WORDS("say", fact=Quote(text)) == shorten(" ".join(text.split()), 500)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_test_itself_can_see(attack: str) -> None:
    ordinary = {"{fact}", "{name}", "\u202eright to left", "\u200b", " ", "a", "é", "snake_case"}
    assert is_harmless(attack) == (attack in ordinary | {"&lt;!channel&gt;"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("snake_case and a@b.c", "snake_case and a@b.c"),
        ("_x_ and `y`", "\u02cdx\u02cd and \u02cby\u02cb"),
        (">> so", "\u203a\u203a so"),
        ("@channel", "@\u2060channel"),
    ],
)
def test_a_mark_becomes_a_letter(text: str, shown: str) -> None:
    assert disarm(text) == shown


def test_words_that_reorder_what_follows_lose_that_power() -> None:
    assert clean("a\u202eb\u2066c\x00\tfamily \U0001f469\u200d\U0001f467") == (
        "abc family \U0001f469\u200d\U0001f467"
    )
