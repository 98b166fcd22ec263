"""What somebody takes along says no more than what they were told."""

import json
from datetime import UTC, date, datetime, time

import pytest

from bot.content.reader import read
from bot.domain.access import Item
from bot.domain.custody import Kept
from bot.domain.requests import RequestState
from bot.ports import Record
from bot.services import mydata


def written(**row: object) -> dict[str, object]:
    record = Record("request", Item.REQUEST, Kept.COUNT, [row])
    told = json.loads(mydata.written(read().words("en"), [record]))
    (part,) = told.values()
    assert part["who_reads_it"]
    assert part["how_long"]
    (entry,) = part["entries"]
    return dict(entry)


@pytest.mark.parametrize("state", [RequestState.PASSED, RequestState.EXPIRED])
def test_a_pass_and_a_silence_read_the_same_in_a_file(state: RequestState) -> None:
    assert written(state=state) == {"state": "not available"}


def test_everything_else_is_as_it_lies_in_the_row() -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    row = written(
        state=RequestState.WITHDRAWN, line="Ça va? \U0001f642", asked_at=at, closed_at=None,
        answer_by=date(2026, 12, 4), hour=time(9, 30), silent=False, capacity=2,
    )  # fmt: skip
    assert row == {
        "state": "withdrawn",
        "line": "Ça va? \U0001f642",
        "asked_at": "2026-11-23T09:00:00+00:00",
        "closed_at": None,
        "answer_by": "2026-12-04",
        "hour": "09:30:00",
        "silent": False,
        "capacity": 2,
    }
