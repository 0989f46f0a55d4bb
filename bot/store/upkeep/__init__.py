"""Looking after the whole database: its tables and how they change. It stands on the rest of the store."""
