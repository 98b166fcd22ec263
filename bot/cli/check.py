"""`python -m bot check`: name every problem before anything starts."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.cli.opening import Trouble, library, said, slack_words
from bot.clock import RealClock
from bot.config import Config, ConfigurationError, environment, key_file, load
from handlers.directory import Identity, SlackDirectory, SlackSilent
from handlers.scopes import SCOPES
from handlers.slack_client import Access, reading_client
from storage.errors import StorageError
from storage.schema import pending
from storage.sealing import Sealer
from storage.store import SqlStore

CHANNEL_WORDS = {
    "public": "is public; coordinators need a private one",
    "shared": "is shared with another company",
    "archived": "is archived",
    "not_member": "does not know the bot; invite it first",
}


def main(args: Sequence[str]) -> int:
    """Print every problem of configuration, key, texts, database, token, scopes and channel;
    0 where there is none, 1 otherwise."""
    argparse.ArgumentParser("python -m bot check", description=__doc__).parse_args(args)
    try:
        config = load(environment())
    except ConfigurationError as error:
        return said(*error.problems)
    problems = tuple(_problems(config))
    if problems:
        return said(*problems)
    print("Everything is in place. Start with: python -m bot run")
    return 0


def _problems(config: Config) -> Iterator[str]:
    yield from _key(config)
    yield from _texts(config)
    yield from _database(config)
    yield from _slack(config)


def _key(config: Config) -> Iterator[str]:
    try:
        Sealer(config.data_key.split())
    except (StorageError, ValueError) as error:
        yield f"The key for private words is not one: {error} Make one: python -m bot keys new"
    path, data = key_file(environment()), config.database_url.removeprefix("sqlite:///")
    beside = config.database_url.startswith("sqlite:///") and path is not None
    if beside and path is not None and path.parent.resolve() == Path(data).parent.resolve():
        yield f"{path} lies in the folder of the database; a copy of one is a copy of both."


def _texts(config: Config) -> Iterator[str]:
    try:
        library(config)
    except Trouble as trouble:
        yield str(trouble)


def _database(config: Config) -> Iterator[str]:
    try:
        pending(config.database_url)
        SqlStore(config.database_url, Sealer(config.data_key.split())).close()
    except (StorageError, ValueError) as error:
        yield str(error)


def _slack(config: Config) -> Iterator[str]:
    directory = SlackDirectory(
        reading_client(Access(config.bot_token, config.api_url)), RealClock().monotonic
    )
    try:
        identity = directory.identity()
    except SlackSilent as silent:
        yield slack_words(str(silent))
        return
    yield from _scopes(identity)
    yield from _channel(config, directory)
    yield from _app_token(config)


def _scopes(identity: Identity) -> Iterator[str]:
    for scope in SCOPES:
        if not scope.optional and scope.name not in identity.scopes:
            yield (
                f"The scope {scope.name} is missing. {scope.without} Add it under OAuth & "
                "Permissions and install the app again."
            )


def _channel(config: Config, directory: SlackDirectory) -> Iterator[str]:
    if config.admin_channel is None:
        return
    try:
        fault = directory.channel_fault(config.admin_channel)
    except SlackSilent as silent:
        yield slack_words(str(silent))
        return
    if fault is not None:
        yield f"ADMIN_CHANNEL {config.admin_channel} {CHANNEL_WORDS[fault]}."


def _app_token(config: Config) -> Iterator[str]:
    if config.http_port is not None:
        return
    try:
        client = reading_client(Access(config.bot_token, config.api_url))
        client.apps_connections_open(app_token=config.app_token)
    except SlackApiError as refusal:
        code = refusal.response.get("error")
        yield f"Slack does not accept SLACK_APP_TOKEN ({code}). It needs connections:write."
    except (SlackClientError, OSError) as error:
        yield slack_words(type(error).__name__)
