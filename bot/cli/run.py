"""`python -m bot run`: the bot against a workspace, until SIGTERM."""

import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event

from bot.cli.opening import Trouble, opened_host, parser, said, wire_words
from bot.cli.stopping import heard
from bot.config import Config, ConfigurationError, environment, key_beside_data, load
from bot.health import Health
from bot.host import Host
from bot.logs import set_up
from handlers.scopes import SCOPES
from handlers.transport import NoWire

log = logging.getLogger(__name__)

STOP_SECONDS = 13.0
"""After which a stop that does not come to its end is cut short."""


def main(args: Sequence[str]) -> int:
    """Run until SIGTERM or SIGINT; 0 after a clean stop, 1 where something is missing."""
    parser("run", "Run the bot against a workspace, until SIGTERM or Ctrl-C.").parse_args(args)
    try:
        config = load(environment())
    except ConfigurationError as error:
        return said(*error.problems)
    set_up(config.log_level)
    stopping = heard(_cut_short)
    if beside := key_beside_data(environment()):
        log.warning("the key lies in the folder of the data: %s", beside)
    try:
        with _health(config) as health, opened_host(config) as host:
            _run(host, config, health, stopping)
    except Trouble as trouble:
        return said(str(trouble))
    log.info("stopped")
    return 0


def _run(host: Host, config: Config, health: Health | None, stopping: Event) -> None:
    for scope in SCOPES:
        if scope.name not in host.identity.scopes:
            log.warning("the scope %s is missing: %s", scope.name, scope.without)
    try:
        _listen(host, config)
        host.start()
        if health is not None:
            health.report = host.report
        log.info("ready")
        stopping.wait()
        log.info("stopping")
    finally:
        if health is not None:
            health.report = dict
        host.stop()


def _listen(host: Host, config: Config) -> None:
    try:
        if config.http_port is None:
            host.listen(config.app_token)
            log.info("hears Slack by Socket Mode")
        else:
            host.serve(config.http_port)
            log.info("hears Slack over HTTP on port %s", config.http_port)
    except NoWire as no:
        raise Trouble(wire_words(str(no), no.refused)) from no
    except OSError as error:
        raise Trouble(_taken("HTTP_PORT", config.http_port or 0, error)) from error


@contextmanager
def _health(config: Config) -> Iterator[Health | None]:
    """Health from the first moment on, not ready until the host is; raises Trouble."""
    if not config.health_port:
        yield None
        return
    try:
        health = Health(config.health_port)
    except OSError as error:
        raise Trouble(_taken("HEALTH_PORT", config.health_port, error)) from error
    health.start()
    try:
        yield health
    finally:
        health.stop()


def _taken(name: str, port: int, error: OSError) -> str:
    return (
        f"{name} {port} cannot be used ({error.strerror or type(error).__name__}). Another program "
        "may have it, or this user may not take it; choose another."
    )


def _cut_short() -> None:
    """Leave after a while: what is in hand stays in doubt, as after a crash, and is settled at the
    next start."""
    time.sleep(STOP_SECONDS)
    log.warning("stopped in the middle; what was in hand is settled at the next start")
    logging.shutdown()
    os._exit(0)
