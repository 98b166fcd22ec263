"""`python -m bot tick --at TIME [--until TIME]`: do everything that is due, against a sandbox."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.cli.opening import Trouble, opened_host, said
from bot.clock import HandClock
from bot.config import ConfigurationError, environment, load
from bot.host import Host
from bot.logs import set_up
from bot.timelapse import Timelapse

MINUTE = timedelta(minutes=1)


def main(args: Sequence[str]) -> int:
    """One round of the ticks at `--at`, and everything up to `--until`; 0 when done, 1 where
    something is missing, 2 for usage."""
    parser = argparse.ArgumentParser("python -m bot tick", description=__doc__)
    instant = "an instant such as 2026-12-01T09:00+01:00"
    parser.add_argument("--at", required=True, type=_moment, help=instant)
    parser.add_argument("--until", type=_moment, help=f"go on to this moment, {instant}")
    asked = parser.parse_args(args)
    until = asked.until or asked.at
    if until < asked.at:
        parser.error("--until lies before --at")
    try:
        config = load(environment())
    except ConfigurationError as error:
        return said(*error.problems)
    if urlsplit(config.api_url).hostname not in ("127.0.0.1", "localhost", "::1"):
        return said("tick plays with time and so runs only against a sandbox on this machine.")
    set_up(config.log_level)
    clock = HandClock(asked.at)
    try:
        with opened_host(config, clock) as host:
            if host.parts.alone:
                host.recoverer.inherit()
            _pass(host, clock, until)
    except Trouble as trouble:
        return said(str(trouble))
    return 0


def _pass(host: Host, clock: HandClock, until: datetime) -> None:
    """From due moment to due moment; minute by minute, as the tick `recover` would, while there
    are rows to be watched."""
    lapse = Timelapse(host, clock, daily=True)
    lapse.settle()
    while clock.wall() < until:
        step = clock.wall() + MINUTE if host.recoverer.watching else until
        lapse.advance(min(step, until))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no instant") from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} needs a zone, such as +00:00")
    return moment.astimezone(UTC)
