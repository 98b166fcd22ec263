"""A talk as a file: opened by `icalendar`, it is the talk and nothing more."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.services.calendar import Entry
from handlers.ics import written

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
UID = "0f9b6a3e-4c1f-4d3e-9a55-3f1c5f8e2d10"

zones = st.sampled_from(["Europe/Madrid", "America/New_York", "Asia/Kolkata", "UTC"])
starts = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, ZoneInfo(zone)),
    st.integers(1_577_836_800, 2_208_988_800),
    zones,
)
titles = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=90)


def read(text: str) -> Event:
    """The only entry of a file."""
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    return event


@given(starts, st.integers(5, 480), st.integers(0, 40), titles)
def test_what_calendars_read_is_the_talk(
    starts_at: datetime, minutes: int, moves: int, title: str
) -> None:
    event = read(written(Entry(UID, moves, starts_at, minutes, NOW), title, NOW).content)
    assert event.decoded("DTSTART") == starts_at
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=minutes)
    assert (str(event["UID"]), event["SEQUENCE"]) == (UID, moves)
    assert str(event["SUMMARY"]) == title


def test_times_are_in_utc_so_that_no_zone_has_to_be_known() -> None:
    madrid = datetime(2026, 7, 1, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    lines = written(Entry(UID, 0, madrid, 45, NOW), "Talk", NOW).content.splitlines()
    assert "DTSTART:20260701T080000Z" in lines
    assert "DTEND:20260701T084500Z" in lines


@pytest.mark.parametrize("title", ["a, b; c\\d", "two\nlines", "ü" * 200])
def test_text_is_escaped_and_folded_as_the_format_wants_it(title: str) -> None:
    text = written(Entry(UID, 0, NOW, 45, NOW), title, NOW).content
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert str(read(text)["SUMMARY"]) == title


def test_nothing_else_is_in_the_file() -> None:
    event = read(written(Entry(UID, 0, NOW, 45, NOW), "Talk", NOW).content)
    assert set(event) == {
        "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY"
    }  # fmt: skip
