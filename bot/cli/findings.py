"""What `check` finds: one function for each thing that can be missing or wrong."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.cli.opening import NO_KEY, slack_words, wire_words
from bot.clock import RealClock
from bot.config import (
    ConfigurationError,
    content_dir,
    data_key,
    faults,
    filled,
    key_beside_data,
    key_file,
)
from bot.content.reader import ContentError, read
from bot.domain.prompts import PREDICATES
from bot.ports import Busy
from handlers.directory import SlackDirectory, SlackSilent
from handlers.scopes import SCOPES
from handlers.slack_client import Access, Client, error_code, reading_client
from storage.errors import NotUpgraded, StorageError
from storage.schema import pending
from storage.sealing import Sealer, new_key
from storage.store import SqlStore

CHANNEL_WORDS = {
    "public": "is public; coordinators need a private one",
    "shared": "is shared with another company",
    "archived": "is archived",
    "not_member": "does not know the bot; invite it first",
}

Found = Mapping[str, str]
"""Every variable with its value or default."""


@dataclass(frozen=True)
class Finding:
    """A problem, or only a note: what it is about, and words with the way out."""

    about: str
    words: str
    problem: bool = True


def findings(values: Mapping[str, str]) -> Iterator[Finding]:
    """Everything there is to say; what hangs on a wrong variable is left out."""
    found = filled(values)
    wrong = faults(found)
    yield from (Finding(name, words) for name, words in wrong.items())
    yield from _key(found)
    yield from _key_place(values)
    if "CONTENT_DIR" not in wrong:
        yield from _texts(found)
    if "DATABASE_URL" not in wrong:
        yield from _database(found["DATABASE_URL"], _sealer(found))
    if "SLACK_API_URL" not in wrong:
        yield from _slack(found, wrong)


# --- on this machine --------------------------------------------------------------------------


def _sealer(found: Found) -> Sealer | None:
    try:
        return Sealer(data_key(found).split())
    except (ConfigurationError, StorageError, ValueError):
        return None


def _key(found: Found) -> Iterator[Finding]:
    try:
        data_key(found)
    except ConfigurationError as error:
        yield from (Finding("DATA_KEY_FILE", words) for words in error.problems)
        return
    if _sealer(found) is None:
        yield Finding("DATA_KEY", NO_KEY)


def _key_place(values: Mapping[str, str]) -> Iterator[Finding]:
    if beside := key_beside_data(values):
        yield Finding(
            "DATA_KEY_BESIDE_DATA",
            f"{beside} holds the key and lies in the folder of the database, where one copy takes "
            "both. Move it, or set DATA_KEY_BESIDE_DATA=yes.",
        )
    path = key_file(values)
    if path is not None and path.is_file() and path.stat().st_mode & 0o077:
        words = f"{path} can be read by other users of this machine; chmod 600 {path} changes that."
        yield Finding("DATA_KEY_FILE", words, problem=False)


def _texts(found: Found) -> Iterator[Finding]:
    try:
        read(content_dir(found), predicates=PREDICATES)
    except ContentError as error:
        yield from (Finding("CONTENT_DIR", str(fault)) for fault in error.faults)


def _database(url: str, sealer: Sealer | None) -> Iterator[Finding]:
    """Whether it can be read, has a schema this version knows, and opens with the key."""
    try:
        steps = pending(url)
        with closing(SqlStore(url, sealer or Sealer([new_key()]))) as store:
            with store.read():
                pass
            if sealer is not None and not steps:
                store.check_keys()
    except NotUpgraded:
        return
    except (StorageError, Busy) as error:
        yield Finding("DATABASE_URL", str(error))
        return
    if steps:
        words = f"The database lacks {len(steps)} upgrades; run applies them when it starts."
        yield Finding("DATABASE_URL", words, problem=False)


# --- in Slack ---------------------------------------------------------------------------------


def _slack(found: Found, wrong: Mapping[str, str]) -> Iterator[Finding]:
    client = reading_client(Access(found["SLACK_BOT_TOKEN"], found["SLACK_API_URL"]))
    try:
        if "SLACK_BOT_TOKEN" not in wrong:
            yield from _bot(SlackDirectory(client, RealClock().monotonic), found["ADMIN_CHANNEL"])
    except (SlackSilent, LookupError) as silent:
        yield Finding("SLACK_BOT_TOKEN", slack_words(str(silent)))
        if not isinstance(silent.__cause__, SlackApiError):
            return
    if not found["HTTP_PORT"] and "SLACK_APP_TOKEN" not in wrong:
        yield from _app_token(client, found["SLACK_APP_TOKEN"])


def _bot(directory: SlackDirectory, channel: str) -> Iterator[Finding]:
    """What is wrong with scopes and channel; raises SlackSilent where Slack does not say."""
    granted = directory.identity().scopes
    for scope in SCOPES:
        if scope.name not in granted:
            words = f"The scope {scope.name} is missing. {scope.without}"
            way_out = " Add it under OAuth & Permissions and install the app again."
            yield Finding(scope.name, words + way_out, problem=not scope.optional)
    fault = directory.channel_fault(channel) if channel else None
    if fault is not None:
        yield Finding("ADMIN_CHANNEL", f"ADMIN_CHANNEL {channel} {CHANNEL_WORDS[fault]}.")


def _app_token(client: Client, token: str) -> Iterator[Finding]:
    try:
        client.apps_connections_open(app_token=token)
    except SlackApiError as refusal:
        code = error_code(refusal)
        words = wire_words(code or "no answer of its own", refused=code is not None)
        yield Finding("SLACK_APP_TOKEN", words)
    except (SlackClientError, OSError) as error:
        yield Finding("SLACK_API_URL", slack_words(type(error).__name__))
