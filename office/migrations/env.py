"""Alembic's environment: always a given connection, inside its transaction."""

from alembic import context

from office.base import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    compare_type=True,
    render_as_batch=True,
    user_module_prefix="",
)
context.run_migrations()
