"""`python -m bot run`: the bot against a workspace, until SIGTERM."""

import argparse
import logging
import signal
from collections.abc import Sequence
from threading import Event

from bot.cli.opening import Trouble, opened_host, said
from bot.config import Config, ConfigurationError, environment, load
from bot.health import Health
from bot.host import Host
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
            _run(host, config, stopping)
    except Trouble as trouble:
        return said(str(trouble))
    except OSError as error:
        return said(f"A port is not free or not allowed: {error}. Change HEALTH_PORT or HTTP_PORT.")
    log.info("stopped")
    return 0


def _run(host: Host, config: Config, stopping: Event) -> None:
    health = Health(config.health_port, host.report) if config.health_port else None
    if config.http_port is None:
        host.listen(config.app_token)
    else:
        host.serve(config.http_port)
    host.start()
    if health is not None:
        health.start()
    log.info("ready")
    stopping.wait()
    if health is not None:
        health.stop()
    host.stop()
