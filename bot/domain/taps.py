"""What reached a person, and what came back: the history that the quiet budget looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.deliveries import Budget, Delivery
from bot.domain.hours import local_day
from bot.domain.people import Person
from bot.domain.workdays import NO_CLOSURES, add_workdays

IGNORED_AFTER = 3
"""Working days without a tap after which a message is ignored (docs/delivery.md)."""

_NEEDS_NO_TAP = ("news",)
_WIDE = ("mentorship", "participant", "person", "program")


@dataclass(frozen=True)
class History:
    """What one person got, of any kind; `tapped_at` is the last tap anywhere, where known."""

    person: Person
    sent: Sequence[Delivery] = ()
    tapped_at: datetime | None = None
    closures: frozenset[date] = NO_CLOSURES

    @property
    def counted(self) -> tuple[Delivery, ...]:
        """What counts against the budget, oldest first."""
        mine = (one for one in self.sent if one.sent_at and one.rules.budget is Budget.COUNTED)
        return tuple(sorted(mine, key=sent_at))

    @property
    def last_tap(self) -> datetime | None:
        """The last tap on anything."""
        taps = [one.answered_at for one in self.sent if one.answered_at]
        return max(taps if self.tapped_at is None else [*taps, self.tapped_at], default=None)

    def ignored(self, moment: datetime) -> tuple[Delivery, ...]:
        """The counted messages ignored in a row, oldest first (docs/quiet.md); any tap ends it."""
        tap = self.last_tap
        row = (one for one in self.counted if tap is None or sent_at(one) > tap)
        return tuple(one for one in row if self.is_ignored(one, moment))

    def is_ignored(self, delivery: Delivery, moment: datetime) -> bool:
        """Whether the third working day after it was sent has passed without a tap. News needs
        none."""
        if delivery.answered_at is not None or delivery.kind in _NEEDS_NO_TAP:
            return False
        sent_on = local_day(self.person, sent_at(delivery))
        last = add_workdays(sent_on, IGNORED_AFTER, self.person.hours.days, self.closures)
        return local_day(self.person, moment) > last

    def unanswered_on(self, delivery: Delivery) -> int:
        """How many messages about the matter of this one were sent since a tap on it."""
        same = [one for one in self.sent if one.sent_at and matter(one) == matter(delivery)]
        tap = max((one.answered_at for one in same if one.answered_at), default=None)
        return sum(tap is None or sent_at(one) > tap for one in same)


def sent_at(delivery: Delivery) -> datetime:
    """When it was sent; raises ValueError where it was not."""
    if delivery.sent_at is None:
        raise ValueError(f"{delivery.key} was never sent")
    return delivery.sent_at


def matter(delivery: Delivery) -> tuple[str, str, str]:
    """What a delivery is about: its kind and subject. Where the subject is as wide as a whole
    mentorship or program, each template is a matter of its own."""
    wide = delivery.subject_type in _WIDE and delivery.rules.budget is Budget.COUNTED
    return delivery.kind, delivery.subject_id, delivery.template if wide else ""
