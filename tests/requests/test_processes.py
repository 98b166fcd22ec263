"""A mentor's last place, wanted by several at the same instant, is given once."""

from collections.abc import Callable
from dataclasses import replace
from subprocess import PIPE, Popen
from sys import executable
from threading import Barrier, Thread

import pytest

from bot.domain.participants import Role
from bot.domain.refusals import Refused
from bot.ports import Busy
from bot.services import requests
from storage.sealing import Sealer
from storage.store import SqlStore
from tests.builders import MAYA, THEO
from tests.plugins.stores import KEY
from tests.requests.company import Company

AT_ONCE = 4

ACCEPT = """
import sys
from datetime import datetime
from bot.domain.refusals import Refused
from bot.ports import Busy
from bot.services import requests
from storage.sealing import Sealer
from storage.store import SqlStore
url, key, request, moment = sys.argv[1:]
store = SqlStore(url, Sealer([key]))
with store.read() as unit:
    unit.requests.get(request)
print("ready", flush=True)
sys.stdin.readline()
while True:
    try:
        with store.unit() as unit:
            requests.accept(unit, "UMAYA", request, datetime.fromisoformat(moment))
        print("yes", flush=True)
    except Busy:
        continue
    except Refused as refusal:
        print(refusal.code, flush=True)
    break
"""


def asked(company: Company) -> list[str]:
    """As many as there are ask Maya, who has one place."""
    found = []
    for number in range(AT_ONCE):
        who = replace(THEO, id=f"mentee{number}", slack_id=f"UMENTEE{number}")
        company.joins(who, Role.MENTEE)
        found.append(company.ask(who, MAYA).id)
    return found


def taken(company: Company) -> tuple[int, list[str]]:
    with company.store.read() as unit:
        role = unit.roles.one(participant_id="maya-in-career", role=Role.MENTOR)
        states = [str(one.state) for one in unit.requests.find(mentor_id="maya-in-career")]
    assert role is not None
    return role.taken, sorted(states)


ONE_YES = (1, ["mentor_yes"] + ["overtaken"] * (AT_ONCE - 1))


def test_of_several_yeses_in_one_process_one_counts(company: Company) -> None:
    barrier, said = Barrier(AT_ONCE), []

    def accept(request_id: str) -> None:
        barrier.wait(10)
        while True:
            try:
                with company.store.unit() as unit:
                    requests.accept(unit, MAYA.slack_id, request_id, company.now)
                said.append("yes")
            except Busy:
                continue
            except Refused as refusal:
                said.append(refusal.code)
            return

    threads = [Thread(target=accept, args=(one,)) for one in asked(company)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert said.count("yes") == 1
    assert taken(company) == ONE_YES


@pytest.mark.slow
def test_of_several_yeses_in_processes_of_their_own_one_counts(
    emptied_postgresql: Callable[[], str],
) -> None:
    url = emptied_postgresql()
    company = Company(SqlStore(url, Sealer([KEY])))
    company.opens()
    company.joins(MAYA, Role.MENTOR)
    ids, key = asked(company), KEY if isinstance(KEY, str) else KEY.decode()
    moment = company.now.isoformat()
    started = [
        Popen([executable, "-c", ACCEPT, url, key, one, moment], stdin=PIPE, stdout=PIPE, text=True)
        for one in ids
    ]
    for one in started:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in started:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=60)[0].strip() for one in started]
    assert said.count("yes") == 1
    assert taken(company) == ONE_YES
    company.store.close()  # type: ignore[attr-defined]
