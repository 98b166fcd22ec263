"""Facts become words of one language; nothing is missing without a name."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.content.reader import read
from bot.domain.facts import At, Clock, Day, Fact, Mention, Quote, Several, Term
from bot.domain.words import MissingFact, MissingWord, Plural, Text, Words

TALK = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SENTENCES = {
    "say": "{fact}",
    "spelled": "{n:word} reads",
    "count.places": Plural("{n} place", "{n} places"),
    "sum": "You have {places}, {name}.",
    "team": "R&D <{name}>",
}


@pytest.fixture(scope="module")
def words() -> Words:
    dates = read().words("en").table
    return Words("en", {**dates, **SENTENCES}, {"hello": Text("hello", "Hello {name}.")})


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        ("R&D <core>", "R&amp;D &lt;core&gt;"),
        (7, "7"),
        (Mention("U07MAYA"), "<@U07MAYA>"),
        (At(TALK, "Europe/Madrid"), "Tuesday 1 December, 10:00 Madrid time"),
        (At(TALK, "America/New_York"), "Tuesday 1 December, 04:00 New York time"),
        (At(TALK, "Pacific/Auckland"), "Tuesday 1 December, 22:00 Auckland time"),
        (At(TALK, "America/Argentina/Buenos_Aires"), "Tuesday 1 December, 06:00 Buenos Aires time"),
        (At(TALK, "UTC"), "Tuesday 1 December, 09:00 UTC"),
        (At(TALK, "Etc/GMT-2"), "Tuesday 1 December, 11:00 UTC+02:00"),
        (Clock(TALK, "Europe/Madrid"), "10:00 Madrid time"),
        (Day(date(2026, 12, 1)), "Tuesday 1 December"),
        (Day(date(2027, 2, 28)), "Sunday 28 February"),
        (Term("count.places", {"n": 3}), "3 places"),
        (Several(()), ""),
        (Several(("a",)), "a"),
        (Several(("a", "b")), "a and b"),
        (Several(("a", "b", Mention("U1"))), "a, b and <@U1>"),
        (Several(("{before}", "b & c", "{item}")), "{before}, b &amp; c and {item}"),
        (Quote(" two\n lines "), "two lines"),
    ],
)
def test_a_fact_has_one_look(words: Words, fact: Fact, shown: str) -> None:
    assert words("say", fact=fact) == shown


def test_the_day_is_the_reader_s(words: Words) -> None:
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    assert words("say", fact=At(late, "Asia/Tokyo")).startswith("Wednesday 2 December, 08:30")


def test_plain_text_is_not_escaped(words: Words) -> None:
    assert words.plain("team", name="A & B") == "R&D <A & B>"
    assert words.plain("say", fact=Quote("*a*  <b>")) == "*a* <b>"


def test_mrkdwn_escapes_the_sentence_too(words: Words) -> None:
    assert words("team", name="A & B") == "R&amp;D &lt;A &amp; B&gt;"


@pytest.mark.parametrize(
    "fact", [Mention("U1"), Several((Mention("U1"),)), Term("sum", {"name": Mention("U1")})]
)
def test_plain_text_refuses_a_mention(words: Words, fact: Fact) -> None:
    inside = {"places": "2"} if isinstance(fact, Term) else {}
    shown = Term(fact.id, {**fact.facts, **inside}) if isinstance(fact, Term) else fact
    with pytest.raises(TypeError, match="Mention"):
        words.plain("say", fact=shown)


@pytest.mark.parametrize(("n", "shown"), [(0, "0 places"), (1, "1 place"), (2, "2 places")])
def test_n_chooses_the_form(words: Words, n: int, shown: str) -> None:
    assert words("count.places", n=n) == shown


@pytest.mark.parametrize(("n", "shown"), [(1, "one reads"), (10, "ten reads"), (11, "11 reads")])
def test_small_numbers_can_be_spelled(words: Words, n: int, shown: str) -> None:
    assert words("spelled", n=n) == shown


def test_a_term_brings_its_own_facts(words: Words) -> None:
    places = Term("count.places", {"n": 1})
    assert words("sum", places=places, name="Theo") == "You have 1 place, Theo."


def test_facts_are_not_read_as_sentences(words: Words) -> None:
    assert words("sum", places="{name}", name="{places}") == "You have {name}, {places}."


def test_a_message_is_a_sentence_too(words: Words) -> None:
    assert words("hello", name="Theo") == "Hello Theo."
    assert words.message("hello").body == "Hello {name}."
    assert [text.id for text in words.texts()] == ["hello"]
    assert words.has("hello")
    assert words.has("say")
    assert not words.has("bye")
    assert {"hello", "say", "date.at"} <= set(words.ids())


def test_a_missing_word_is_named_with_its_language(words: Words) -> None:
    with pytest.raises(MissingWord, match="'bye' in 'en'"):
        words("bye")
    with pytest.raises(MissingWord, match="'say' in 'en'"):
        words.message("say")
    with pytest.raises(MissingWord, match=r"'count\.chairs' in 'en'"):
        words("say", fact=Term("count.chairs"))


def test_a_missing_fact_is_named_with_its_sentence(words: Words) -> None:
    with pytest.raises(MissingFact, match="'sum' in 'en' needs the fact 'name'"):
        words("sum", places="2")
    with pytest.raises(MissingFact, match=r"'count\.places' in 'en' needs the fact 'n'"):
        words("count.places")


def test_an_instant_needs_a_zone(words: Words) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        words("say", fact=At(TALK.replace(tzinfo=None), "UTC"))


def test_true_is_no_number(words: Words) -> None:
    with pytest.raises(TypeError, match="bool"):
        words("say", fact=True)


def test_the_quote_limit_can_be_lower(words: Words) -> None:
    short = replace(words, quote_limit=8)
    assert short("say", fact=Quote("silence is not kindness")) == "silence…"
    assert short.plain("say", fact=Quote("feedback")) == "feedback"
