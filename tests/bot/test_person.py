"""`person export|erase|hold`: noted, refused beside a running bot, and never printing a word."""

import json
import stat
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.custody import FINAL_DELIVERIES, OWN_CONTENT
from bot.services import retention
from tests import builders
from tests.bot.conftest import Place
from tests.plugins.stores import KEY

SECRET = "canary how do I begin"


@pytest.fixture
def known(place: Place, store_url: str) -> Place:
    """Theo and Maya are matched and Theo parked a question; on SQLite, then on PostgreSQL."""
    place.change(DATABASE_URL=store_url)
    with place.store_of(KEY) as store, store.unit() as unit:
        unit.workspaces.add(builders.workspace())
        unit.programs.add(builders.program())
        for who, role in ((builders.THEO, "mentee"), (builders.MAYA, "mentor")):
            unit.people.add(who)
            unit.participants.add(builders.participant(who))
            unit.roles.add(builders.role(who, builders.Role(role)))
        unit.requests.add(builders.request())
        unit.mentorships.add(builders.mentorship())
        unit.members.add(builders.member())
        unit.members.add(builders.member(builders.MAYA, builders.Role.MENTOR))
        unit.stage_entries.add(builders.stage_entry())
        unit.notes.add(builders.note(SECRET))
    return place


def test_an_export_is_a_file_for_its_owner_and_prints_no_word_of_it(known: Place) -> None:
    code, out, err = known.call("person", "export", "UTHEO", "--json")
    facts = json.loads(out)
    assert (code, err, facts["exported"]) == (0, "", "UTHEO")
    path = known.folder / "UTHEO.json"
    assert facts["file"] == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SECRET in path.read_text(encoding="utf-8")
    assert SECRET not in out + err
    with known.store_of(KEY) as store, store.read() as unit:
        (noted,) = unit.audits.find(action="person.exported")
    assert (noted.actor, noted.subject) == ("server", "UTHEO")


def test_an_export_never_replaces_a_file(known: Place) -> None:
    path = known.folder / "mine.json"
    path.write_text("mine")
    code, _, err = known.call("person", "export", "UTHEO", "--out", str(path))
    assert (code, "is there already" in err, path.read_text()) == (1, True, "mine")


def test_an_export_of_nobody_leaves_no_file(known: Place) -> None:
    code, _, err = known.call("person", "export", "UNOBODY")
    assert (code, "Nothing is kept about UNOBODY" in err) == (1, True)
    assert not (known.folder / "UNOBODY.json").exists()


def test_erasing_needs_a_yes_and_is_noted_without_a_name(known: Place) -> None:
    code, _, err = known.call("person", "erase", "UTHEO")
    assert (code, "Nothing has been erased" in err) == (1, True)
    code, out, _ = known.call("person", "erase", "UTHEO", "--yes")
    assert (code, "UTHEO is erased" in out) == (0, True)
    with known.store_of(KEY) as store, store.read() as unit:
        assert unit.notes.find() == ()
        assert unit.people.find(slack_id="UTHEO") == ()
        (noted,) = unit.audits.find(action="person.erased")
        assert noted.subject.startswith("erased-")
    code, _, err = known.call("person", "erase", "UTHEO", "--yes")
    assert (code, "has been erased already" in err) == (1, True)


def test_a_hold_stops_erasure_and_retention_until_it_is_released(known: Place) -> None:
    assert known.call("person", "hold", "UTHEO")[0] == 1
    code, out, _ = known.call("person", "hold", "UTHEO", "--reason", "litigation", "--json")
    assert (code, json.loads(out)) == (0, {"held": True, "changed": True})
    code, _, err = known.call("person", "erase", "UTHEO", "--yes")
    assert (code, "A legal hold stands" in err) == (1, True)
    late = _long_after_the_end(known)
    assert _notes_left(known, late) == 1
    assert known.call("person", "hold", "UTHEO", "--release")[0] == 0
    assert _notes_left(known, late) == 0
    assert known.call("person", "erase", "UTHEO", "--yes")[0] == 0


def _long_after_the_end(place: Place) -> datetime:
    with place.store_of(KEY) as store, store.unit() as unit:
        unit.endings.add(builders.ending(at=builders.at(0)))
    return builders.at(0) + OWN_CONTENT + timedelta(days=1)


def _notes_left(place: Place, moment: datetime) -> int:
    with place.store_of(KEY) as store:
        retention.run(store, moment)
        with store.read() as unit:
            return len(unit.notes.find())


def test_final_deliveries_are_forgotten_after_400_days_but_not_while_held(known: Place) -> None:
    old = builders.at(0)
    with known.store_of(KEY) as store, store.unit() as unit:
        unit.deliveries.add(builders.sent("answer", old))
        unit.deliveries.add(builders.delivery("answer", old, subject_id="waits"))
    late = old + FINAL_DELIVERIES
    assert _forgotten(known, late) == 0
    known.call("person", "hold", "UTHEO", "--reason", "authority")
    assert _forgotten(known, late + timedelta(days=1)) == 0
    known.call("person", "hold", "UTHEO", "--release")
    assert _forgotten(known, late + timedelta(days=1)) == 1
    with known.store_of(KEY) as store, store.read() as unit:
        assert len(unit.deliveries.find()) == 1


def _forgotten(place: Place, moment: datetime) -> int:
    with place.store_of(KEY) as store:
        return retention.run(store, moment).deliveries


@pytest.mark.parametrize("what", ["export", "erase", "hold"])
def test_beside_a_running_bot_on_sqlite_it_is_refused(place: Place, what: str) -> None:
    with place.store_of(KEY) as store:
        store.acquire()
        code, _, err = place.call("person", what, "UTHEO", "--yes", "--reason", "other")
    assert (code, "Another process of the bot is writing" in err) == (1, True)


def test_wrong_usage_says_how(place: Place) -> None:
    assert place.call("person")[0] == 2
    assert place.call("person", "hold", "UTHEO", "--reason", "because")[0] == 2
    code, out, _ = place.call("person", "--help")
    assert (code, "SLACK_ID" in out) == (0, True)


def test_the_clock_of_a_command_is_aware(known: Place) -> None:
    known.call("person", "hold", "UTHEO", "--reason", "other")
    with known.store_of(KEY) as store, store.read() as unit:
        (hold,) = unit.holds.find()
    assert abs(datetime.now(UTC) - hold.at) < timedelta(minutes=5)
