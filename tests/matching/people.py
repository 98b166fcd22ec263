"""Theo and Maya as candidates, and strategies for anybody."""

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from bot.domain.participants import Role, Topic
from bot.domain.people import Hours
from bot.matching.candidates import Candidate, Context

CONTEXT = Context(date(2026, 12, 1))


def wants(name: str, level: int | None = None, priority: int | None = None) -> Topic:
    return Topic(f"w-{name}", "p", Role.MENTEE, name, level, priority)


def offers(name: str, level: int | None = None) -> Topic:
    return Topic(f"o-{name}", "p", Role.MENTOR, name, level)


def theo(**known: Any) -> Candidate:
    return Candidate("theo", "UTHEO", **known)


def maya(**known: Any) -> Candidate:
    return Candidate("maya", "UMAYA", **known)


NAMES = ["giving feedback", "Giving  Feedback", "deciding", "presenting", "influence"]
some_ids = st.frozensets(st.sampled_from([f"U{n}" for n in range(12)]), max_size=2)
levels = st.none() | st.integers(0, 4)
topics = st.lists(
    st.builds(
        Topic,
        st.just("t"),
        st.just("p"),
        st.sampled_from(Role),
        st.sampled_from(NAMES),
        levels,
        st.none() | st.integers(1, 3),
    ),
    max_size=5,
).map(tuple)
words = st.none() | st.sampled_from(["a", "b"])
anybody = st.builds(
    Candidate,
    id=st.integers(0, 11).map(lambda n: f"p{n}"),
    slack_id=st.integers(0, 11).map(lambda n: f"U{n}"),
    topics=topics,
    zone=st.sampled_from(["", "Europe/Madrid", "Asia/Tokyo", "America/New_York"]),
    hours=st.sampled_from([Hours(), Hours((6, 0, 1), time(7), time(12))]),
    function=words,
    team=words,
    location=words,
    tenure_months=st.none() | st.integers(0, 24),
    purposes=st.frozensets(st.sampled_from(["career", "skills"]), max_size=2),
    languages=st.frozensets(st.sampled_from(["en", "es"]), max_size=2),
    cadence_days=st.none() | st.sampled_from([7, 14]),
    channel=words,
    roles=st.frozensets(st.sampled_from(["mirror", "model"]), max_size=2),
    wishes=st.lists(st.integers(0, 11).map(lambda n: f"p{n}"), max_size=7).map(tuple),
    blocks=some_ids,
    above=some_ids,
    capacity=st.integers(0, 3),
    away=st.booleans(),
    listed=st.booleans(),
    passed_over=st.integers(0, 4),
)
