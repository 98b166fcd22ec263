"""Configuration: the environment, with `.env` behind it, checked as a whole."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

SLACK_API = "https://slack.com/api/"
SQLITE = "sqlite:///"


class ConfigurationError(Exception):
    """What is wrong with the configuration: every problem at once, each with the way out."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Variable:
    """One variable of the environment: its default ("" for none) and what it is for."""

    name: str
    default: str
    words: str


VARIABLES = (
    Variable("SLACK_BOT_TOKEN", "", "The bot token (xoxb-...) from OAuth & Permissions."),
    Variable("SLACK_APP_TOKEN", "", "The app token (xapp-...) with connections:write."),
    Variable("SLACK_SIGNING_SECRET", "", "Only for HTTP mode: Basic Information, App Credentials."),
    Variable("SLACK_API_URL", SLACK_API, "Slack's own address, or one on this machine."),
    Variable("DATABASE_URL", "sqlite:///mentor.db", "sqlite:///FILE or postgresql+psycopg://..."),
    Variable("DATA_KEY", "", "The key for private words; better a file, see DATA_KEY_FILE."),
    Variable(
        "DATA_KEY_FILE",
        "~/.config/mentor-bot/data.key",
        "A file with the key; not in the data folder.",
    ),
    Variable(
        "DATA_KEY_BESIDE_DATA",
        "",
        "yes: key and data may lie in one folder, where one copy takes both.",
    ),
    Variable("ADMIN_CHANNEL", "", "The coordinators' channel id; else set-up binds it."),
    Variable("CONTENT_DIR", "", "A folder of your own texts over the built-in ones."),
    Variable("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
    Variable("HEALTH_PORT", "8088", "Loopback port of /healthz and /readyz; 0 for none."),
    Variable("HTTP_PORT", "", "Set: listen for Slack over HTTP on this port, not Socket Mode."),
)
"""Every variable the bot reads; `.env.example` lists the same."""


@dataclass(frozen=True)
class Config:
    """The configuration as checked values."""

    bot_token: str
    app_token: str
    signing_secret: str
    api_url: str
    database_url: str
    data_key: str
    admin_channel: str | None
    content_dir: Path | None
    log_level: str
    health_port: int
    http_port: int | None


def environment(folder: Path | None = None) -> dict[str, str]:
    """The variables with `.env` of this folder behind them; the environment wins."""
    path = (folder or Path.cwd()) / ".env"
    values = {name: value for name, value in dotenv_values(path).items() if value is not None}
    return values | dict(os.environ)


def chosen(values: Mapping[str, str], *names: str) -> dict[str, str]:
    """These variables (or all), with their defaults; raises ConfigurationError with everything
    that is wrong with them."""
    wanted = names or tuple(one.name for one in VARIABLES)
    found = filled(values)
    problems = tuple(words for name, words in faults(found).items() if name in wanted)
    if problems:
        raise ConfigurationError(problems)
    return {name: found[name] for name in wanted}


def filled(values: Mapping[str, str]) -> dict[str, str]:
    """Every variable with its value, or its default where it is empty; nothing is checked."""
    return {one.name: values.get(one.name, "").strip() or one.default for one in VARIABLES}


def load(values: Mapping[str, str]) -> Config:
    """The configuration; raises ConfigurationError with every problem at once."""
    found = filled(values)
    problems = list(faults(found).values())
    key = ""
    try:
        key = data_key(found)
    except ConfigurationError as error:
        problems.extend(error.problems)
    if problems:
        raise ConfigurationError(tuple(problems))
    return Config(
        bot_token=found["SLACK_BOT_TOKEN"],
        app_token=found["SLACK_APP_TOKEN"],
        signing_secret=found["SLACK_SIGNING_SECRET"],
        api_url=found["SLACK_API_URL"],
        database_url=found["DATABASE_URL"],
        data_key=key,
        admin_channel=found["ADMIN_CHANNEL"] or None,
        content_dir=content_dir(found),
        log_level=found["LOG_LEVEL"].upper(),
        health_port=int(found["HEALTH_PORT"]),
        http_port=int(found["HTTP_PORT"]) if found["HTTP_PORT"] else None,
    )


def content_dir(found: Mapping[str, str]) -> Path | None:
    """The folder of a company's own texts, or None."""
    return Path(found["CONTENT_DIR"]).expanduser() if found["CONTENT_DIR"] else None


def data_key(values: Mapping[str, str]) -> str:
    """The key(s) for private words, newest first, one a line; raises ConfigurationError."""
    path = key_file(values)
    if path is None:
        return values["DATA_KEY"]
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        reason = "there is none" if isinstance(error, FileNotFoundError) else _why(error)
        raise ConfigurationError(
            (f"The key file {path} cannot be read ({reason}). Make one: python -m bot keys new",)
        ) from error


def _why(error: Exception) -> str:
    return str(error.strerror) if isinstance(error, OSError) else "it is no text"


def key_file(values: Mapping[str, str]) -> Path | None:
    """The file the key is read from, or None where DATA_KEY itself is set."""
    if values.get("DATA_KEY"):
        return None
    return Path(values.get("DATA_KEY_FILE") or _default("DATA_KEY_FILE")).expanduser()


def key_beside_data(values: Mapping[str, str], folder: Path | None = None) -> Path | None:
    """The file that holds the key and lies in the data's folder (or below), where one copy takes
    both; None where there is none, or where DATA_KEY_BESIDE_DATA says yes."""
    found = filled(values)
    name = found["DATABASE_URL"].removeprefix(SQLITE)
    if name == found["DATABASE_URL"] or found["DATA_KEY_BESIDE_DATA"].casefold() == "yes":
        return None
    written = key_file(found)
    if written is None and "DATA_KEY" not in os.environ:
        written = (folder or Path.cwd()) / ".env"
    data = Path(name).absolute().parent.resolve()
    beside = written is not None and written.resolve().is_relative_to(data)
    return written if beside else None


def _default(name: str) -> str:
    return next(one.default for one in VARIABLES if one.name == name)


def _is_port(value: str, least: int) -> bool:
    return value.isdecimal() and value.isascii() and least <= int(value) < 65_536


def _is_allowed(value: str) -> bool:
    parts = urlsplit(value)
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    return value.rstrip("/") == SLACK_API.rstrip("/") or (local and parts.scheme == "http")


Check = tuple[str, Callable[[str], bool], str]

_CHECKS: tuple[Check, ...] = (
    (
        "SLACK_BOT_TOKEN",
        lambda value: value.startswith("xoxb-"),
        "must begin with xoxb-. Install the app and copy it from OAuth & Permissions",
    ),
    (
        "LOG_LEVEL",
        lambda value: value.upper() in ("DEBUG", "INFO", "WARNING", "ERROR"),
        "must be DEBUG, INFO, WARNING or ERROR",
    ),
    ("HEALTH_PORT", lambda value: _is_port(value, 0), "must be a port number, 0 for none"),
    (
        "SLACK_API_URL",
        _is_allowed,
        f"must be {SLACK_API} or an address on this machine",
    ),
    (
        "DATABASE_URL",
        lambda value: (
            value.startswith((SQLITE, "postgresql+psycopg://", "postgresql://"))
            and value not in (SQLITE, f"{SQLITE}:memory:")
        ),
        "must begin with sqlite:/// and a file, or postgresql+psycopg://",
    ),
    (
        "DATA_KEY_BESIDE_DATA",
        lambda value: value.casefold() in ("", "yes", "no"),
        "must be yes, no or empty",
    ),
    (
        "CONTENT_DIR",
        lambda value: not value or Path(value).expanduser().is_dir(),
        "is not a folder",
    ),
)


_NO_APP = (
    "must begin with xapp-. Make one under Basic Information, App-Level Tokens, with "
    "connections:write"
)
_BY_WIRE: tuple[Check, ...] = (
    ("SLACK_APP_TOKEN", lambda value: value.startswith("xapp-"), _NO_APP),
)
_BY_HTTP: tuple[Check, ...] = (
    (
        "HTTP_PORT",
        lambda value: _is_port(value, 1),
        "must be a port number; leave it out for Socket Mode",
    ),
    (
        "SLACK_SIGNING_SECRET",
        bool,
        "is needed in HTTP mode; copy it from Basic Information",
    ),
)


def faults(found: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each variable, in a sentence with the way out; the key is apart."""
    checks = (*_CHECKS, *(_BY_HTTP if found["HTTP_PORT"] else _BY_WIRE))
    return {name: f"{name} {words}." for name, holds, words in checks if not holds(found[name])}
