"""Consults and decisions on recusal."""

import sqlalchemy as sa
from alembic import op

from office.base import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEPT = ("recusal_entries", "consult_answers", "consult_steps")
"""Tables whose rows stay as written."""
_SQLITE = tuple(
    f"CREATE TRIGGER {table}_{event} BEFORE {event.upper()} ON {table}"
    f" BEGIN SELECT RAISE(ABORT, '{table} cannot be changed or removed'); END"
    for table in _KEPT
    for event in ("update", "delete")
)
_POSTGRESQL = tuple(
    f"CREATE TRIGGER {table}_{name} BEFORE {events} ON {table} FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
    for table in _KEPT
    for name, events, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "consult_settings",
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("take_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("changed", Moment(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_consult_settings")),
    )
    op.create_table(
        "consults",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("changed", Moment(timezone=True), nullable=False),
        sa.Column("asker", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("expert", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("taken_due", sa.Date(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("answer_due", sa.Date(), nullable=True),
        sa.Column("answered", Moment(timezone=True), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rating_note", sa.Text(), nullable=False),
        sa.Column("proposed", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["consults.id"], name=op.f("fk_consults_parent_id_consults"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consults")),
    )
    with op.batch_alter_table("consults", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consults_asker"), ["asker"], unique=False)
        batch_op.create_index(batch_op.f("ix_consults_expert"), ["expert"], unique=False)
        batch_op.create_index(batch_op.f("ix_consults_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_consults_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consults_state"), ["state"], unique=False)

    op.create_table(
        "recusal_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("dispute_key", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal_entries")),
    )
    with op.batch_alter_table("recusal_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recusal_entries_dispute_key"), ["dispute_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_recusal_entries_person_id"), ["person_id"], unique=False)

    op.create_table(
        "consult_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consult_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("expert", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("evaluation", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consult_id"],
            ["consults.id"],
            name=op.f("fk_consult_answers_consult_id_consults"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consult_answers")),
    )
    with op.batch_alter_table("consult_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consult_answers_consult_id"), ["consult_id"], unique=False)

    op.create_table(
        "consult_attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consult_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consult_id"],
            ["consults.id"],
            name=op.f("fk_consult_attachments_consult_id_consults"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consult_attachments")),
    )
    with op.batch_alter_table("consult_attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consult_attachments_consult_id"), ["consult_id"], unique=False)

    op.create_table(
        "consult_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consult_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consult_id"],
            ["consults.id"],
            name=op.f("fk_consult_steps_consult_id_consults"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consult_steps")),
    )
    with op.batch_alter_table("consult_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consult_steps_consult_id"), ["consult_id"], unique=False)
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    for table in (
        "consult_steps",
        "consult_attachments",
        "consult_answers",
        "recusal_entries",
        "consults",
        "consult_settings",
    ):
        op.drop_table(table)
