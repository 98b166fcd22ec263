"""Two short questions in the second week: when they come, and what can be said to them."""

from datetime import date, timedelta

from bot.domain.people import Person
from bot.domain.rhythm import preferred_day
from bot.domain.workdays import previous_workday

SAY = "survey.say"
"""The first question, as long as its answer is kept: is it easy to say what one thinks."""

DONE = "survey"
"""What is kept once both are answered: that they were, and nothing of what was said."""

SAYS = ("yes", "partly", "not_yet")


KEPT_FOR = timedelta(days=14)
"""After which a first answer is deleted whose second never came."""

_DAY = timedelta(days=1)


def survey_day(
    person: Person, week: tuple[date, date], coming: date | None, parked: bool, today: date
) -> date | None:
    """The day of the two questions in the second week (its first day, and the first after it):
    that of the message before the talk of that week, whose place they take, else a preferred day,
    two days after the talk. None where the week leaves no place any more, or something is
    `parked` for the talk, so that its message is needed. `coming` is the day of the talk ahead."""
    first, over = week
    earliest = max(first, today)
    if coming is not None:
        day = previous_workday(coming, person.hours.days)
        if earliest <= day < over:
            return None if parked else day
        if first <= coming < over:
            earliest = max(earliest, coming + 2 * _DAY)
    if earliest >= over:
        return None
    day = preferred_day(person, earliest, within=(over - earliest).days - 1)
    return day if day < over else None
