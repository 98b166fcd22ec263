"""A mentorship as the clock sees it: what planning its messages needs, read once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import hours
from bot.domain.deliveries import About
from bot.domain.meetings import Meeting
from bot.domain.mentorships import Stage
from bot.domain.people import Person
from bot.domain.stages import Course
from bot.ports import Unit
from bot.services import evidence, mentorships
from bot.services.mentorships import Whole


@dataclass(frozen=True)
class Seen:
    """A mentorship as the clock sees it now."""

    whole: Whole
    course: Course
    held: tuple[Meeting, ...]
    planned: Meeting | None
    moment: datetime

    @property
    def coming(self) -> Meeting | None:
        """The planned talk, where it lies ahead."""
        return self.planned if self.planned and self.planned.starts_at > self.moment else None

    @property
    def untold(self) -> bool:
        """Whether a planned talk is over of which nobody has told anything."""
        return self.planned is not None and self.coming is None

    def away(self, person: Person) -> bool:
        """Whether this person hears nothing now."""
        at = self.moment
        if person.snoozed_until is not None and at < person.snoozed_until:
            return True
        return any(since <= at < until for since, until in self.course.rests)

    def tomorrow(self, person: Person) -> datetime | None:
        """When to look again: whatever has to come true first, the next day is soon enough; None
        once the calendar leaves the last stage."""
        if self.moment >= self.course.leaves(Stage.TRANSITION):
            return None
        day = hours.local_day(person, self.moment) + timedelta(days=1)
        return hours.day_start(person, day)


def see(unit: Unit, whole: Whole, moment: datetime) -> Seen:
    """The mentorship with what planning its messages needs."""
    return Seen(
        whole,
        evidence.course(unit, whole),
        evidence.held(unit, whole.mentorship.id),
        mentorships.planned(unit, whole.mentorship.id),
        moment,
    )


def about(unit: Unit, whole: Whole, person: Person) -> About:
    """A message to this person about the mentorship as a whole."""
    mentorship = whole.mentorship
    workspace = unit.programs.get(mentorship.program_id).workspace_id
    return About(
        workspace, "mentorship", mentorship.id, person.id, mentorship.id, mentorship.program_id
    )
