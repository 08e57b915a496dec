-- Processes that may execute runs. The number is the fence: a process that was taken over from comes back under a new one.
CREATE TABLE run_instances (
    id INTEGER PRIMARY KEY,
    lease_until INTEGER NOT NULL
);

-- Which of them executes the runs of a job, so that they keep their order.
CREATE TABLE run_lanes (
    job_id INTEGER PRIMARY KEY,
    instance_id INTEGER NOT NULL
);

ALTER TABLE runs_open ADD COLUMN suspended_at INTEGER;
CREATE INDEX runs_open_ready ON runs_open (job_id, id) WHERE state = 'Ready';
CREATE INDEX runs_open_suspended ON runs_open (suspended_at) WHERE state = 'Suspended';
