"""SIGTERM: what is in hand is finished, then the process ends well."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

from bot.clock import RealClock
from bot.domain.deliveries import State
from tests.faults.brinks import joined
from tests.faults.processes import Process
from tests.faults.stage import Hold, Stage, delivery_of
from tests.faults.test_taps import MET, talked


def stopped_in_the_middle(stage: Stage, process: Process) -> None:
    """Ask it to stop while an answer is held; it waits for the answer, then ends well."""
    process.ask_to_stop()
    sleep(0.5)
    assert process.running
    stage.slack.release()
    assert process.ended(15) == 0, process.said
    assert '"stopped"' in process.said
    assert "Traceback" not in process.said
    assert stage.slack.until(lambda: stage.slack.connections == 0)


def test_a_running_listener_finishes(one_file: Stage) -> None:
    talked(one_file)
    process = one_file.run()
    one_file.hold(Hold("chat.update"))
    one_file.slack.person("U_THEO").press(MET)
    one_file.held(process)
    owed = one_file.lagging()
    stopped_in_the_middle(one_file, process)
    assert len(owed) > 1
    assert (one_file.lagging(), one_file.outdated(owed)) == ([], [])


def test_a_form_in_hand_is_still_answered(one_file: Stage) -> None:
    with one_file.rehearsal(RealClock().wall()) as office:
        office.open_program()
    one_file.in_company()
    process, lena = one_file.run(), one_file.slack.person("U_LENA")
    lena.command("/mentor join")
    lena.wait_for_view()
    lena.fill("topics", ["giving feedback"])
    one_file.hold(Hold("users.info", where={"user": lena.id}))
    with ThreadPoolExecutor() as aside:
        reply = aside.submit(lena.submit)
        one_file.held(process)
        stopped_in_the_middle(one_file, process)
        assert reply.result().acked
    assert len(one_file.rows(kind="receipt")) == 1


def test_a_post_in_hand_is_recorded_and_the_others_are_given_back(one_file: Stage) -> None:
    with one_file.rehearsal(RealClock().wall()) as office:
        joined(office)
    one_file.in_company()
    one_file.hold(Hold(effect=True))
    process = one_file.run()
    id = delivery_of(one_file.held(process))
    stopped_in_the_middle(one_file, process)
    rows = one_file.rows(kind="receipt")
    assert sorted(row.state for row in rows) == [State.PENDING, State.PENDING, State.SENT]
    assert one_file.seen()[id] == [one_file.row(id).ts]
