-- What went wrong with a job, one row per text.
CREATE TABLE job_errors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL,
    description TEXT NOT NULL,
    occurrences INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    UNIQUE (job_id, description)
) STRICT;
