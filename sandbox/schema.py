"""A small schema language for Block Kit: checks that point at what they refuse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.limits import most
from sandbox.refusal import Value


class Report:
    """Collects what is wrong with a payload for one surface: message, modal or home."""

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.flaws: list[str] = []

    def add(self, message: str, at: str) -> None:
        """Note a flaw at a JSON pointer."""
        self.flaws.append(f"{message} [json-pointer:{at}]")


Check = Callable[[Any, str, Report], None]
BOTH = ("plain_text", "mrkdwn")


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an object, and whether it has to be there."""

    check: Check
    required: bool = False


Spec = Mapping[str, Field]


def need(check: Check) -> Field:
    """Return a field that must be present."""
    return Field(check, required=True)


def may(check: Check) -> Field:
    """Return a field that may be present."""
    return Field(check)


def anything(_value: Value, _at: str, _report: Report) -> None:
    """Accept any value."""


def flag(value: Value, at: str, report: Report) -> None:
    """Accept true and false."""
    if not isinstance(value, bool):
        report.add("must be a boolean", at)


def whole(least: int = 0, largest: int | None = None) -> Check:
    """Return a check for whole numbers within bounds."""

    def check(value: Value, at: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.add("must be an integer", at)
        elif value < least:
            report.add(f"must be more than {least - 1}", at)
        elif largest is not None and value > largest:
            report.add(f"must be less than {largest + 1}", at)

    return check


def _length(value: str, bounds: tuple[int, str | None], at: str, report: Report) -> None:
    least, limit = bounds
    if len(value) < least:
        report.add(f"must be more than {least - 1} characters", at)
    elif limit is not None and len(value) > most(limit):
        report.add(f"must be less than {most(limit) + 1} characters", at)


def string(limit: str | None = None, least: int = 1) -> Check:
    """Return a check for strings up to a named limit."""

    def check(value: Value, at: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("must be a string", at)
        else:
            _length(value, (least, limit), at, report)

    return check


def choice(*values: str) -> Check:
    """Return a check for a closed list of words."""

    def check(value: Value, at: str, report: Report) -> None:
        if value not in values:
            report.add(f"must be a valid enum value: {', '.join(values)}", at)

    return check


def words(limit: str | None, kinds: tuple[str, ...] = ("plain_text",)) -> Check:
    """Return a check for text objects of these kinds up to a named limit."""
    spec: Spec = {
        "type": need(choice(*kinds)),
        "text": need(string(limit)),
        "emoji": may(flag),
        "verbatim": may(flag),
    }
    return record(spec)


def record(spec: Spec) -> Check:
    """Return a check for objects with exactly these keys."""

    def check(value: Value, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must be an object", at)
            return
        for key in value.keys() - spec.keys():
            report.add(f"invalid additional property: {key}", at)
        for key, field in spec.items():
            if value.get(key) is not None:
                field.check(value[key], f"{at}/{key}", report)
            elif field.required:
                report.add(f"missing required field: {key}", at)

    return check


def array(item: Check, limit: str | None = None, least: int = 1) -> Check:
    """Return a check for lists of items up to a named limit."""

    def check(value: Value, at: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add("must be an array", at)
            return
        if len(value) < least:
            report.add(f"no fewer than {least} items allowed", at)
        if limit is not None and len(value) > most(limit):
            report.add(f"no more than {most(limit)} items allowed", at)
        for number, entry in enumerate(value):
            item(entry, f"{at}/{number}", report)

    return check


def variant(kinds: Mapping[str, Check], allowed: frozenset[str] | None = None) -> Check:
    """Return a check that goes by the object's `type`, of which only some may stand here."""

    def check(value: Value, at: str, report: Report) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            report.add("missing required field: type", at)
        elif kind not in kinds or (allowed is not None and kind not in allowed):
            report.add(f"unsupported type: {kind}", f"{at}/type")
        else:
            kinds[kind](value, at, report)

    return check


def together(*checks: Check) -> Check:
    """Return a check that applies these in turn, until one of them finds a flaw."""

    def check(value: Value, at: str, report: Report) -> None:
        before = len(report.flaws)
        for each in checks:
            if len(report.flaws) == before:
                each(value, at, report)

    return check
