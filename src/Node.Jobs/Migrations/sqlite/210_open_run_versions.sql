-- Which version of its job a run is of, and which run it tries again, if any.
ALTER TABLE runs_open ADD COLUMN job_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE runs_open ADD COLUMN retry_of INTEGER;
