"""Rounds: the turn of a mentee, with her choices and the promised day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

OPEN = sa.text("state = 'open'")
WAKING = sa.text("wake_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column(
            "choices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "placed",
                "passed_over",
                "withdrawn",
                name="roundstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wake_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_round_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_round")),
        sa.UniqueConstraint("id", name=op.f("uq_round_id")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(
            "ix_round_wake",
            ["wake_at"],
            unique=False,
            sqlite_where=WAKING,
            postgresql_where=WAKING,
        )
        batch_op.create_index(
            "uq_round_open",
            ["participant_id", "type"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("pass_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_request_round_id"), ["round_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_request_round_id"), "round", ["round_id"], ["id"]
        )
