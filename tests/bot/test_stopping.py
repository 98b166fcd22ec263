"""A stop is heard at whatever step the process is."""

import subprocess
import sys

STEPS = 40

ASKED_AT_EACH_STEP = """
import signal, sys, threading
from bot.cli.stopping import heard

done, again = threading.Event(), 0

for step in range({steps}):
    stopping, count = heard(done.set), 0

    def trace(frame, what, _):
        global count
        if frame.f_code.co_filename != threading.__file__:
            return None
        count += what == "line"
        if what == "line" and count == step + 1:
            signal.raise_signal(signal.SIGTERM)
        return trace

    sys.settrace(trace)
    stopping.wait(0.02)
    sys.settrace(None)
    if count <= step:
        break
    assert stopping.wait(10)
    assert done.wait(10)
    again += 1

print("heard at", again, "steps")
"""


def test_it_is_heard_at_every_step_of_waiting_for_it() -> None:
    told = subprocess.run(
        [sys.executable, "-c", ASKED_AT_EACH_STEP.format(steps=STEPS)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    heard = int(told.stdout.split()[2])
    assert heard >= 6
