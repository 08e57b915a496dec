-- One row per trigger ever accepted, until it expires: it alone makes a trigger idempotent.
CREATE TABLE run_keys (
    job_id INTEGER NOT NULL,
    trigger_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    PRIMARY KEY (job_id, trigger_key)
) STRICT, WITHOUT ROWID;

-- Accepted and not yet finished: small and hot.
CREATE TABLE runs_open (
    id INTEGER PRIMARY KEY,
    job_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    trigger_kind TEXT NOT NULL,
    trigger_key TEXT NOT NULL,
    vars TEXT NOT NULL,
    checkpoint TEXT,
    accepted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_open_by_job ON runs_open (job_id, id);

-- What a suspended run waits for, one row per task; gone when the run is finished.
CREATE TABLE run_waits (
    run_id INTEGER NOT NULL,
    task_name TEXT NOT NULL,
    fail_on_revert INTEGER NOT NULL,
    result TEXT,
    PRIMARY KEY (run_id, task_name)
) STRICT, WITHOUT ROWID;

-- Finished: append-only.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    job_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    trigger_kind TEXT NOT NULL,
    trigger_key TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_job ON runs (job_id, id);
