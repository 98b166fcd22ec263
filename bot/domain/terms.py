"""Words for what lies in a row, where people read their own data: in pages, and in a file."""

from collections.abc import Mapping

from bot.domain.words import Words

_TERMS: Mapping[tuple[str, str], str] = {
    ("topic", "name"): "topic",
    ("request", "topic"): "topic",
    ("person", "volume"): "form.preferences.choice",
    ("round", "state"): "data.state",
    ("request", "state"): "data.state",
    ("meeting", "state"): "data.state",
    ("ending", "outcome"): "data.outcome",
    ("stage_entry", "stage"): "stage",
    ("stage_answer", "stage"): "stage",
}
"""Columns whose values have words of their own. A pass and a silence share theirs: whoever asked
reads no more in her data than she was told (docs/mentoring.md)."""


def term(words: Words, table: str, column: str, value: str) -> str | None:
    """The words for this value of this column, or None where it has none of its own."""
    known = f"{_TERMS.get((table, column))}.{value}"
    return words.plain(known) if words.has(known) else None
