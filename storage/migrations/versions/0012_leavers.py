"""Leavers: when somebody was found gone, when partners are told, when Slack was last asked; and
a volume at which nothing comes by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_CHECKS = {
    "ck_person_personstatus": "status IN ('active', 'gone', 'held')",
    "ck_person_volume": "volume IN ('full', 'half', 'none')",
}


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        for name, check in _CHECKS.items():
            batch.drop_constraint(op.f(name), type_="check")
            batch.create_check_constraint(op.f(name), check)
        for column in ("gone_at", "wake_at", "checked_at"):
            batch.add_column(sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    waking = sa.text("wake_at IS NOT NULL")
    op.create_index(
        "ix_person_wake", "person", ["wake_at"], sqlite_where=waking, postgresql_where=waking
    )
