"""The only package that knows SQLite: schema, migrations, one file a table. No decision is taken here."""
