"""A round keeps the question for one talk; two people may ask for one thing of each type."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

LIVE = sa.text("state IN ('open', 'mentor_yes')")


def upgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("line", sa.Text(), nullable=True))
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index("uq_request_live")
        batch_op.create_index(
            "uq_request_live",
            ["mentee_id", "mentor_id", "type"],
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        )
