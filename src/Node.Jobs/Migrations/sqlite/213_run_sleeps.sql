-- When a task that sleeps goes on.
ALTER TABLE run_waits ADD COLUMN wakes_at INTEGER;
CREATE INDEX run_waits_by_wake ON run_waits (wakes_at) WHERE wakes_at IS NOT NULL AND result IS NULL;
