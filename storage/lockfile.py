"""An operating-system lock beside a SQLite file: one process writes, and a crash frees it."""

import fcntl
import os
from pathlib import Path

from storage.errors import CannotOpen, InUse


class LockFile:
    """Held until released or until the process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name(database.name + ".lock")
        self._held: int | None = None

    def acquire(self) -> None:
        """Take the lock; again is fine. Raises InUse, CannotOpen."""
        if self._held is not None:
            return
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise CannotOpen(
                f"The lock file {self._path} cannot be written ({error.strerror}). Check the "
                "permissions of its directory."
            ) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise InUse(
                f"Another process of the bot is writing to {self._database} (it holds "
                f"{self._path}). Stop it first, or use PostgreSQL to run several."
            ) from None
        self._held = handle

    def release(self) -> None:
        """Let go. The file stays: removing it would let two processes hold two locks."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
