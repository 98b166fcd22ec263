"""Settings of a program, one declaration each; a program keeps only what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Who has the last word on a setting."""

    PROGRAM = "program"
    PERSON = "person"


@dataclass(frozen=True)
class Setting:
    """A number coordinators may change; `values` holds every allowed one.

    At `Level.PERSON` it is what people begin with, and each may choose differently.
    """

    name: str
    default: int
    values: range
    level: Level
    words_id: str

    def allows(self, value: int) -> bool:
        """Whether this is one of the allowed values."""
        return value in self.values


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("weeks", 12, range(4, 27), Level.PROGRAM, "setting.weeks"),
        Setting("cadence", 14, range(7, 15, 7), Level.PROGRAM, "setting.cadence"),
        Setting("minutes", 45, range(15, 121, 15), Level.PROGRAM, "setting.minutes"),
        Setting("answer_days", 5, range(2, 11), Level.PROGRAM, "setting.answer_days"),
        Setting("remind_after", 3, range(1, 10), Level.PROGRAM, "setting.remind_after"),
        Setting("offers", 3, range(3, 6), Level.PROGRAM, "setting.offers"),
        Setting("guests", 0, range(2), Level.PROGRAM, "setting.guests"),
        Setting("flash", 1, range(2), Level.PROGRAM, "setting.flash"),
        Setting("capacity", 1, range(1, 4), Level.PERSON, "setting.capacity"),
    )
}
"""weeks: length · cadence: days between talks · minutes: length of a talk · answer_days: working
days to answer a request · remind_after: working days until its one reminder · offers: suggestions
at once · guests: 1 where guests may join · flash: 1 where single talks are offered · capacity:
places of a mentor. The numbers and their reasons: docs/mentoring.md."""

PRESETS: Mapping[str, Mapping[str, int]] = {"onboarding": {"cadence": 7}}
"""What a template sets differently: new joiners talk every week (docs/mentoring.md)."""


def effective(name: str, template: str, overrides: Mapping[str, object]) -> int:
    """The program's own value, else its template's, else the default; TypeError where the
    program holds something that is not a number."""
    value = overrides.get(name, preset(name, template))
    if not isinstance(value, int):
        raise TypeError(f"setting {name} is not a number: {value!r}")
    return value


def preset(name: str, template: str) -> int:
    """What holds where the program changed nothing."""
    return PRESETS.get(template, {}).get(name, SETTINGS[name].default)
