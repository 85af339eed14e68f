"""Run the revisions on the connection that ``storage.migration`` hands over.

The transaction is already open there, so that all revisions and the new version number are one.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
