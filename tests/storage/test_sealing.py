"""Sealed values: opened in their own place, with the right key, and by nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import Swapped, WrongKey
from storage.sealing import Place, Sealer, new_key

PLACE = Place("note", "text", "n1")
OLD, NEW = new_key(), new_key()
OLD_SEALER, SEALER = Sealer([OLD]), Sealer([NEW, OLD])


@given(st.text())
def test_what_was_sealed_opens_to_the_same_words(words: str) -> None:
    assert SEALER.open(PLACE, SEALER.seal(PLACE, words)) == words


def test_the_same_words_never_look_the_same() -> None:
    assert SEALER.seal(PLACE, "yes") != SEALER.seal(PLACE, "yes")


def test_short_answers_look_equally_long() -> None:
    tokens = [SEALER.seal(PLACE, words) for words in ("", "7", "easy", "not_yet", "x" * 60)]
    assert len({len(token) for token in tokens}) == 1
    assert len(SEALER.seal(PLACE, "x" * 80)) > len(tokens[0])


def test_a_token_does_not_tell_when_it_was_sealed() -> None:
    from cryptography.fernet import Fernet

    assert Fernet(NEW).extract_timestamp(SEALER.seal(PLACE, "now")) == 0


@pytest.mark.parametrize(
    "other",
    [Place("note", "text", "n2"), Place("note", "title", "n1"), Place("goal", "text", "n1")],
)
def test_a_value_moved_to_another_place_is_noticed(other: Place) -> None:
    with pytest.raises(Swapped, match=rf"{other.table}\.{other.column} of row {other.row_id}"):
        SEALER.open(other, SEALER.seal(PLACE, "private words"))


@pytest.mark.parametrize("token", ["", "nonsense", "gAAAAA=="])
def test_a_damaged_value_and_a_wrong_key_name_the_place_only(token: str) -> None:
    with pytest.raises(WrongKey, match=r"^note\.text of row n1 does not open"):
        SEALER.open(PLACE, token)


def test_another_key_does_not_open() -> None:
    with pytest.raises(WrongKey):
        OLD_SEALER.open(PLACE, SEALER.seal(PLACE, "private words"))


def test_errors_carry_no_content() -> None:
    token = SEALER.seal(PLACE, "private words")
    for sealer, place in ((OLD_SEALER, PLACE), (SEALER, Place("note", "text", "n2"))):
        with pytest.raises((WrongKey, Swapped)) as caught:
            sealer.open(place, token)
        assert "private" not in str(caught.value)
        assert token not in str(caught.value)
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_an_older_key_still_opens_and_rotation_makes_it_needless() -> None:
    token = OLD_SEALER.seal(PLACE, "private words")
    assert SEALER.open(PLACE, token) == "private words"
    anew = SEALER.rotate(PLACE, token)
    assert anew is not None
    assert Sealer([NEW]).open(PLACE, anew) == "private words"
    assert SEALER.rotate(PLACE, anew) is None


def test_rotation_does_not_bless_a_swapped_value() -> None:
    token = OLD_SEALER.seal(PLACE, "private words")
    with pytest.raises(Swapped):
        SEALER.rotate(Place("note", "text", "n2"), token)


@pytest.mark.parametrize("keys", [[], ["short"], ["x" * 44], [NEW, ""]])
def test_a_key_that_is_none_is_refused_without_being_shown(keys: list[str]) -> None:
    with pytest.raises(WrongKey) as caught:
        Sealer(keys)
    assert not any(key and key in str(caught.value) for key in keys)
