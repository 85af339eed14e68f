"""The client file: engine, record tables, evidence store, unit of work, migrations, backup, lock."""
