"""After an early end: a word with a coordinator before the next match, and no match for who wants
none for now."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    role = sa.Enum(
        "mentor", "mentee", name="role", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "guard",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("role", role, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_guard_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_guard")),
        sa.UniqueConstraint("id", name=op.f("uq_guard_id")),
    )
    op.create_index(op.f("ix_guard_participant_id"), "guard", ["participant_id"])
    standing = sa.text("over_at IS NULL")
    op.create_index(
        "uq_guard_standing",
        "guard",
        ["participant_id", "role"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.add_column("role", sa.Column("rests", sa.Text(), nullable=True))
