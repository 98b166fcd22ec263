"""Whether a question is heard lies sealed: by what lies open nobody can tell.

What was plain cannot be sealed here, where no key is at hand. Questions that are waiting unheard
run out at the next look instead, which whoever asked reads as ever ("not available").
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_RUN_OUT = """
    UPDATE request SET answer_by = date(asked_at), wake_at = asked_at
    WHERE silent AND state IN ('open', 'mentor_yes')
"""


def upgrade() -> None:
    op.execute(_RUN_OUT)
    with op.batch_alter_table("request") as batch:
        batch.drop_column("silent")
        batch.drop_column("pass_at")
        batch.add_column(sa.Column("unheard", sa.Text(), nullable=True))
