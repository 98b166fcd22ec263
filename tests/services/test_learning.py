"""What was read is its reader's own; coordinators see counts, and none of a few people."""

from dataclasses import replace

import pytest

from bot.domain.refusals import Refused
from bot.services import learning
from storage.store import SqlStore
from tests import builders
from tests.builders import MAYA, OTTO, TEAM, THEO, TUESDAY


def done(store: SqlStore, *names: str) -> frozenset[str]:
    with store.unit() as unit:
        for name in names:
            learning.finish(unit, TEAM, MAYA.slack_id, name, TUESDAY)
        return learning.reader(unit, TEAM, MAYA.slack_id, TUESDAY).here.done


def test_a_read_is_kept_once_and_for_its_reader(program: SqlStore) -> None:
    assert done(program, "read.listening", "read.listening") == {"read.listening"}
    with program.read() as unit:
        assert len(unit.lessons.find()) == 1
        assert not learning.reader(unit, TEAM, THEO.slack_id, TUESDAY).here.done


def test_somebody_who_did_not_join_reads_nothing_of_it(program: SqlStore) -> None:
    with program.read() as unit, pytest.raises(Refused, match=r"learn\.join_first"):
        learning.reader(unit, TEAM, OTTO.slack_id, TUESDAY)


def test_coordinators_see_counts_from_five_people_on(program: SqlStore) -> None:
    done(program, "read.listening", "read.trust")
    with program.unit() as unit:
        assert learning.counted(unit, unit.programs.get("career")).text == "admin.reads.few"
        for n in range(2):
            who = replace(OTTO, id=f"p{n}", slack_id=f"UP{n}")
            unit.people.add(who)
            unit.participants.add(builders.participant(who))
        told = learning.counted(unit, unit.programs.get("career"))
    assert told.text == "admin.reads"
    assert {name: fact.facts["n"] for name, fact in told.facts.items()} == {  # type: ignore[union-attr]
        "people": 1,
        "reads": 2,
    }
