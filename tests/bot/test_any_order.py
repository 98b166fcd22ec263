"""Whatever people do in whatever order: places are counted right, and nobody gone hears a word.

One rule for each deed; a new deed is one rule more.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select, text

from bot.domain.deliveries import Delivery, State, WhenAway
from bot.domain.participants import Role
from bot.domain.people import ERASED, PersonStatus, Volume
from bot.domain.refusals import Refused
from bot.domain.requests import LIVE, RequestState
from bot.domain.rounds import ONE_ON_ONE
from bot.ports import Fate, Posted, Profile, Unit
from bot.services import (
    away,
    delivering,
    endings,
    enrollment,
    erasure,
    goals,
    journey,
    leavers,
    leaving,
    notes,
    places,
    preferences,
    profile,
    requests,
)
from bot.services.away import Span
from bot.services.delivering import Prepared, Unplaced
from bot.services.enrollment import Enrollment
from bot.services.messages import compose
from storage.sealing import Place, Sealer, new_key
from storage.store import SqlStore
from storage.tables import Sealed, metadata
from storage.unit import SqlUnit
from tests import builders
from tests.builders import TEAM, TUESDAY

PEOPLE = ("UANA", "UBEN", "UCY", "UDORA", "UEVA")
WHO = st.sampled_from(PEOPLE)
ROLES = st.sampled_from([(Role.MENTOR,), (Role.MENTEE,), (Role.MENTEE, Role.MENTOR)])
ANY = st.integers(0, 30)
NAMED_BY_OTHERS = (
    ("block", "slack_id"),
    ("manager", "manager_slack_id"),
    ("participant", "wanted"),
)
"""Whom others named privately; that is their own, and stays sealed."""
STORES: list[SqlStore] = []
SEEN: Counter[str] = Counter()


def store() -> SqlStore:
    """One store in memory for all examples; it is emptied after each."""
    if not STORES:
        STORES.append(SqlStore("sqlite://", Sealer([new_key()])))
    return STORES[0]


class AnyOrder(RuleBasedStateMachine):
    """Five people and a program, and everything they can do."""

    def __init__(self) -> None:
        super().__init__()
        self.store = store()
        self.now = TUESDAY
        self.active = dict.fromkeys(PEOPLE, True)
        self.erased: dict[str, str] = {}
        with self.store.unit() as unit:
            unit.workspaces.add(builders.workspace())
            unit.programs.add(builders.program(overrides={"capacity": 2}))
        for who, role in (("UANA", Role.MENTOR), ("UBEN", Role.MENTOR), ("UCY", Role.MENTEE)):
            self.joins_or_edits(who, (role,), "presenting")
        self.finds_a_mentor("UCY", 0)
        self._send()

    def teardown(self) -> None:
        """Leave an empty store behind."""
        with self.store.unit() as unit:
            for table in reversed(metadata.sorted_tables):
                unit.session.write(delete(table))

    # --- what people do -------------------------------------------------------------------------

    @rule(who=WHO, roles=ROLES, topic=st.sampled_from(["giving_feedback", "presenting"]))
    def joins_or_edits(self, who: str, roles: tuple[Role, ...], topic: str) -> None:
        said = Enrollment(roles, ("giving_feedback", topic), hope=_words(who), lesson=_words(who))
        if self.active[who]:
            with self.deed() as unit:
                enrollment.join(unit, TEAM, self.says(who), said, self.now)

    @rule(who=WHO, days=st.integers(1, 9))
    def goes_away(self, who: str, days: int) -> None:
        first = self.now.date() + timedelta(days=1)
        said = Span(first, first + timedelta(days=days))
        if self.active[who]:
            with self.deed() as unit:
                away.keep(unit, TEAM, self.says(who), said, self.now)

    @rule(who=WHO, volume=st.sampled_from(Volume))
    def sets_the_volume(self, who: str, volume: Volume) -> None:
        with self.deed() as unit:
            person = unit.people.one(slack_id=who)
            if person is not None:
                unit.people.change(person.id, {}, {"volume": volume})
                preferences.replan(unit, person, self.now)

    @rule(who=WHO)
    def leaves(self, who: str) -> None:
        with self.deed() as unit:
            leaving.leave(unit, TEAM, who, self.now)

    @rule(who=WHO, active=st.booleans())
    def slack_says(self, who: str, active: bool) -> None:
        self.active[who] = active
        with self.deed() as unit:
            leavers.changed(unit, TEAM, self.says(who), self.now)

    @rule(who=WHO)
    def writes(self, who: str) -> None:
        with self.deed() as unit:
            notes.keep(unit, TEAM, who, _words(who), self.now)
            mentee = goals.author(unit, TEAM, who)
            goals.keep(unit, mentee.id, (_words(who), _words(who)), self.now)
            goals.rate(unit, mentee.id, "7", self.now)

    @rule(who=WHO, other=WHO)
    def keeps_out(self, who: str, other: str) -> None:
        with self.deed() as unit:
            mine = profile.known(unit, TEAM, who)
            profile.keep(unit, mine, "apart", {"apart": (other,)}, self.now)

    @rule(who=WHO)
    def erases_herself(self, who: str) -> None:
        with self.deed() as unit:
            alias = erasure.erase(unit, TEAM, who, self.now)
            self.erased[unit.people.one(slack_id=alias).id] = who
            SEEN["erased"] += 1

    @rule(left=st.booleans())
    def a_coordinator_answers(self, left: bool) -> None:
        with self.deed() as unit:
            (leavers.confirm if left else leavers.keep)(unit, TEAM, "UADA", self.now)

    @rule(who=WHO, number=ANY)
    def asks(self, who: str, number: int) -> None:
        with self.deed() as unit:
            mentors = unit.roles.find(role=Role.MENTOR)
            if mentors:
                mentor = mentors[number % len(mentors)].participant_id
                requests.ask(unit, TEAM, who, mentor, self.now)

    @rule(who=WHO, number=ANY)
    def finds_a_mentor(self, who: str, number: int) -> None:
        self.asks(who, number)
        for role, answer in ((Role.MENTOR, requests.accept), (Role.MENTEE, requests.confirm)):
            self._answer(-1, role, answer)

    @rule(number=ANY)
    def accepts(self, number: int) -> None:
        self._answer(number, Role.MENTOR, requests.accept)

    @rule(number=ANY)
    def confirms(self, number: int) -> None:
        self._answer(number, Role.MENTEE, requests.confirm)

    @rule(number=ANY)
    def passes(self, number: int) -> None:
        self._answer(number, Role.MENTOR, requests.pass_on)

    @rule(number=ANY)
    def withdraws(self, number: int) -> None:
        self._answer(number, Role.MENTEE, requests.withdraw)

    @rule(number=ANY)
    def ends(self, number: int) -> None:
        with self.deed() as unit:
            members = unit.members.find()
            if members:
                one = members[number % len(members)]
                person = unit.people.get(one.person_id)
                endings.end(unit, one.mentorship_id, person.slack_id, self.now)

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        for _ in range(2 * days):
            journey.wake(self.store, self.now)
            self._send()
            self.now += timedelta(hours=12)

    # --- what must hold -------------------------------------------------------------------------

    @invariant()
    def places_are_what_is_held_and_never_too_many(self) -> None:
        with self.store.read() as unit:
            for role in unit.roles.find(role=Role.MENTOR):
                mentor = unit.participants.get(role.participant_id)
                assert role.taken == places.held(unit, mentor)
                assert role.taken <= role.capacity

    @invariant()
    def nothing_waits_for_who_is_gone_or_left(self) -> None:
        with self.store.read() as unit:
            waiting = [one for one in unit.deliveries.find(state=State.PENDING) if one.person_id]
            for row in waiting:
                person = unit.people.get(row.person_id)
                assert person.status is not PersonStatus.GONE
                assert row.template == "left" or not _left(unit, row)

    @invariant()
    def nothing_hangs_in_the_air(self) -> None:
        with self.store.read() as unit:
            assert unit.session.read(text("PRAGMA foreign_key_check")) == []
            for member in unit.members.find():
                SEEN["members"] += 1
                assert unit.participants.get(member.participant_id).person_id == member.person_id

    @invariant()
    def requests_are_between_people_who_are_there_and_once(self) -> None:
        with self.store.read() as unit:
            live = unit.requests.find(state=LIVE)
            pairs = [(one.mentee_id, one.mentor_id) for one in live]
            assert len(set(pairs)) == len(pairs)
            for participant_id in {one for pair in pairs for one in pair}:
                assert unit.participants.get(participant_id).left_at is None

    @invariant()
    def nobody_asks_who_waits_for_a_word(self) -> None:
        with self.store.read() as unit:
            for one in unit.guards.find(role=Role.MENTOR, over_at=None):
                asked = unit.requests.find(mentor_id=one.participant_id, state=RequestState.OPEN)
                assert [each for each in asked if each.type == ONE_ON_ONE] == []

    @invariant()
    def nothing_of_who_was_erased_remains(self) -> None:
        with self.store.read() as unit:
            back = {one.slack_id for one in unit.people.find()}
            gone = set(self.erased.values()) - back
            kept = _everything(unit) if gone else []
            assert not [row for row in kept if any(who in row for who in gone)]
            for person_id in self.erased:
                person = unit.people.get(person_id)
                assert person.status is PersonStatus.GONE
                assert ERASED in person.slack_id
                mine = tuple(one.id for one in unit.participants.find(person_id=person_id))
                for private in (unit.roles, unit.topics, unit.notes, unit.goals, unit.blocks):
                    assert private.find(participant_id=mine) == ()

    # --- how --------------------------------------------------------------------------------------

    @contextmanager
    def deed(self) -> Iterator[Unit]:
        """A unit of work in which a rule may refuse; then nothing has changed."""
        with suppress(Refused), self.store.unit() as unit:
            yield unit

    def says(self, who: str) -> Profile:
        """What Slack says."""
        return Profile(who, builders.MADRID, "en-US", self.active[who], False, False, False)

    def _answer(
        self, number: int, role: Role, answer: Callable[[Unit, str, str, datetime], None]
    ) -> None:
        with self.deed() as unit:
            live = unit.requests.find(state=LIVE)
            if live:
                request = live[number % len(live)]
                side = request.mentor_id if role is Role.MENTOR else request.mentee_id
                person = unit.people.get(unit.participants.get(side).person_id)
                answer(unit, person.slack_id, request.id, self.now)

    def _send(self) -> None:
        """What is due goes out, the gate asked as ever; conversations are opened on the way."""
        for _ in range(2):
            with self.store.unit() as unit:
                rows = unit.deliveries.claim(self.now, self.now + delivering.LEASE, 100)
            for row in rows:
                found = delivering.prepare(self.store, row, self.now, compose)
                if isinstance(found, Unplaced):
                    delivering.keep_place(self.store, row, f"D-{row.person_id}-{row.mentorship_id}")
                    delivering.release(self.store, (row,), self.now)
                elif isinstance(found, Prepared):
                    if found.message.heard:
                        self._may_be_read(found.delivery)
                    posted = Posted(Fate.DONE, found.channel, found.delivery.id)
                    delivering.record(self.store, found.delivery, posted, self.now)

    def _may_be_read(self, row: Delivery) -> None:
        """Nobody away or gone is messaged, and nobody who left but with the receipt."""
        SEEN["messages"] += 1
        if row.person_id is None:
            return
        with self.store.read() as unit:
            person = unit.people.get(row.person_id)
            assert person.status is PersonStatus.ACTIVE
            assert row.template == "left" or not _left(unit, row)
            if row.rules.when_away is not WhenAway.SENT:
                pauses = unit.pauses.find(person_id=person.id)
                assert not any(one.since <= self.now < one.until for one in pauses)


class ManyEndings(AnyOrder):
    """The same, where two matches around one mentor end early more often than chance has it."""

    @rule()
    def two_matches_end_early(self) -> None:
        for who in ("UCY", "UDORA"):
            self.joins_or_edits(who, (Role.MENTEE,), "presenting")
            self.finds_a_mentor(who, 0)
            self.ends(-1)
            self.time_passes(4)


def _left(unit: Unit, row: Delivery) -> bool:
    """Whether the reader is no longer in the program that the message is about."""
    mine = unit.participants.one(program_id=row.program_id, person_id=row.person_id)
    return mine is not None and mine.left_at is not None


def _words(who: str) -> str:
    return f"In my own words, {who}."


def _everything(unit: SqlUnit) -> list[str]:
    """All that lies in the database, and what is sealed in it opened, but for what is others'."""
    found = []
    for table in metadata.sorted_tables:
        private = [column.name for column in table.c if isinstance(column.type, Sealed)]
        for row in unit.session.read(select(table)):
            places = {name: Place(table.name, name, row["id"]) for name in private if row[name]}
            opened = {name: unit.session.sealer.open(at, row[name]) for name, at in places.items()}
            opened |= {name: "" for name in private if (table.name, name) in NAMED_BY_OTHERS}
            found.append(f"{table.name}: {row | opened}")
    return found


def play(examples: int, steps: int, machine: type[AnyOrder] = AnyOrder) -> None:
    """So many stories of so many deeds."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_what_must_hold_holds_in_any_order() -> None:
    SEEN.clear()
    play(6, 20)
    assert SEEN["members"] > 0
    assert SEEN["messages"] > 0


@pytest.mark.simulation
def test_what_must_hold_holds_over_many_long_stories() -> None:
    SEEN.clear()
    play(40, 40, ManyEndings)
    assert SEEN["erased"] > 0
