"""Case releases; triggers keep editions and the notices of their withdrawal as they were made."""

import sqlalchemy as sa
from alembic import op

from office.base import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEPT = ("release_editions", "release_withdrawals")
_SQLITE = tuple(
    f"CREATE TRIGGER {table}_{event} BEFORE {event.upper()} ON {table}"
    " BEGIN SELECT RAISE(ABORT, 'what was published cannot be changed or removed'); END"
    for table in _KEPT
    for event in ("update", "delete")
)
_POSTGRESQL = tuple(
    statement
    for table in _KEPT
    for statement in (
        f"CREATE TRIGGER {table}_change BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    )
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "release_candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("changed", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_candidates")),
    )
    op.create_index(op.f("ix_release_candidates_document_id"), "release_candidates", ["document_id"])
    op.create_index(op.f("ix_release_candidates_proposed_by"), "release_candidates", ["proposed_by"])

    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("issuers", sa.JSON(), nullable=False),
        sa.Column("preface", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("changed", Moment(timezone=True), nullable=False),
        sa.Column("deleted", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    op.create_table(
        "release_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("changed", Moment(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("deleted", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_release_cases_release_id_releases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_cases")),
    )
    op.create_index(op.f("ix_release_cases_document_id"), "release_cases", ["document_id"])
    op.create_index(op.f("ix_release_cases_release_id"), "release_cases", ["release_id"])

    op.create_table(
        "release_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_release_editions_release_id_releases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_editions")),
        sa.UniqueConstraint("number", name=op.f("uq_release_editions_number")),
        sa.UniqueConstraint("release_id", name=op.f("uq_release_editions_release_id")),
    )
    op.create_table(
        "release_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_release_steps_release_id_releases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_steps")),
    )
    op.create_index(op.f("ix_release_steps_release_id"), "release_steps", ["release_id"])

    op.create_table(
        "release_case_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["release_cases.id"],
            name=op.f("fk_release_case_versions_case_id_release_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_case_versions")),
        sa.UniqueConstraint("case_id", "version", name=op.f("uq_release_case_versions_case_id_version")),
    )
    op.create_table(
        "release_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("resolved_by", sa.String(length=200), nullable=False),
        sa.Column("resolved", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["release_cases.id"],
            name=op.f("fk_release_comments_case_id_release_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_comments")),
    )
    op.create_index(op.f("ix_release_comments_case_id"), "release_comments", ["case_id"])

    op.create_table(
        "release_withdrawals",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["release_editions.id"],
            name=op.f("fk_release_withdrawals_edition_id_release_editions"),
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_release_withdrawals")),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    for table in (
        "release_withdrawals",
        "release_comments",
        "release_case_versions",
        "release_steps",
        "release_editions",
        "release_cases",
        "releases",
        "release_candidates",
    ):
        op.drop_table(table)
