"""A talk as a link into somebody's own calendar; the bot itself sees no calendar."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"


def google(title: str, starts_at: datetime, minutes: int) -> str:
    """The address that opens a new entry in Google Calendar, times in UTC."""
    begin, end = _span(starts_at, minutes)
    dates = f"{begin:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}"
    return f"{GOOGLE}?{urlencode({'action': 'TEMPLATE', 'text': title, 'dates': dates})}"


def outlook(title: str, starts_at: datetime, minutes: int) -> str:
    """The address that opens a new entry in Outlook on the web, times in UTC."""
    begin, end = _span(starts_at, minutes)
    facts = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": f"{begin:%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{end:%Y-%m-%dT%H:%M:%SZ}",
    }
    return f"{OUTLOOK}?{urlencode(facts)}"


def _span(starts_at: datetime, minutes: int) -> tuple[datetime, datetime]:
    """Beginning and end in UTC; minutes are added there, so that no change of clocks counts."""
    begin = starts_at.astimezone(UTC)
    return begin, begin + timedelta(minutes=minutes)
