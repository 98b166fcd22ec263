"""Logs without content: one line of JSON each, and of an exception only its kind and its place."""

import json
import linecache
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType

OURS = ("bot", "handlers", "storage", "sandbox")
"""Whose messages are ids, counts and kinds; a library's may quote a payload."""

CHATTY = ("slack_bolt", "slack_sdk", "apscheduler", "sqlalchemy", "alembic")
"""Libraries that would put payloads together below WARNING."""

_SECRET = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+|[\w.+-]+@[\w-]+\.[\w.-]+")
_PLAIN = re.compile(r"[A-Za-z ,.'`-]*")
_NEEDLESS = ("will be unused", "will be ignored")
"""Bolt's remarks that its own token is unused: who we are is given to it."""


class Lines(logging.Formatter):
    """Formats a record as JSON: when, level, where, what; never an exception's own words."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        said = record.getMessage() if _is_ours(record) else words_of_a_library(record)
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "said": _SECRET.sub("***", said),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["trail"] = trail(record.exc_info[1])
        return json.dumps(line)


def words_of_a_library(record: logging.LogRecord) -> str:
    """What a library said, as far as it stands in its own source, and where; nothing that was
    filled in."""
    found = _PLAIN.match(str(record.msg))
    words = found[0].strip(" ,-'`") if found else ""
    source = "".join(linecache.getlines(record.pathname))
    known = words if words and words in source else "..."
    return f"{known} ({record.module}:{record.lineno})"


def trail(error: BaseException) -> list[str]:
    """Where an exception came from, innermost first: files and lines, no values."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-8:])]


def set_up(level: str) -> None:
    """Log to standard error at this level, libraries from WARNING on; what nobody catches is
    logged like everything else."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    handler.addFilter(_is_worth_a_line)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # A record that cannot be formatted would be printed with what was to be filled in.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".", maxsplit=1)[0] in OURS


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Libraries from WARNING on, whatever level they give their loggers."""
    if _is_ours(record):
        return True
    needless = any(words in str(record.msg) for words in _NEEDLESS)
    return record.levelno >= logging.WARNING and not needless


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).critical("uncaught", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
