"""Where runs are kept, in SQLite or PostgreSQL: the only channel between pages and workers."""
