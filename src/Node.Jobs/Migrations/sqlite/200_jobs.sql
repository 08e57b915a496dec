CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    external_job_id TEXT NOT NULL UNIQUE,
    type_name TEXT NOT NULL,
    name TEXT,
    spec_text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
