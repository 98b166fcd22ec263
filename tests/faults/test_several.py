"""Several processes on one database: shared on PostgreSQL, refused on SQLite."""

from bot.clock import RealClock
from bot.domain.deliveries import State
from tests.faults.brinks import crowd, invited
from tests.faults.processes import Process
from tests.faults.stage import STARTING, Stage


def two_posting_at_once(stage: Stage, receipts: int) -> tuple[Process, Process]:
    """Two processes, each with the answer to a post of its own held."""
    with stage.rehearsal(RealClock().wall()) as office:
        crowd(office, receipts)
    stage.in_company()
    stage.slack.fault("hold", "chat.postMessage", count=2, effect=True)
    both = stage.start("run"), stage.start("run")
    assert stage.slack.until(lambda: len(stage.slack.held()) == 2, STARTING)
    return both


def test_two_processes_share_what_is_due_and_say_each_message_once(many: Stage) -> None:
    both = two_posting_at_once(many, 40)
    many.slack.release()
    count = many.slack.count
    assert many.slack.until(lambda: count(channel=None) >= 42, 60)
    for process in both:
        process.ask_to_stop()
    assert [process.ended(15) for process in both] == [0, 0]
    assert [row.state for row in many.rows(kind="receipt")] == [State.SENT] * 40
    assert many.complaints() == []


def test_a_second_process_on_a_file_is_refused_in_plain_words(one_file: Stage) -> None:
    with one_file.rehearsal() as office:
        invited(office)
    first = one_file.run()
    second = one_file.start("run")
    assert second.ended(STARTING) == 1
    [line] = second.said.splitlines()
    assert line.startswith("Another process of the bot is writing to")
    assert "PostgreSQL" in line
    first.ask_to_stop()
    assert first.ended(15) == 0
