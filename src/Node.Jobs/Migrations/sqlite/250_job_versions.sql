-- The number of the spec that a job has now, and when it got it.
ALTER TABLE jobs ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE jobs ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE jobs SET updated_at = created_at;
CREATE INDEX jobs_by_name ON jobs (name);

-- Each spec that a job has had, the present one too: runs finish on the one they began with.
CREATE TABLE job_versions (
    job_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    spec_text TEXT NOT NULL,
    restores_version INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (job_id, version)
) STRICT, WITHOUT ROWID;
INSERT INTO job_versions (job_id, version, spec_text, created_at) SELECT id, 1, spec_text, created_at FROM jobs;
