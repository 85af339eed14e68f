"""What a packet held, so that a supplement can follow it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("packets", sa.Column("contents", sa.Text()))
