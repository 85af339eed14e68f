"""The client file: engine, record tables, evidence, unit of work, migrations, backup, lock."""
