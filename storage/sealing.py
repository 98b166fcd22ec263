"""Sealing: author-only values are encrypted before they reach a row, and bound to their place."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.errors import StorageError, Swapped, WrongKey

_STEP = 64
"""Characters to which a value is filled up, so that its length does not tell "yes" from "no"."""


class Token(str):
    """A sealed value as it lies in a row; a sealed column takes nothing else."""

    __slots__ = ()


@dataclass(frozen=True)
class Place:
    """Where a sealed value lies."""

    table: str
    column: str
    row_id: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column} of row {self.row_id}"


class Sealer:
    """Seals with the newest key, opens with any; keys are Fernet keys, newest first.

    `again` gives the keys as they are by now: it is asked where none opens a value, since
    another process may have put a fresh one in front while this one runs.
    """

    def __init__(
        self, keys: Sequence[str], again: Callable[[], Sequence[str]] | None = None
    ) -> None:
        self._again = again
        self._take(keys)

    def _take(self, keys: Sequence[str]) -> None:
        try:
            fernets = [Fernet(key) for key in keys]
        except ValueError:
            raise WrongKey(
                "A data key is not well-formed: 32 bytes in url-safe base64. Make one with "
                "storage.sealing.new_key()."
            ) from None
        if not fernets:
            raise WrongKey("Without a data key nothing can be sealed or opened.")
        self._keys, self._fernets, self._all = tuple(keys), fernets, MultiFernet(fernets)

    def seal(self, place: Place, words: str) -> Token:
        """The words as they may lie at this place."""
        said = json.dumps(words)
        filled = said + " " * (-len(said) % _STEP)
        where = json.dumps([place.table, place.column, place.row_id])
        # The moment of sealing stays out of the token: rows say what may be known of time.
        return Token(self._all.encrypt_at_time(f"{where}\n{filled}".encode(), 0).decode())

    def open(self, place: Place, token: str) -> str:
        """The words sealed for this place; raises WrongKey or Swapped, neither with content."""
        try:
            where, words = self._decrypted(token).split("\n", 1)
        except InvalidToken:
            raise WrongKey(
                f"{place} does not open. Give the key it was sealed with (older keys follow the "
                "newest one), or restore a backup if the value is damaged."
            ) from None
        if json.loads(where) != [place.table, place.column, place.row_id]:
            raise Swapped(
                f"{place} holds a value that was sealed for another place. Somebody changed the "
                "database from outside; restore a backup."
            )
        opened = json.loads(words)
        if not isinstance(opened, str):
            raise StorageError(f"{place} holds something else than words.")
        return opened

    def _decrypted(self, token: str) -> str:
        try:
            return self._all.decrypt(token).decode()
        except InvalidToken:
            fresh = self._again() if self._again else ()
            if not fresh or tuple(fresh) == self._keys:
                raise
            self._take(fresh)
            return self._all.decrypt(token).decode()

    def rotate(self, place: Place, token: str) -> Token | None:
        """The same value sealed with the newest key, or None where it is so already.

        Raises WrongKey or Swapped.
        """
        try:
            self._fernets[0].decrypt(token)
        except InvalidToken:
            return self.seal(place, self.open(place, token))
        return None


def new_key() -> str:
    """A fresh key."""
    return Fernet.generate_key().decode()
