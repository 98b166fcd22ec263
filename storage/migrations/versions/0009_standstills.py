"""Mentorships that stand still."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "standstill",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "not_started",
                "dormant",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_standstill_mentorship_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_standstill")),
        sa.UniqueConstraint("id", name=op.f("uq_standstill_id")),
    )
    with op.batch_alter_table("standstill", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standstill_mentorship_id"), ["mentorship_id"], unique=False
        )
