"""`python -m bot run`: the bot against a workspace, until SIGTERM."""

import argparse
import logging
import signal
from collections.abc import Sequence
from threading import Event

from bot.cli.opening import Trouble, opened_host, said
from bot.config import ConfigurationError, environment, load
from bot.logs import set_up

log = logging.getLogger(__name__)


def main(args: Sequence[str]) -> int:
    """Run until SIGTERM or SIGINT; 0 after a clean stop, 1 where something is missing."""
    argparse.ArgumentParser("python -m bot run", description=__doc__).parse_args(args)
    try:
        config = load(environment())
    except ConfigurationError as error:
        return said(*error.problems)
    set_up(config.log_level)
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        with opened_host(config) as host:
            host.start()
            host.listen(config.app_token)
            log.info("ready")
            stopping.wait()
            host.stop()
    except Trouble as trouble:
        return said(str(trouble))
    log.info("stopped")
    return 0
