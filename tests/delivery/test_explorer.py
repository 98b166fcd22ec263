"""Every order of events in a small world: nothing is said twice, nothing is lost.

The planted weaknesses show that the explorer would see a hole (docs/delivery.md).
"""

from collections import deque
from datetime import timedelta

import pytest

from bot.domain.deliveries import State
from bot.ports import Found
from bot.sender import LEASE
from tests.delivery.small_world import Mutant, Process, World

pytestmark = pytest.mark.explorer

Story = tuple[tuple[str, int], ...]


def _world(story: Story, mutant: Mutant) -> World:
    world = World(mutant)
    for action in story:
        world.act(action)
    return world


def _explore(
    depth: int, mutant: Mutant | None = None, whole: bool = False
) -> tuple[Story | None, int]:
    """The shortest story in which something is said twice, if any, and how many states were
    seen; with `whole` every state must also come to a good end."""
    mutant = mutant or Mutant()
    seen: set[object] = set()
    waiting: deque[Story] = deque([()])
    while waiting:
        story = waiting.popleft()
        world = _world(story, mutant)
        if len(world.said) > 1:
            return story, len(seen)
        key = world.key()
        if key in seen:
            continue
        seen.add(key)
        if len(story) < depth:
            waiting.extend((*story, action) for action in world.actions())
        if whole:
            world.live_on()
            assert (len(world.said), world.row.state) == (1, State.SENT), story
    return None, len(seen)


_CALM = (("kill", 0), ("fault", 0), ("jump", 0))
_FAULTY = (("kill", 0), ("jump", 0))
_JUMPY = (("kill", 0), ("fault", 0), ("wait", 1))
_DEADLY = (("fault", 0), ("jump", 0), ("wait", 2))


def test_nothing_is_lost_and_nothing_is_said_twice_in_any_order() -> None:
    story, states = _explore(depth=7, whole=True)
    assert story is None
    assert states > 1000


@pytest.mark.parametrize(
    ("budgets", "floor"),
    [
        pytest.param(_CALM, 1000, id="freezes"),
        pytest.param(_FAULTY, 3000, id="lost answers"),
        pytest.param(_JUMPY, 1000, id="clock jumps"),
        pytest.param(_DEADLY, 1000, id="kills"),
    ],
)
def test_nothing_is_said_twice_in_long_stories(
    budgets: tuple[tuple[str, int], ...], floor: int
) -> None:
    story, states = _explore(depth=14, mutant=Mutant(budgets=budgets))
    assert story is None
    assert states > floor


def _never_late(process: Process) -> None:
    process.sender._too_late = lambda *_: False  # type: ignore[method-assign]


def _blind(process: Process) -> None:
    process.recoverer._find = lambda *_: Found(None, complete=True)  # type: ignore[method-assign]


def _by_wall_clock(process: Process) -> None:
    recoverer = process.recoverer

    def ripe(row: object) -> bool:
        since = row.sending_at or row.next_at  # type: ignore[attr-defined]
        return recoverer._clock.wall() - since >= LEASE + timedelta(minutes=10)

    recoverer._ripe = ripe  # type: ignore[method-assign]


@pytest.mark.parametrize(
    "mutant",
    [
        pytest.param(Mutant(_never_late, budgets=_CALM), id="no deadline"),
        pytest.param(Mutant(_blind, budgets=_FAULTY), id="no look-up"),
        pytest.param(Mutant(_by_wall_clock, budgets=_JUMPY), id="ownership by wall clock"),
        pytest.param(Mutant(frozen_gap=True, budgets=_CALM), id="frozen in the gap"),
    ],
)
def test_a_planted_weakness_is_found(mutant: Mutant) -> None:
    story, _ = _explore(depth=14, mutant=mutant)
    assert story is not None
