"""Opening what a command needs, with every trouble in plain words."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.clock import Clock, HandClock, RealClock
from bot.config import Config
from bot.content.reader import ContentError, Library, read
from bot.domain.prompts import PREDICATES
from bot.host import Host, Parts
from bot.pacing import Unhurried
from bot.ports import Store
from handlers.directory import SlackSilent
from handlers.slack_client import Access
from storage.errors import StorageError
from storage.schema import upgrade
from storage.sealing import Sealer
from storage.store import SqlStore


class Trouble(Exception):
    """Something is missing or wrong; the text says what, and the way out."""


def said(*problems: str) -> int:
    """Print the problems, one a line; the exit code 1."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1


@contextmanager
def opened_store(config: Config) -> Iterator[SqlStore]:
    """The store, migrated and held for writing; raises Trouble."""
    try:
        upgrade(config.database_url)
        store = SqlStore(config.database_url, Sealer(config.data_key.split()))
        store.acquire()
    except (StorageError, ValueError) as error:
        raise Trouble(str(error)) from error
    try:
        yield store
    finally:
        store.close()


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
    with opened_store(config) as store:
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


def slack_words(reason: str) -> str:
    """Why Slack does not answer, and the way out."""
    if any(code in reason for code in ("invalid_auth", "account_inactive", "token_revoked")):
        return (
            "Slack does not accept SLACK_BOT_TOKEN. Install the app again and copy the token "
            f"from OAuth & Permissions ({reason})."
        )
    return f"Slack did not answer ({reason}). Check the network and SLACK_API_URL, then try again."
