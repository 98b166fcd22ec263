"""`keys`, `migrate` and `tick`: what changes data or time says so, and refuses in plain words."""

import json
import stat

import pytest

from storage import keys
from storage.errors import WrongKey
from storage.sealing import Sealer
from tests import builders
from tests.bot.conftest import Place
from tests.plugins.stores import KEY

LINES = ("I would like to lead calmly.", "Silence is not kindness.")


def sealed_lines(place: Place, count: int) -> None:
    """Rows with private words, more than one batch where asked for."""
    with place.store_of(KEY) as store, store.unit() as unit:
        unit.workspaces.add(builders.workspace())
        unit.programs.add(builders.program())
        unit.people.add(builders.person())
        unit.participants.add(builders.participant())
        for number in range(count):
            words = LINES[number % len(LINES)]
            unit.notes.add(builders.note(words, id=f"note-{number}", mentorship_id=None))


@pytest.fixture
def on_both(place: Place, store_url: str) -> Place:
    """The place with its data on SQLite, then on PostgreSQL."""
    place.change(DATABASE_URL=store_url)
    return place


def test_rotation_seals_everything_with_a_fresh_key(
    on_both: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_BATCH", 2)
    sealed_lines(on_both, 5)
    code, out, err = on_both.call("keys", "rotate", "--json")
    assert (code, err, json.loads(out)["resealed"] >= 5) == (0, "", True)
    fresh, old = (on_both.folder / "key").read_text().split()
    assert old == KEY
    with on_both.store_of(fresh) as store, store.read() as unit:
        assert {note.text for note in unit.notes.find()} == set(LINES)
    with on_both.store_of(KEY) as store, store.read() as unit, pytest.raises(WrongKey):
        unit.notes.find()


def test_a_rotation_that_was_broken_off_goes_on_with_the_key_it_had(place: Place) -> None:
    sealed_lines(place, 3)
    assert place.call("keys", "rotate")[0] == 0
    before = (place.folder / "key").read_text()
    code, out, _ = place.call("keys", "rotate", "--keep")
    assert (code, out.startswith("0 private values")) == (0, True)
    assert (place.folder / "key").read_text() == before


def test_rotation_with_a_key_that_does_not_open_changes_nothing(place: Place) -> None:
    sealed_lines(place, 1)
    other = "A" * 43 + "="
    (place.folder / "key").write_text(other)
    code, _, err = place.call("keys", "rotate")
    assert (code, "Give the key it was sealed with" in err) == (1, True)
    assert (place.folder / "key").read_text() == other


def test_a_new_key_is_for_its_owner_alone_and_never_replaces_one(place: Place) -> None:
    path = place.folder / "deeper" / "data.key"
    place.change(DATA_KEY_FILE=str(path))
    code, out, _ = place.call("keys", "new")
    made = path.read_text()
    assert (code, str(path) in out, made.strip() in out) == (0, True, False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Sealer(made.split())
    code, _, err = place.call("keys", "new")
    assert (code, "holds a key already" in err) == (1, True)
    assert path.read_text() == made


def test_a_key_file_that_cannot_be_written_is_said_plainly(place: Place) -> None:
    place.change(DATA_KEY_FILE=str(place.folder / "key" / "below" / "a.file"))
    code, _, err = place.call("keys", "new")
    assert (code, "cannot be written" in err) == (1, True)


def test_migrating_can_be_rehearsed_needs_no_token_and_is_done_once(place: Place) -> None:
    new = place.data / "new.db"
    place.change(DATABASE_URL=f"sqlite:///{new}", SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="")
    code, out, _ = place.call("migrate", "--dry-run", "--json")
    rehearsed = json.loads(out)
    assert (code, rehearsed["applied"], bool(rehearsed["steps"])) == (0, False, True)
    assert not new.exists()
    code, out, _ = place.call("migrate", "--json")
    assert (code, json.loads(out)) == (0, {"steps": rehearsed["steps"], "applied": True})
    assert place.call("migrate") == (0, "The database is up to date.\n", "")


def test_migrating_says_plainly_what_is_in_the_way(place: Place) -> None:
    place.change(DATABASE_URL="mysql://x")
    assert "DATABASE_URL must begin" in place.call("migrate")[2]
    place.change(DATABASE_URL=f"sqlite:///{place.folder}/none/mentor.db")
    for command in (("migrate",), ("migrate", "--dry-run")):
        code, _, err = place.call(*command)
        assert (code, "There is no directory" in err) == (1, True)


def test_tick_plays_with_time_against_a_sandbox_only(place: Place) -> None:
    place.change(SLACK_API_URL="https://slack.com/api/")
    code, _, err = place.call("tick", "--at", "2026-11-23T09:00+01:00")
    assert (code, "only against a sandbox" in err) == (1, True)
    assert place.call("tick", "--at", "2026-11-23T09:00")[0] == 2
    assert place.call("tick", "--at", "2026-11-23T09:00Z", "--until", "2026-11-22T09:00Z")[0] == 2
