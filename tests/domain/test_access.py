"""Who sees what, as a table; and private words come before a reader through it alone."""

import copy
import json
import pickle

import pytest

from bot.content.reader import read
from bot.domain.access import (
    TABLE,
    Hidden,
    Item,
    Private,
    Reader,
    Sight,
    readable,
    shown,
    shows,
    sight,
)
from bot.domain.facts import Mention, Quote, Several, Term
from handlers.views import blocks

WORDS = read().words("en")
NOTE = Private("How do I begin?", Item.NOTE, "theo")

PROMISED: dict[Item, str] = {
    # what its author, the partner, a coordinator and a manager see (docs/mentoring.md)
    Item.MENTORSHIP: "yes yes yes no",
    Item.MEETING: "yes yes counts no",
    Item.STAGE: "yes yes counts no",
    Item.READY: "yes fact no no",
    Item.AGREEMENT: "yes yes fact no",
    Item.PROFILE: "yes yes yes no",
    Item.LINE: "yes sent no no",
    Item.REQUEST: "yes yes counts no",
    Item.NOTE: "yes sent no no",
    Item.GOAL: "yes no counts no",
    Item.NUMBER: "yes no counts no",
    Item.ANSWER: "yes no counts no",
    Item.TOPIC_BROUGHT: "yes yes counts no",
    Item.THANKS: "yes sent no no",
    Item.WISH: "yes same no no",
    Item.EXIT: "yes no no no",
    Item.BLOCK: "yes no no no",
    Item.MANAGER: "yes no no no",
    Item.SETTINGS: "yes fact no no",
    Item.AWAY: "yes fact no no",
    Item.SUPPORT_LINE: "yes no sent no",
    Item.MESSAGES: "yes no no no",
    Item.CHOICE: "yes no no no",
    Item.HOLD: "yes no no no",
    Item.PROGRAM: "yes yes yes yes",
    Item.RECORD: "yes no yes no",
    Item.GUARD: "yes no fact no",
    Item.TECHNICAL: "no no no no",
}


@pytest.mark.parametrize("item", Item)
def test_the_table_is_what_people_were_promised(item: Item) -> None:
    found = " ".join(TABLE[item][reader].name.lower() for reader in Reader)
    assert found == PROMISED[item]


@pytest.mark.parametrize("item", Item)
def test_a_manager_reads_nothing_but_that_there_is_a_program(item: Item) -> None:
    assert (sight(item, Reader.MANAGER) is Sight.NO) == (item is not Item.PROGRAM)


# --- private words --------------------------------------------------------------------------------


def test_their_author_reads_them_and_a_partner_does_not() -> None:
    assert shown(NOTE, ("p-theo", "theo")) == "How do I begin?"
    assert type(shown(NOTE, ("theo",))) is str
    with pytest.raises(Hidden):
        shown(NOTE, ("maya",))


@pytest.mark.parametrize("item", Item)
@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("sent", [True, False])
def test_the_table_alone_decides(item: Item, reader: Reader, sent: bool) -> None:
    words = Private("words", item, "theo")
    if shows(item, reader, sent=sent):
        assert shown(words, reader, sent=sent) == "words"
    else:
        with pytest.raises(Hidden):
            shown(words, reader, sent=sent)


def test_what_is_typed_just_now_is_not_private_yet() -> None:
    assert shown("typed", Reader.MANAGER) == readable("typed") == "typed"


@pytest.mark.parametrize(
    "fact",
    [
        NOTE,
        Quote(NOTE),
        Mention(Private("U_MAYA", Item.BLOCK, "theo")),
        Several((Quote("open"), Quote(NOTE))),
        Term("data.line", {"what": Quote(NOTE), "value": "x"}),
    ],
)
def test_a_sentence_that_shows_them_without_asking_fails(fact: object) -> None:
    with pytest.raises(Hidden):
        WORDS("data.line", what=fact, value="x")  # type: ignore[arg-type]


def test_so_does_a_form_or_a_text_made_of_them() -> None:
    someone = Private("U_MAYA", Item.BLOCK, "theo")
    option = blocks.option("Easy", "easy")
    answer = Private("easy", Item.ANSWER, "theo")
    for show in (
        lambda: blocks.line(300, NOTE),
        lambda: blocks.persons([someone], 3),
        lambda: blocks.radios([option], answer),
        lambda: blocks.selects([option], [answer], 3),
        lambda: blocks.boxes([option], [answer]),
        lambda: f"said {NOTE}",
    ):
        with pytest.raises(Hidden):
            show()


def test_the_refusal_holds_none_of_them() -> None:
    with pytest.raises(Hidden) as caught:
        shown(NOTE, Reader.COORDINATOR)
    assert str(NOTE) not in str(caught.value)


def test_they_are_compared_and_copied_as_any_words() -> None:
    assert NOTE == "How do I begin?"
    assert {NOTE} == {"How do I begin?"}
    for twin in (copy.deepcopy(NOTE), pickle.loads(pickle.dumps(NOTE))):  # noqa: S301
        assert (twin, twin.item, twin.of) == (NOTE, Item.NOTE, "theo")
    assert json.loads(json.dumps(NOTE)) == NOTE


# --- what people are told of it -------------------------------------------------------------------

_SAID = {
    Reader.PARTNER: ("partner", "other person", "people you may be matched with"),
    Reader.COORDINATOR: ("oordinator",),
    Reader.MANAGER: ("your manager",),
}
_BESIDE = {(Item.ANSWER, Reader.PARTNER)}
"""Told beside the rest: of all answers two kinds are for the partner, and have a line too."""


@pytest.mark.parametrize("item", [one for one in Item if WORDS.has(f"data.reads.{one}")])
@pytest.mark.parametrize("reader", _SAID)
def test_what_my_data_says_of_readers_is_in_the_table(item: Item, reader: Reader) -> None:
    if (item, reader) not in _BESIDE:
        said = any(one in WORDS.plain(f"data.reads.{item}") for one in _SAID[reader])
        assert said == (sight(item, reader) is not Sight.NO)


def test_everything_that_is_given_says_who_reads_it() -> None:
    silent = {one for one in Item if not WORDS.has(f"data.reads.{one}")}
    assert silent == {Item.PROGRAM, Item.TECHNICAL}
