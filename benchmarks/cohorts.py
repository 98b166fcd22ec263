"""Made-up companies to match: the same for a seed, as lifelike as the rules read."""

from datetime import date, time
from random import Random

from bot.domain.participants import Role, Topic
from bot.domain.people import Hours
from bot.domain.topics import SHARED
from bot.matching.candidates import Candidate, Context

CONTEXT = Context(date(2026, 11, 30), frozenset({"career"}), round_id="benchmark")

_ZONES = (
    *("Europe/Madrid",) * 5,
    *("Europe/London",) * 3,
    *("America/New_York",) * 3,
    "America/Sao_Paulo",
    "Asia/Kolkata",
)
_HOURS = (*(Hours(),) * 6, Hours(opens=time(8), closes=time(16)), Hours((0, 1, 2, 3)))
_FUNCTIONS = ("engineering", "sales", "support", "design", "finance", "people", "operations")
_LOCATIONS = ("Madrid", "London", "New York", "Recife", "Pune", "remote")
_PURPOSES = ("career", "leadership", "skills", "onboarding", "diversity")
_ROLES = ("sounding_board", "knows_here", "mirror", "role_model")


def company(mentees: int, mentors: int, seed: int = 1) -> tuple[list[Candidate], list[Candidate]]:
    """Mentees and mentors with topics, hours, teams, blocks and a reporting line."""
    draw = Random(seed)  # noqa: S311 - a made-up company needs no secrecy
    everybody = [_person(draw, n, n < mentees, mentees + mentors) for n in range(mentees + mentors)]
    return everybody[:mentees], everybody[mentees:]


def _person(draw: Random, n: int, wants: bool, many: int) -> Candidate:
    role = Role.MENTEE if wants else Role.MENTOR
    names = draw.sample(_topics(many), draw.choice((1, 2, 2, 3)) if wants else draw.randint(1, 5))
    levels = (None, 0, 1, 2) if wants else (None, 1, 2, 3, 4)
    topics = tuple(
        Topic("", "", role, name, draw.choice(levels), rank if wants and rank < 4 else None)
        for rank, name in enumerate(names, 1)
    )
    return Candidate(
        id=f"p{n:05}",
        slack_id=f"U{n:05}",
        topics=topics,
        zone=draw.choice(_ZONES),
        hours=draw.choice(_HOURS),
        function=draw.choice(_FUNCTIONS),
        team=f"team {draw.randrange(max(2, many // 8))}",
        location=draw.choice(_LOCATIONS),
        tenure_months=draw.choice((None, 3, 8, 30, 90)) if not wants else None,
        purposes=frozenset({draw.choice(_PURPOSES)}),
        languages=frozenset({"en", draw.choice(("es", "de", "pt"))}),
        cadence_days=draw.choice((None, 7, 14)),
        roles=frozenset(draw.sample(_ROLES, draw.randint(0, 2))),
        wishes=tuple(f"p{draw.randrange(many):05}" for _ in range(draw.choice((0, 0, 3)))),
        blocks=frozenset({f"U{draw.randrange(many):05}"}) if draw.random() < 0.02 else frozenset(),
        above=frozenset({f"U{n // 7:05}", f"U{n // 49:05}"}),
        capacity=1 if wants else draw.choice((1, 1, 2, 3)),
        passed_over=draw.choice((0, 0, 0, 1, 2)) if wants else 0,
    )


def _topics(many: int) -> list[str]:
    own = [f"own words {n}" for n in range(min(60, many // 40))]
    return [*SHARED, *own]
