"""Office rows from one database to another, whichever each of them is."""

from sqlalchemy import Connection, Engine, Table, func, select, text

from office.audit.models import AuditHead
from office.backup.contents import BackupError
from office.base import metadata

_PART = 500


def copy_rows(source: Connection, target: Engine) -> None:
    """Copy every row of a store at the newest migration to an empty one.

    Args:
        source: A connection in a transaction that sees one moment.
        target: Migrated, and without rows.

    Raises:
        BackupError: the target has rows.
    """
    with target.begin() as into:
        if taken := filled(into):
            raise BackupError(
                f"The office store to restore into has rows already ({', '.join(taken[:3])}): "
                "make a new, empty database and name it in FENGQIAO_OFFICE_URL."
            )
        if target.dialect.name == "sqlite":
            into.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table in metadata().sorted_tables:
            if table.name == AuditHead.__tablename__:
                row = source.execute(select(table)).mappings().one()
                into.execute(table.update().values(**row))
                continue
            rows = source.execute(select(table).execution_options(yield_per=_PART)).mappings()
            for part in rows.partitions(_PART):
                into.execute(table.insert(), [dict(row) for row in part])
            _go_on_counting(into, table)


def filled(connection: Connection) -> list[str]:
    """Tables that have rows which somebody made."""
    names = []
    for table in metadata().sorted_tables:
        if table.name == AuditHead.__tablename__:
            used = (connection.scalar(select(table.c.seq)) or 0) > 0
        else:
            used = (connection.scalar(select(func.count()).select_from(table)) or 0) > 0
        if used:
            names.append(table.name)
    return names


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids in a sequence that does not know of rows put in with theirs."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    sequence = connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
    )
    newest = connection.scalar(select(func.max(column)))
    if sequence is not None and newest is not None:
        connection.execute(
            text("SELECT setval(CAST(:sequence AS regclass), :newest)"),
            {"sequence": sequence, "newest": newest},
        )
