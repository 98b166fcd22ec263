"""One's own settings: days, hours, volume, language, a quiet week, places as a mentor."""

from datetime import time

from bot.domain import hours
from bot.domain.facts import Day
from bot.domain.people import Person, Volume
from bot.domain.refusals import refuse
from bot.domain.settings import SETTINGS
from bot.services import people, preferences
from bot.services.preferences import Known, Preferences
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import preferences as view
from handlers.views.preferences import WEEK, Asked


def opened(desk: Desk, heard: Heard) -> Answer:
    """The form, as things are."""
    words, profile = desk.words_for(heard.user), desk.profile(heard.user)
    with desk.store.read() as unit:
        known = preferences.known(unit, desk.team, profile, desk.now())
    return Show(view.view(words, _asked(desk, known, words.language)))


def sent(desk: Desk, heard: Heard) -> Answer:
    """The form was sent: it holds at once."""
    profile, said = desk.profile(heard.user), _said(heard)
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            preferences.change(unit, (desk.team, profile), said, desk.library.languages, desk.now())
        person = people.sketch(unit, desk.team, profile)
    return _done(person, said)


def _done(person: Person, said: Preferences) -> Answer:
    if said.volume is Volume.NONE:
        return Say("form.preferences.stopped")
    opens, closes = (wall.strftime("%H:%M") for wall in hours.window(person))
    if said.snoozed and person.snoozed_until:
        day = hours.local_day(person, hours.next_opening(person, person.snoozed_until))
        return Say("form.preferences.snooze", {"day": Day(day)})
    return Say("form.preferences.done", {"opens": opens, "closes": closes})


def _asked(desk: Desk, known: Known, language: str) -> Asked:
    person, said = known.person, known.said
    return Asked(
        days=said.days,
        opens=person.hours.opens,
        closes=person.hours.closes,
        volume=said.volume,
        snoozed=said.snoozed,
        language=said.language or language,
        languages=desk.library.languages,
        places=said.places,
        places_most=SETTINGS["capacity"].values[-1],
        zone=person.zone,
        hours_set=person.hours_set,
    )


def _said(heard: Heard) -> Preferences:
    places = heard.text("places")
    return Preferences(
        days=tuple(int(day) for day in heard.said.get("days") or () if str(day).isdecimal()),
        opens=_time(heard, "opens"),
        closes=_time(heard, "closes"),
        volume=_volume(heard),
        snoozed=WEEK in (heard.said.get("snoozed") or ()),
        language=heard.text("language") or None,
        places=int(places) if places.isdecimal() else None,
    )


def _volume(heard: Heard) -> Volume:
    try:
        return Volume(heard.text("volume"))
    except ValueError:
        raise refuse("preferences.choice", at="volume") from None


def _time(heard: Heard, name: str) -> time | None:
    try:
        return time.fromisoformat(heard.text(name)).replace(tzinfo=None)
    except ValueError:
        return None


LISTENERS = (
    Listener("word", "settings", opened, help="help.word.settings"),
    Listener("button", "preferences.open", opened),
    Listener("form", "form.preferences", sent),
)
