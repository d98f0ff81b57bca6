"""Folders shared with colleagues; saved searches keep searches within results."""

import sqlalchemy as sa
from alembic import op

from office.base import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "folder_shares",
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("colleague", sa.String(length=200), nullable=False),
        sa.Column("write", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folders.id"], name=op.f("fk_folder_shares_folder_id_folders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("folder_id", "colleague", name=op.f("pk_folder_shares")),
    )
    op.create_index(op.f("ix_folder_shares_colleague"), "folder_shares", ["colleague"])
    with op.batch_alter_table("saved_searches") as table:
        table.add_column(sa.Column("within", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("saved_searches") as table:
        table.drop_column("within")
    op.drop_index(op.f("ix_folder_shares_colleague"), table_name="folder_shares")
    op.drop_table("folder_shares")
