-- The history in segments: rows go to the newest one, whole segments are dropped. A segment is a span of time of finishing whose length
-- follows from its size. Records are bytes now: JSON, or packed JSON.
ALTER TABLE runs ADD COLUMN job_version bigint NOT NULL DEFAULT 1;
ALTER TABLE runs ADD COLUMN retry_of bigint;
ALTER TABLE runs ADD COLUMN segment integer NOT NULL DEFAULT 1;
ALTER TABLE runs ALTER COLUMN record TYPE bytea USING convert_to(record, 'UTF8');
ALTER TABLE runs DROP CONSTRAINT runs_pkey;
DROP INDEX runs_by_job;
ALTER TABLE runs RENAME TO runs_1;

-- An id is unique although no index says so: a run comes in only when it leaves runs_open.
CREATE TABLE runs (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    accepted_at bigint NOT NULL,
    finished_at bigint NOT NULL,
    retry_of bigint,
    job_version bigint NOT NULL DEFAULT 1,
    segment integer NOT NULL,
    state text NOT NULL,
    trigger_kind text NOT NULL,
    trigger_key text NOT NULL,
    record bytea NOT NULL
) PARTITION BY LIST (segment);
ALTER TABLE runs ATTACH PARTITION runs_1 FOR VALUES IN (1);
CREATE INDEX runs_by_id ON runs (id);
CREATE INDEX runs_by_job ON runs (job_id, id);
CREATE INDEX runs_not_completed ON runs (id) WHERE state <> 'Completed';

-- The newest is written to; one that is closed knows which runs it holds.
CREATE TABLE run_segments (
    number integer PRIMARY KEY,
    opened_at bigint NOT NULL,
    closed_at bigint,
    run_count bigint,
    first_id bigint,
    last_id bigint
);
INSERT INTO run_segments (number, opened_at) VALUES (1, (extract(epoch FROM now()) * 1000000)::bigint);

-- A key lives until it is too old. Those there are begin their time now.
ALTER TABLE run_keys ADD COLUMN accepted_at bigint NOT NULL DEFAULT (extract(epoch FROM now()) * 1000000)::bigint;
