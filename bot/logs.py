"""Logs without content: one line of JSON each, and of an exception only its kind and its place."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

CHATTY = ("slack_bolt", "slack_sdk", "apscheduler", "sqlalchemy", "alembic")
"""Libraries that log payloads below WARNING."""


class Lines(logging.Formatter):
    """Formats a record as JSON: when, level, where, what; never an exception's own words."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "said": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["trail"] = trail(record.exc_info[1])
        return json.dumps(line)


def trail(error: BaseException) -> list[str]:
    """Where an exception came from, innermost first: files and lines, no values."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-8:])]


def set_up(level: str) -> None:
    """Log to standard error at this level; chatty libraries from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("slack_bolt.App").addFilter(_says_something)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _says_something(record: logging.LogRecord) -> bool:
    """Leave out Bolt's remark that its own token is unused: who we are is given to it."""
    return "will be ignored" not in record.getMessage()
