"""What people tell of themselves later, on tap."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("here_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("wishes", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("wanted", sa.Text(), nullable=True))
    for table, column in (("participant", "languages"), ("role", "manners")):
        _empty_list(table, column)


def _empty_list(table: str, column: str) -> None:
    """A list that rows already there begin with empty; no default stays behind."""
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(sa.Column(column, kind, nullable=False, server_default="[]"))
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(column, server_default=None)
