"""`python -m bot demo`: a pocket Slack in the browser, with a running program and a clock."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.cli.opening import parser, said
from bot.cli.stopping import heard
from bot.logs import set_up


def main(args: Sequence[str]) -> int:
    """Serve until Ctrl-C, or tell the tour; 0 after a clean end, 1 where something is missing or
    the tour is told otherwise than it is stored."""
    options = parser("demo", "A pocket Slack in the browser with a running program; no account.")
    options.add_argument("--port", type=_port, default=8100, help="0 for any free one; else 8100")
    options.add_argument(
        "--tour", action="store_true", help="tell the story here instead, without a browser"
    )
    options.add_argument(
        "--retell", type=Path, metavar="FILE", help="with --tour: store what is told now, here"
    )
    asked = options.parse_args(args)
    if asked.retell and not asked.tour:
        options.error("--retell goes with --tour")
    set_up("WARNING")
    try:
        return _tour(asked.retell) if asked.tour else _serve(asked.port)
    except ImportError as missing:
        return said(f"The demo needs {missing.name}. Install it with: pip install mentor-bot[demo]")
    except OSError as error:
        return said(f"Port {asked.port} cannot be used ({error}). Choose another with --port.")


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 65_536:
        raise argparse.ArgumentTypeError(f"{text} is no port")
    return port


def _serve(port: int) -> int:
    from bot.demo import playing

    stopping = heard()
    with playing(port) as stage:
        print(f"Open {stage.sandbox.url} in a browser. Choose who you are; the clock is yours.")
        print("Ctrl-C ends it, and nothing is kept.", flush=True)
        stopping.wait()
    return 0


def _tour(file: Path | None) -> int:
    from bot import tour

    wrong = tour.retell(file, print) if file else tour.tell(print)
    return said(*wrong) if wrong else 0
