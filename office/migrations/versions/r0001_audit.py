"""The audit trail, its head, its archives, and the triggers that keep them as written."""

import sqlalchemy as sa
from alembic import op

from office.base import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ARCHIVED = "(SELECT 1 FROM audit_archives WHERE last_seq >= OLD.seq)"
_SQLITE = (
    "CREATE TRIGGER audit_entries_update BEFORE UPDATE ON audit_entries"
    " BEGIN SELECT RAISE(ABORT, 'audit entries cannot be changed'); END",
    "CREATE TRIGGER audit_entries_delete BEFORE DELETE ON audit_entries"
    f" WHEN NOT EXISTS {_ARCHIVED}"
    " BEGIN SELECT RAISE(ABORT, 'audit entries cannot be removed'); END",
    "CREATE TRIGGER audit_archives_update BEFORE UPDATE ON audit_archives"
    " BEGIN SELECT RAISE(ABORT, 'audit archives cannot be changed'); END",
    "CREATE TRIGGER audit_archives_delete BEFORE DELETE ON audit_archives"
    " BEGIN SELECT RAISE(ABORT, 'audit archives cannot be removed'); END",
    "CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head"
    " BEGIN SELECT RAISE(ABORT, 'the audit head cannot be removed'); END",
    "CREATE TRIGGER audit_head_update BEFORE UPDATE ON audit_head WHEN NEW.seq < OLD.seq"
    " BEGIN SELECT RAISE(ABORT, 'the audit head only goes forward'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION '% cannot be changed or removed', TG_TABLE_NAME; END $$",
    "CREATE FUNCTION audit_only_archived() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN IF NOT EXISTS {_ARCHIVED} THEN"
    " RAISE EXCEPTION 'audit_entries cannot be changed or removed'; END IF; RETURN OLD; END $$",
    "CREATE FUNCTION audit_forward() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN IF NEW.seq < OLD.seq THEN"
    " RAISE EXCEPTION 'audit_head only goes forward'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER audit_entries_update BEFORE UPDATE ON audit_entries"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_entries_delete BEFORE DELETE ON audit_entries"
    " FOR EACH ROW EXECUTE FUNCTION audit_only_archived()",
    "CREATE TRIGGER audit_entries_truncate BEFORE TRUNCATE ON audit_entries"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_archives_change BEFORE UPDATE OR DELETE ON audit_archives"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_archives_truncate BEFORE TRUNCATE ON audit_archives"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_truncate BEFORE TRUNCATE ON audit_head"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_update BEFORE UPDATE ON audit_head"
    " FOR EACH ROW EXECUTE FUNCTION audit_forward()",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_entries",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("role", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("object_kind", sa.String(80), nullable=False),
        sa.Column("object_id", sa.String(300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_object", "audit_entries", ["object_kind", "object_id"])
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])
    op.create_index("ix_audit_entries_who", "audit_entries", ["who"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_archives",
        sa.Column("last_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.String(64), nullable=False),
        sa.Column("file", sa.String(300), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("last_seq", name=op.f("pk_audit_archives")),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    for table in ("audit_archives", "audit_head", "audit_entries"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for name in ("audit_refuse", "audit_only_archived", "audit_forward"):
            op.execute(f"DROP FUNCTION {name}()")
