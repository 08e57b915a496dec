-- One row per trigger ever accepted, until it expires: it alone makes a trigger idempotent.
CREATE TABLE run_keys (
    job_id bigint NOT NULL,
    trigger_key text NOT NULL,
    run_id bigint NOT NULL,
    PRIMARY KEY (job_id, trigger_key)
);

-- Accepted and not yet finished: small and hot.
CREATE TABLE runs_open (
    id bigint PRIMARY KEY,
    job_id bigint NOT NULL,
    state text NOT NULL,
    trigger_kind text NOT NULL,
    trigger_key text NOT NULL,
    vars text NOT NULL,
    checkpoint text,
    accepted_at bigint NOT NULL
);
CREATE INDEX runs_open_by_job ON runs_open (job_id, id);

-- What a suspended run waits for, one row per task; gone when the run is finished.
CREATE TABLE run_waits (
    run_id bigint NOT NULL,
    task_name text NOT NULL,
    fail_on_revert boolean NOT NULL,
    result text,
    PRIMARY KEY (run_id, task_name)
);

-- Finished: append-only.
CREATE TABLE runs (
    id bigint PRIMARY KEY,
    job_id bigint NOT NULL,
    state text NOT NULL,
    trigger_kind text NOT NULL,
    trigger_key text NOT NULL,
    accepted_at bigint NOT NULL,
    finished_at bigint NOT NULL,
    record text NOT NULL
);
CREATE INDEX runs_by_job ON runs (job_id, id);
