"""What can go wrong with storage, each in a plain sentence: the place, and the way out."""

from bot.ports import Busy


class StorageError(Exception):
    """Storage cannot do what was asked; the message names the place and never holds content."""


class CannotOpen(StorageError):
    """There is no way to the database: no directory, no permission, no answer, a wrong address."""


class Damaged(StorageError):
    """The file is not a database, or a broken one."""


class Full(StorageError):
    """The disk is full; nothing of the unit was kept."""


class InUse(StorageError):
    """Another process writes to this SQLite file."""


class NotUpgraded(StorageError):
    """The database, or a table or column of it, does not exist yet."""


class NewerSchema(StorageError):
    """A newer version of the bot has written this database."""


class WrongKey(StorageError):
    """A sealed value does not open with the keys at hand."""


class Swapped(StorageError):
    """A sealed value lies in another row or column than the one it was sealed for."""


class Conflict(StorageError):
    """A rule of the tables (unique, foreign key, check) said no."""


class Taken(Conflict, Busy):
    """Somebody else was faster with the same thing; trying again finds it there."""


class Unqueryable(StorageError):
    """A condition names a column that does not exist or that nothing may query."""


class ReadOnly(StorageError):
    """A reading unit tried to write."""


class Nested(StorageError):
    """A unit of work was opened inside another one."""


class Stale(Busy):
    """A row changed since this unit read it; nothing was kept."""
