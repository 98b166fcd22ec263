"""Links into a calendar: the right instant whatever the clocks do, and nothing private."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from bot.content.reader import read
from bot.domain import calendars, hours
from bot.domain.facts import Link

MADRID = ZoneInfo("Europe/Madrid")
# The clocks of Madrid go forward on 28 March 2027 at two, and back on 31 October 2027 at three.
STARTS = (
    datetime(2026, 12, 1, 10, tzinfo=MADRID),
    datetime(2027, 3, 28, 1, 45, tzinfo=MADRID),
    datetime(2027, 3, 29, 10, tzinfo=MADRID),
    datetime(2027, 10, 31, 1, 45, tzinfo=MADRID),
    datetime(2027, 10, 31, 2, 45, fold=1, tzinfo=MADRID),
)


def asked(url: str) -> dict[str, str]:
    return {name: one for name, (one,) in parse_qs(urlsplit(url).query).items()}


@pytest.mark.parametrize("start", STARTS)
def test_a_talk_lasts_its_minutes_whatever_the_clocks_do(start: datetime) -> None:
    facts = asked(calendars.outlook("Talk", start, 45))
    begin, end = (datetime.fromisoformat(facts[name]) for name in ("startdt", "enddt"))
    assert begin == start.astimezone(UTC)
    assert (end - begin).total_seconds() == 45 * 60
    dates = asked(calendars.google("Talk", start, 45))["dates"]
    assert dates == f"{begin:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}"


def test_ten_in_madrid_is_another_instant_in_summer() -> None:
    winter, summer = (datetime(2027, month, 10).date() for month in (1, 7))  # noqa: DTZ001
    clock = datetime(2027, 1, 1, 10).time()  # noqa: DTZ001
    links = [
        asked(calendars.google("Talk", hours.instant(day, clock, "Europe/Madrid"), 30))["dates"]
        for day in (winter, summer)
    ]
    assert [one[9:13] for one in links] == ["0900", "0800"]


def test_a_link_is_one_word_and_holds_nothing_that_anybody_wrote() -> None:
    words = read().words("en")
    for calendar in ("google", "outlook"):
        link = Link(calendar, STARTS[0], 45)
        shown = words._show(link, plain=False)
        assert shown.startswith("<https://")
        assert shown.endswith(f"|{words(f'calendar.{calendar}')}>")
        assert "&" not in shown.replace("&amp;", "")
        assert words._show(link, plain=True) == words(f"calendar.{calendar}")
    assert words("calendar.title") == "Talk"
