"""Saved searches in shared folders: what one found, what was seen, and alerts are kept by user."""

import sqlalchemy as sa
from alembic import op

from office.base import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OWNER = "(SELECT owner FROM saved_searches WHERE saved_searches.id = search_id)"


def upgrade() -> None:
    """Apply; what there is belongs to the owners of the searches."""
    op.create_table(
        "saved_search_watches",
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("viewer", sa.String(length=200), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.Column("checked", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_saved_search_watches_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("search_id", "viewer", name=op.f("pk_saved_search_watches")),
    )
    op.create_index(op.f("ix_saved_search_watches_viewer"), "saved_search_watches", ["viewer"])
    op.execute(
        "INSERT INTO saved_search_watches (search_id, viewer, total, alert, checked)"
        " SELECT id, owner, total, alert, COALESCE(checked, created) FROM saved_searches"
    )
    with op.batch_alter_table("saved_searches") as table:
        for name in ("total", "alert", "checked"):
            table.drop_column(name)
    with op.batch_alter_table("alerts") as table:
        table.drop_constraint(op.f("uq_alerts_search_id_document_id"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_alerts_search_id_owner_document_id"), ["search_id", "owner", "document_id"]
        )
    op.execute(
        f"CREATE TEMPORARY TABLE seen_before AS SELECT search_id, {_OWNER} AS viewer, document_id"
        " FROM saved_search_seen"
    )
    op.drop_table("saved_search_seen")
    _seen("search_id", "viewer", "document_id")
    op.execute(
        "INSERT INTO saved_search_seen (search_id, viewer, document_id)"
        " SELECT search_id, viewer, document_id FROM seen_before"
    )
    op.execute("DROP TABLE seen_before")


def downgrade() -> None:
    """Undo; what colleagues found and were alerted of is lost."""
    op.execute(
        "CREATE TEMPORARY TABLE seen_before AS SELECT search_id, document_id FROM saved_search_seen"
        f" WHERE viewer = {_OWNER}"
    )
    op.drop_table("saved_search_seen")
    _seen("search_id", "document_id")
    op.execute(
        "INSERT INTO saved_search_seen (search_id, document_id) SELECT search_id, document_id FROM seen_before"
    )
    op.execute("DROP TABLE seen_before")
    op.execute(f"DELETE FROM alerts WHERE owner <> {_OWNER}")
    with op.batch_alter_table("alerts") as table:
        table.drop_constraint(op.f("uq_alerts_search_id_owner_document_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_alerts_search_id_document_id"), ["search_id", "document_id"])
    with op.batch_alter_table("saved_searches") as table:
        table.add_column(sa.Column("total", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("alert", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("checked", Moment(timezone=True), nullable=True))
    own = "FROM saved_search_watches WHERE search_id = saved_searches.id AND viewer = saved_searches.owner"
    op.execute(f"UPDATE saved_searches SET checked = (SELECT checked {own})")
    op.execute(
        f"UPDATE saved_searches SET total = (SELECT total {own}), alert = (SELECT alert {own}) WHERE EXISTS (SELECT 1 {own})"
    )
    op.drop_index(op.f("ix_saved_search_watches_viewer"), table_name="saved_search_watches")
    op.drop_table("saved_search_watches")


def _seen(*key: str) -> None:
    """The table of documents seen before, under this key."""
    columns = [
        sa.Column(name, sa.Integer() if name == "search_id" else sa.String(200), nullable=False)
        for name in key
    ]
    op.create_table(
        "saved_search_seen",
        *columns,
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_saved_search_seen_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_saved_search_seen")),
    )
