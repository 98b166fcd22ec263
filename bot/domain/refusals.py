"""A refusal: what a use case answers when a rule says no."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.facts import Fact


@dataclass
class Refused(Exception):
    """A rule said no.

    `code` is the id of the sentence to show (`refusal.<code>` in the content);
    `field` names the form field it belongs to, if any.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    field_id: str | None = None

    def __str__(self) -> str:
        return self.code


def refuse(code: str, at: str | None = None, **facts: Fact) -> Refused:
    """A refusal with its facts; `at` is the form field it stands at."""
    return Refused(code, facts, at)
