"""The floor: with a weakness planted, the same counting complains."""

import pytest

from tests.faults.brinks import DMS, GROUP, Brink
from tests.faults.stage import Stage
from tests.faults.test_kills import killed_at


@pytest.mark.parametrize(
    ("brink", "effect", "weakness", "complaint"),
    [
        (DMS["receipt"], True, ("blind", "_look_up"), "joined: said 2 times"),
        (GROUP, True, ("blind", "_hold"), "introduction: said 2 times"),
        (DMS["receipt"], False, ("deaf", "_look_up"), "joined: given up"),
        (DMS["receipt"], True, ("idle", "_settle"), "joined: still open"),
    ],
    ids=["blind", "blind_in_a_group", "deaf", "idle"],
)
def test_a_planted_weakness_is_found(
    one_file: Stage, brink: Brink, effect: bool, weakness: tuple[str, str], complaint: str
) -> None:
    killed_at(one_file, brink, effect)
    one_file.recover(weakness=weakness)
    assert complaint in one_file.complaints()
