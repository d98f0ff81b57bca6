"""Folders, verdicts, saved searches, alerts, reports; triggers keep report snapshots as they were made."""

import sqlalchemy as sa
from alembic import op

from office.base import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = tuple(
    f"CREATE TRIGGER report_snapshots_{event} BEFORE {event.upper()} ON report_snapshots"
    " BEGIN SELECT RAISE(ABORT, 'report snapshots cannot be changed or removed'); END"
    for event in ("update", "delete")
)
_POSTGRESQL = (
    "CREATE TRIGGER report_snapshots_change BEFORE UPDATE OR DELETE ON report_snapshots"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER report_snapshots_truncate BEFORE TRUNCATE ON report_snapshots"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "feed_tokens",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_feed_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_feed_tokens_digest")),
    )
    op.create_table(
        "folders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("pending_case", sa.Text(), nullable=False),
        sa.Column("focus", sa.Text(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("changed", Moment(timezone=True), nullable=False),
        sa.Column("deleted", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folders")),
    )
    op.create_index(op.f("ix_folders_owner"), "folders", ["owner"])
    op.create_table(
        "folder_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("added", Moment(timezone=True), nullable=False),
        sa.Column("deleted", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folders.id"], name=op.f("fk_folder_items_folder_id_folders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder_items")),
        sa.UniqueConstraint("folder_id", "document_id", name=op.f("uq_folder_items_folder_id_document_id")),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("changed", Moment(timezone=True), nullable=False),
        sa.Column("deleted", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folders.id"], name=op.f("fk_reports_folder_id_folders"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_folder_id"), "reports", ["folder_id"])
    op.create_index(op.f("ix_reports_owner"), "reports", ["owner"])
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("case_text", sa.Text(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("order", sa.String(length=40), nullable=False),
        sa.Column("home_court", sa.String(length=100), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("checked", Moment(timezone=True), nullable=True),
        sa.Column("deleted", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["folder_id"],
            ["folders.id"],
            name=op.f("fk_saved_searches_folder_id_folders"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    op.create_index(op.f("ix_saved_searches_folder_id"), "saved_searches", ["folder_id"])
    op.create_index(op.f("ix_saved_searches_owner"), "saved_searches", ["owner"])
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("case_key", sa.String(length=200), nullable=False),
        sa.Column("case_label", sa.Text(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("similar", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("deleted", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folders.id"], name=op.f("fk_verdicts_folder_id_folders"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
    )
    op.create_index(op.f("ix_verdicts_case_key"), "verdicts", ["case_key"])
    op.create_index(op.f("ix_verdicts_folder_id"), "verdicts", ["folder_id"])
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.Column("found", Moment(timezone=True), nullable=False),
        sa.Column("read", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_alerts_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("search_id", "document_id", name=op.f("uq_alerts_search_id_document_id")),
    )
    op.create_index(op.f("ix_alerts_owner"), "alerts", ["owner"])
    op.create_table(
        "report_snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_report_snapshots_report_id_reports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshots")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_report_snapshots_year_serial")),
    )
    op.create_index(op.f("ix_report_snapshots_report_id"), "report_snapshots", ["report_id"])
    op.create_table(
        "saved_search_seen",
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_saved_search_seen_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("search_id", "document_id", name=op.f("pk_saved_search_seen")),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    for table in (
        "saved_search_seen",
        "report_snapshots",
        "alerts",
        "verdicts",
        "saved_searches",
        "reports",
        "folder_items",
        "folders",
        "feed_tokens",
    ):
        op.drop_table(table)
