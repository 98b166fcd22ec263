"""The schema of a database: which version it has, and how it is brought up to date."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engines import Engines, engines_for
from storage.errors import NewerSchema

_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(url: str) -> tuple[str, ...]:
    """Bring the database up to date, all or nothing; the revisions that were applied.

    Safe to call from several processes at once. Raises NewerSchema, InUse, Busy, StorageError.
    """
    engines = engines_for(url)
    try:
        return upgrade_with(engines)
    finally:
        engines.close()


def upgrade_with(engines: Engines) -> tuple[str, ...]:
    """The same over engines that are open already."""
    with engines.migrating() as connection:
        missing = _missing(connection, engines.place)
        if missing:
            command.upgrade(_config(connection), "head")
        return missing


def pending(url: str) -> tuple[str, ...]:
    """The revisions that `upgrade` would apply, oldest first; raises NewerSchema, StorageError."""
    engines = engines_for(url)
    try:
        if not engines.exists:
            return _known()
        with engines.reading() as connection:
            return _missing(connection, engines.place)
    finally:
        engines.close()


def current(url: str) -> str | None:
    """The revision the database has, or None before the first; raises StorageError."""
    engines = engines_for(url)
    try:
        if not engines.exists:
            return None
        with engines.reading() as connection:
            return _current(connection)
    finally:
        engines.close()


def draft(message: str) -> None:
    """For developers: write the migration from the newest schema to the tables as declared,
    to be read and corrected by hand: `python -m storage.schema "what changes"`."""
    engines = engines_for("sqlite://")
    upgrade_with(engines)
    number = f"{len(_known()) + 1:04}"
    with engines.migrating() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)
    engines.close()


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _known() -> tuple[str, ...]:
    revisions = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(reversed([one.revision for one in revisions]))


def _missing(connection: Connection, place: str) -> tuple[str, ...]:
    known, here = _known(), _current(connection)
    if here is None:
        return known
    if here not in known:
        raise NewerSchema(
            f"The database at {place} has schema {here}; this version of the bot knows schemas "
            f"up to {known[-1]}. Run the newer version again, or restore a backup from before it."
        )
    return known[known.index(here) + 1 :]


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


if __name__ == "__main__":
    draft(sys.argv[1])
