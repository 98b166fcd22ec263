"""Opening what a command needs, with every trouble in plain words."""

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

from bot.clock import Clock, HandClock, RealClock
from bot.config import Config, ConfigurationError, data_key, environment, filled
from bot.content.reader import ContentError, Library, read
from bot.domain.prompts import PREDICATES
from bot.host import Host, Parts
from bot.pacing import Unhurried
from bot.ports import Busy, Store
from handlers.directory import SlackSilent
from handlers.slack_client import Access
from storage.errors import NotUpgraded, StorageError, WrongKey
from storage.schema import pending, upgrade
from storage.sealing import Sealer, new_key
from storage.store import SqlStore

log = logging.getLogger(__name__)

NO_KEY = "The key for private words is not one. Make one: python -m bot keys new"

_REFUSED = (
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
)


class Trouble(Exception):
    """Something is missing or wrong; the text says what, and the way out."""


def parser(command: str, words: str) -> argparse.ArgumentParser:
    """A parser of the arguments of this command; wrong usage ends with exit code 2."""
    return argparse.ArgumentParser(f"python -m bot {command}", description=words)


def said(*problems: str) -> int:
    """Print the problems, one a line; the exit code 1."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1


def told(facts: Mapping[str, object], words: str, as_json: bool) -> int:
    """Print the facts as JSON or in words; the exit code 0."""
    print(json.dumps(facts, indent=2) if as_json else words)
    return 0


@contextmanager
def opened_store(url: str, key: str) -> Iterator[SqlStore]:
    """The store, migrated and held for writing, its key tried; raises Trouble."""
    try:
        sealer = Sealer(key.split(), keys_by_now)
    except WrongKey as error:
        raise Trouble(NO_KEY) from error
    try:
        steps = upgrade(url)
        store = SqlStore(url, sealer)
        store.acquire()
    except (StorageError, Busy) as error:
        raise Trouble(str(error)) from error
    if steps:
        log.info("the database was brought up to date: %s", ", ".join(steps))
    try:
        _try_keys(store)
        yield store
    finally:
        store.close()


def keys_by_now() -> tuple[str, ...]:
    """The keys as the environment and the key file give them now; none where they cannot be
    read. A running bot so reads what `keys rotate` seals anew beside it."""
    try:
        return tuple(data_key(filled(environment())).split())
    except ConfigurationError:
        return ()


def lacking(url: str) -> tuple[str, ...]:
    """The upgrades this database lacks; raises StorageError also where it could not even be
    made. Nothing is changed."""
    with suppress(NotUpgraded), closing(SqlStore(url, Sealer([new_key()]))) as store, store.read():
        pass
    return pending(url)


def _try_keys(store: SqlStore) -> None:
    try:
        store.check_keys()
    except (StorageError, Busy) as error:
        raise Trouble(str(error)) from error


def library(config: Config) -> Library:
    """The words, a company's own over the built-in ones; raises Trouble."""
    try:
        return read(config.content_dir, predicates=PREDICATES)
    except ContentError as error:
        raise Trouble(str(error)) from error


@contextmanager
def opened_host(config: Config, clock: Clock | None = None) -> Iterator[Host]:
    """A host over the configured store and workspace; raises Trouble."""
    words = library(config)
    with opened_store(config.database_url, config.data_key) as store:
        yield _host(config, store, words, clock or RealClock())


def _host(config: Config, store: Store, words: Library, clock: Clock) -> Host:
    access = Access(config.bot_token, config.api_url)
    alone = config.database_url.startswith("sqlite")
    try:
        secret = config.signing_secret or None
        parts = Parts(store, words, access, clock, alone, config.admin_channel, secret)
        # Real seconds of waiting would never end on a clock that stands still.
        return Host(replace(parts, pace=Unhurried()) if isinstance(clock, HandClock) else parts)
    except SlackSilent as silent:
        raise Trouble(slack_words(str(silent))) from silent
    except LookupError as error:
        raise Trouble(slack_words("an answer that is none")) from error


def slack_words(reason: str) -> str:
    """Why Slack does not answer, and the way out."""
    code = next((code for code in _REFUSED if code in reason), None)
    if code is not None:
        return (
            "Slack does not accept SLACK_BOT_TOKEN. Install the app again and copy the token "
            f"from OAuth & Permissions ({code})."
        )
    return f"Slack did not answer ({reason}). Check the network and SLACK_API_URL, then try again."


def wire_words(reason: str, refused: bool) -> str:
    """Why Slack opens no wire to us, and the way out."""
    if refused:
        return (
            f"Slack does not accept SLACK_APP_TOKEN ({reason}). Make one under Basic Information, "
            "App-Level Tokens, with connections:write; Socket Mode must be on."
        )
    return (
        f"Slack's wire did not open ({reason}). Check that this machine may reach Slack by "
        "WebSocket (wss://), directly or by HTTPS_PROXY."
    )
