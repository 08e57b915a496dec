-- The history in the order in which runs finished, so that the oldest are at one end. Records are bytes now: JSON, or packed JSON.
ALTER TABLE runs RENAME TO runs_before;
CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    id INTEGER NOT NULL,
    job_id INTEGER NOT NULL,
    job_version INTEGER NOT NULL DEFAULT 1,
    retry_of INTEGER,
    state TEXT NOT NULL,
    trigger_kind TEXT NOT NULL,
    trigger_key TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    record BLOB NOT NULL
) STRICT;
INSERT INTO runs (id, job_id, state, trigger_kind, trigger_key, accepted_at, finished_at, record)
SELECT id, job_id, state, trigger_kind, trigger_key, accepted_at, finished_at, CAST(record AS BLOB)
FROM runs_before ORDER BY finished_at, id;
DROP TABLE runs_before;
CREATE UNIQUE INDEX runs_by_id ON runs (id);
CREATE INDEX runs_by_job ON runs (job_id, id);
CREATE INDEX runs_not_completed ON runs (id) WHERE state <> 'Completed';

-- A key lives until it is too old. Those there are begin their time now.
ALTER TABLE run_keys ADD COLUMN accepted_at INTEGER NOT NULL DEFAULT 0;
UPDATE run_keys SET accepted_at = CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER);

-- Here the history is one segment, written to and pruned from for ever; the row is never changed.
CREATE TABLE run_segments (
    number INTEGER PRIMARY KEY,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    run_count INTEGER,
    first_id INTEGER,
    last_id INTEGER
) STRICT;
INSERT INTO run_segments (number, opened_at) VALUES (1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER));
