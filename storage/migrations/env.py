"""Alembic's way in: the connection is open already, in a transaction of ours."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from storage.tables import Sealed, metadata

# A migration says what the database gets, and stays true when our types change.
_TYPES = (
    (AutoString, "sa.String()"),
    (UTCDateTime, "sa.DateTime(timezone=True)"),
    (Sealed, "sa.Text()"),
    (JSON, "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"),
)


def rendered(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """How a column's type is written in a drafted migration; False leaves it to Alembic."""
    if kind != "type":
        return False
    return next((text for known, text in _TYPES if isinstance(item, known)), False)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=rendered,
)
context.run_migrations()
