"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:  # noqa: PLR0915
    op.create_table(
        "inbound",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_inbound")),
        sa.UniqueConstraint("id", name=op.f("uq_inbound_id")),
    )
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbound_at"), ["at"], unique=False)

    op.create_table(
        "workspace",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("bot_user", sa.String(), nullable=False),
        sa.Column("admin_channel", sa.String(), nullable=True),
        sa.Column("paused_reason", sa.String(), nullable=True),
        sa.Column("post_gate", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_workspace")),
        sa.UniqueConstraint("id", name=op.f("uq_workspace_id")),
    )
    op.create_table(
        "audit",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column(
            "detail", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_audit_workspace_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_audit")),
        sa.UniqueConstraint("id", name=op.f("uq_audit_id")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_workspace_id_at"), ["workspace_id", "at"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("dm_channel", sa.String(), nullable=True),
        sa.Column("days", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("hours_set", sa.Boolean(), nullable=False),
        sa.Column(
            "volume",
            sa.Enum(
                "full", "half", name="volume", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "gone",
                name="personstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("next_allowed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_person_workspace_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_person")),
        sa.UniqueConstraint("id", name=op.f("uq_person_id")),
        sa.UniqueConstraint(
            "workspace_id", "slack_id", name=op.f("uq_person_workspace_id_slack_id")
        ),
    )
    op.create_table(
        "program",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("hope", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "paused",
                "closed",
                name="programstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "contacts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
        ),
        sa.Column(
            "overrides", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("line_loaded_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_program_workspace_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_program")),
        sa.UniqueConstraint("id", name=op.f("uq_program_id")),
    )
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_program_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "manager",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("manager_slack_id", sa.Text(), nullable=False),
        sa.Column("named_by_self", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_manager_person_id")),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_manager")),
        sa.UniqueConstraint("id", name=op.f("uq_manager_id")),
    )
    with op.batch_alter_table("manager", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_manager_person_id"), ["person_id"], unique=False)

    op.create_table(
        "participant",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("function", sa.String(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participant_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_participant_program_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_participant")),
        sa.UniqueConstraint("id", name=op.f("uq_participant_id")),
        sa.UniqueConstraint(
            "program_id", "person_id", name=op.f("uq_participant_program_id_person_id")
        ),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "block",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("slack_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_block_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_block")),
        sa.UniqueConstraint("id", name=op.f("uq_block_id")),
    )
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_block_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "request",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("mentor_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "mentor_yes",
                "begun",
                "passed",
                "expired",
                "withdrawn",
                "overtaken",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wake_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentee_id"], ["participant.id"], name=op.f("fk_request_mentee_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["participant.id"], name=op.f("fk_request_mentor_id")
        ),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_request_program_id")),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_request")),
        sa.UniqueConstraint("id", name=op.f("uq_request_id")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_mentee_id"), ["mentee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_mentor_id"), ["mentor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_program_id"), ["program_id"], unique=False)
        batch_op.create_index(
            "ix_request_wake",
            ["wake_at"],
            unique=False,
            sqlite_where=sa.text("wake_at IS NOT NULL"),
            postgresql_where=sa.text("wake_at IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_request_live",
            ["mentee_id", "mentor_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('open', 'mentor_yes')"),
            postgresql_where=sa.text("state IN ('open', 'mentor_yes')"),
        )

    op.create_table(
        "role",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "mentor",
                "mentee",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_role_taken")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_role_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_role")),
        sa.UniqueConstraint("id", name=op.f("uq_role_id")),
        sa.UniqueConstraint("participant_id", "role", name=op.f("uq_role_participant_id_role")),
    )
    op.create_table(
        "topic",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "mentor",
                "mentee",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_topic_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_topic")),
        sa.UniqueConstraint("id", name=op.f("uq_topic_id")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_topic_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "acceptance",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "mentor",
                "mentee",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_acceptance_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_acceptance_request_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_acceptance")),
        sa.UniqueConstraint("id", name=op.f("uq_acceptance_id")),
        sa.UniqueConstraint(
            "request_id", "participant_id", name=op.f("uq_acceptance_request_id_participant_id")
        ),
    )
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_acceptance_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "mentorship",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("program_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("cadence_days", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation", sa.String(), nullable=True),
        sa.Column("wake_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_mentorship_program_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_mentorship_request_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_mentorship")),
        sa.UniqueConstraint("id", name=op.f("uq_mentorship_id")),
    )
    with op.batch_alter_table("mentorship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentorship_program_id"), ["program_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentorship_request_id"), ["request_id"], unique=False)
        batch_op.create_index(
            "ix_mentorship_wake",
            ["wake_at"],
            unique=False,
            sqlite_where=sa.text("wake_at IS NOT NULL"),
            postgresql_where=sa.text("wake_at IS NOT NULL"),
        )

    op.create_table(
        "delivery",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("mentorship_id", sa.String(), nullable=True),
        sa.Column("program_id", sa.String(), nullable=True),
        sa.Column(
            "params", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "leased",
                "sending",
                "sent",
                "skipped",
                "dead",
                "unconfirmed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sending_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("edit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_delivery_mentorship_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_delivery_person_id")),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_delivery_program_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_delivery_workspace_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_delivery")),
        sa.UniqueConstraint("id", name=op.f("uq_delivery_id")),
        sa.UniqueConstraint("key", name=op.f("uq_delivery_key")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delivery_due",
            ["next_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "ix_delivery_held",
            ["lease_until"],
            unique=False,
            sqlite_where=sa.text("state IN ('leased', 'sending')"),
            postgresql_where=sa.text("state IN ('leased', 'sending')"),
        )
        batch_op.create_index(
            "ix_delivery_lagging",
            ["edit_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'sent' AND shown < wanted"),
            postgresql_where=sa.text("state = 'sent' AND shown < wanted"),
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_mentorship_id"), ["mentorship_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_person_id_sent_at"), ["person_id", "sent_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_delivery_program_id"), ["program_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_delivery_workspace_id"), ["workspace_id"], unique=False
        )

    op.create_table(
        "ending",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "completed",
                "completed_early",
                "renewed",
                "continued_informal",
                "closed_no_fault",
                "lapsed",
                "closed_by_calendar",
                "closed_other",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("announce_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_ending_mentorship_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_ending")),
        sa.UniqueConstraint("id", name=op.f("uq_ending_id")),
        sa.UniqueConstraint("mentorship_id", name=op.f("uq_ending_mentorship_id")),
    )
    op.create_table(
        "goal",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_goal_mentorship_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_goal_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_goal")),
        sa.UniqueConstraint("id", name=op.f("uq_goal_id")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_mentorship_id"), ["mentorship_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_goal_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "meeting",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "not_held",
                "moved",
                name="meetingstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_meeting_mentorship_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["participant.id"], name=op.f("fk_meeting_settled_by")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_meeting")),
        sa.UniqueConstraint("id", name=op.f("uq_meeting_id")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_mentorship_id"), ["mentorship_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_settled_by"), ["settled_by"], unique=False)

    op.create_table(
        "member",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "mentor",
                "mentee",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_member_mentorship_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_member_participant_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id")),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_member")),
        sa.UniqueConstraint("id", name=op.f("uq_member_id")),
        sa.UniqueConstraint(
            "mentorship_id", "participant_id", name=op.f("uq_member_mentorship_id_participant_id")
        ),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_member_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "pause",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("mentorship_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_pause_mentorship_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pause_person_id")),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_pause")),
        sa.UniqueConstraint("id", name=op.f("uq_pause_id")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_mentorship_id"), ["mentorship_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pause_person_id"), ["person_id"], unique=False)

    op.create_table(
        "stage_answer",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "getting_to_know",
                "expectations",
                "learning",
                "independence",
                "transition",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_stage_answer_mentorship_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_stage_answer_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_stage_answer")),
        sa.UniqueConstraint("id", name=op.f("uq_stage_answer_id")),
    )
    with op.batch_alter_table("stage_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stage_answer_mentorship_id"), ["mentorship_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_stage_answer_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "stage_entry",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "getting_to_know",
                "expectations",
                "learning",
                "independence",
                "transition",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "began",
                "ready",
                "calendar",
                "step_back",
                name="stagereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["participant.id"], name=op.f("fk_stage_entry_by")),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_stage_entry_mentorship_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_stage_entry")),
        sa.UniqueConstraint("id", name=op.f("uq_stage_entry_id")),
        sa.UniqueConstraint("mentorship_id", "seq", name=op.f("uq_stage_entry_mentorship_id_seq")),
    )
    with op.batch_alter_table("stage_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_entry_by"), ["by"], unique=False)

    op.create_table(
        "answer",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_answer_meeting_id")),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_answer_mentorship_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_answer_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_answer")),
        sa.UniqueConstraint("id", name=op.f("uq_answer_id")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_answer_mentorship_id"), ["mentorship_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_answer_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "note",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mentorship_id", sa.String(), nullable=True),
        sa.Column("brought_for", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["brought_for"], ["meeting.id"], name=op.f("fk_note_brought_for")),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name=op.f("fk_note_mentorship_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_note_participant_id")
        ),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_note")),
        sa.UniqueConstraint("id", name=op.f("uq_note_id")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_brought_for"), ["brought_for"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_mentorship_id"), ["mentorship_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_note_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "rating",
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_rating_goal_id")),
        sa.PrimaryKeyConstraint("added", name=op.f("pk_rating")),
        sa.UniqueConstraint("id", name=op.f("uq_rating_id")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rating_goal_id"), ["goal_id"], unique=False)
