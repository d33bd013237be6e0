"""Progress in SQLite: tables, migrations, and the store."""
