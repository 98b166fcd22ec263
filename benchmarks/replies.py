"""From press to visible reply, of the bot, of Bolt alone and of Bolt with the least that a database
costs, for one and for many at once."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from slack_sdk import WebClient

from benchmarks import company
from benchmarks.baseline import HELD, Replies
from benchmarks.company import Asked
from benchmarks.crowd import Press, at_once
from benchmarks.figures import Spread
from benchmarks.processes import Place, Pocket, bot, pocket, running
from sandbox.client import Client
from sandbox.wire import ask

_LOUD = ('"WARNING"', '"ERROR"', '"CRITICAL"')

P50_MOST, P99_MOST, LONGEST = 2.0, 3.0, 3.0
"""The bar: times the bare p50, times the bare p99, and seconds that nothing goes beyond."""


@dataclass(frozen=True)
class Round:
    """So many people at once, so many times."""

    people: int
    times: int


QUICK = (Round(1, 8), Round(20, 1), Round(50, 1))
FULL = (Round(1, 20), Round(20, 3), Round(50, 2))


@dataclass(frozen=True)
class Case:
    """Something to press. `once`: it can be pressed only once by each person."""

    name: str
    press: Callable[[Asked], Press]
    once: bool = False


@dataclass(frozen=True)
class Row:
    """One case, this many at once: the bot beside the bare app, and beside the one that reads a
    row or commits one."""

    case: str
    people: int
    bot: Spread
    bare: Spread
    durable: Spread

    def ratios(self, other: Spread) -> tuple[float, float]:
        """How many times the p50 and the p99 of another one."""
        return self.bot.p50 / other.p50, self.bot.p99 / other.p99

    def within(self, other: Spread) -> bool:
        """Whether it stays under the bar beside another one."""
        p50, p99 = self.ratios(other)
        return p50 <= P50_MOST and p99 <= P99_MOST

    @property
    def in_time(self) -> bool:
        """Whether nobody waited too long."""
        return self.bot.longest <= LONGEST


@dataclass(frozen=True)
class Outcome:
    """All rows, and what else went on: how many messages a second the bot's sender posted, how
    many people read a refusal ("busy") in place of what they pressed for, and how many lines of
    its log were warnings or worse."""

    rows: tuple[Row, ...]
    sent_per_second: float
    refused: int
    complaints: int


Measured = Mapping[tuple[str, int], Spread]


def _word(word: str, shown: str, **where: str) -> Callable[[Asked], Press]:
    def press(asked: Asked) -> Press:
        act = {"text": f"/mentor {word}"}
        return Press(asked.user, "command", act, shown, {"user": asked.user, **where})

    return press


def _met(asked: Asked) -> Press:
    place = {"channel": asked.channel, "ts": asked.ts}
    return Press(asked.user, "press", {"what": HELD, **place}, "edit", place)


STATUS = Case("/mentor status", _word("status", "ephemeral"))
JOIN = Case("/mentor join", _word("join", "view", what="opened"))
MET = Case("Yes, we met", _met, once=True)
CASES = (STATUS, JOIN, MET)


def pairs_for(plan: Sequence[Round]) -> int:
    """How many mentees this takes, with one who presses first and is not counted."""
    return 1 + sum(one.people * one.times for one in plan)


def measure(slack: Pocket, asked: Sequence[Asked], plan: Sequence[Round]) -> Measured:
    """Everything once to warm up, then each case in each round."""
    for case in CASES:
        at_once(slack.url, [case.press(asked[0])])
    fresh = iter(asked[1:])
    found: dict[tuple[str, int], Spread] = {}
    for one in plan:
        for case in CASES:
            pool = fresh if case.once else None
            found[case.name, one.people] = _rounds(slack, asked, (case, one), pool)
    return found


def _rounds(
    slack: Pocket,
    asked: Sequence[Asked],
    what: tuple[Case, Round],
    fresh: Iterator[Asked] | None,
) -> Spread:
    case, plan = what
    seconds: list[float] = []
    unseen = 0
    for turn in range(plan.times):
        if fresh is None:
            first = 0 if plan.people > 1 else turn
            people = list(asked[first : first + plan.people])
        else:
            people = [next(fresh) for _ in range(plan.people)]
        spread = at_once(slack.url, [case.press(one) for one in people])
        seconds += spread.seconds
        unseen += spread.unseen
        if case is JOIN:
            _close(slack, people)
    return Spread(tuple(seconds), unseen)


def _close(slack: Pocket, people: Sequence[Asked]) -> None:
    for one in people:
        ask(slack.url, "close", {"user": one.user, "whole_stack": True})


def compare(slack: Pocket, place: Place, asked: Sequence[Asked], plan: Sequence[Round]) -> Outcome:
    """The bot with a busy sender, then Bolt with the replies that the bot gave: alone, and with
    the least that a database costs."""
    question = _question(slack, asked[0])
    client = Client(slack.url)
    with bot(slack, place) as child:
        began, posted = time.monotonic(), _posted(client)
        ours = measure(slack, asked, plan)
        per_second = (_posted(client) - posted) / (time.monotonic() - began)
        complaints = sum(any(loud in line for loud in _LOUD) for line in child.said.splitlines())
    replies = recorded(slack, asked[0])
    with bare(place.folder, replies) as other:
        alone = measure(other, pose(other, question, asked), plan)
    with bare(place.folder, replies, place.folder / "ledger.db") as other:
        durable = measure(other, pose(other, question, asked), plan)
    rows = (Row(*which, ours[which], alone[which], durable[which]) for which in ours)
    return Outcome(tuple(rows), per_second, _refused(client), complaints)


def _posted(client: Client) -> int:
    return len(client.journal(kind="call", method="chat.postMessage"))


def _refused(client: Client) -> int:
    """Ephemeral replies beyond one for each `/mentor status`."""
    asked = [one for one in client.journal(kind="action") if one.get("text") == "/mentor status"]
    return max(0, len(client.journal(kind="ephemeral")) - len(asked))


def _question(slack: Pocket, asked: Asked) -> Mapping[str, object]:
    """The message that asks whether they talked, before it was answered."""
    seen = Client(slack.url).person(asked.user).messages(asked.channel)
    message = next(one for one in seen if one.ts == asked.ts)
    return {"text": message.text, "blocks": message.blocks}


def recorded(slack: Pocket, asked: Asked) -> Replies:
    """What the bot replied, once each of them was pressed, by this person among others."""
    journal = Client(slack.url).journal
    edits = [entry["args"] for entry in journal(kind="call", method="chat.update")]
    edit = next(args for args in reversed(edits) if args["ts"] == asked.ts)
    return Replies(
        said=journal(kind="call", method="response_url")[-1]["args"],
        form=journal(kind="call", method="views.open")[-1]["args"]["view"],
        edit={name: edit[name] for name in ("text", "blocks")},
    )


@contextmanager
def bare(folder: Path, replies: Replies, ledger: Path | None = None) -> Iterator[Pocket]:
    """A second pocket Slack, with Bolt alone as its app, or Bolt and a ledger."""
    file = folder / "replies.json"
    file.write_text(json.dumps(asdict(replies)), encoding="utf-8")
    with pocket(folder) as slack:
        args = ["-m", "benchmarks.baseline", str(file), *([str(ledger)] if ledger else [])]
        with running(args, slack.environment, folder) as app:
            app.wait_for("connected")
            Client(slack.url).wait_until_connected()
            yield slack


def pose(
    slack: Pocket, question: Mapping[str, object], asked: Sequence[Asked]
) -> tuple[Asked, ...]:
    """Ask the same people the same in the other pocket Slack."""
    company.furnish(slack, len(asked))
    api = WebClient(slack.bot_token, base_url=slack.api_url)
    found = []
    for one in asked:
        answer = api.api_call("chat.postMessage", json={"channel": one.user, **question})
        found.append(Asked(one.user, str(answer["channel"]), str(answer["ts"])))
    return tuple(found)
