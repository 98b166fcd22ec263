"""`python -m bot tick --at TIME`: do everything that is due at that moment, against a sandbox."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bot.cli.opening import Trouble, opened_host, said
from bot.clock import HandClock
from bot.config import ConfigurationError, environment, load
from bot.logs import set_up
from bot.timelapse import Timelapse


def main(args: Sequence[str]) -> int:
    """One round of the ticks at `--at`; 0 when done, 1 where something is missing, 2 for usage."""
    parser = argparse.ArgumentParser("python -m bot tick", description=__doc__)
    parser.add_argument("--at", required=True, help="an instant such as 2026-12-01T09:00+01:00")
    asked = parser.parse_args(args)
    try:
        moment = datetime.fromisoformat(asked.at)
    except ValueError:
        parser.error(f"{asked.at!r} is not an instant such as 2026-12-01T09:00+01:00")
    if moment.tzinfo is None:
        parser.error("--at needs a zone, such as +00:00")
    try:
        config = load(environment())
    except ConfigurationError as error:
        return said(*error.problems)
    if urlsplit(config.api_url).hostname not in ("127.0.0.1", "localhost", "::1"):
        return said("tick plays with time and so runs only against a sandbox on this machine.")
    set_up(config.log_level)
    clock = HandClock(moment.astimezone(UTC))
    try:
        with opened_host(config, clock) as host:
            host.recoverer.inherit()
            Timelapse(host, clock).settle()
    except Trouble as trouble:
        return said(str(trouble))
    return 0
