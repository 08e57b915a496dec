-- How far each schedule of a job is: up to this instant its ticks are done with.
CREATE TABLE schedule_ticks (
    job_id INTEGER NOT NULL,
    entry TEXT NOT NULL,
    schedule TEXT NOT NULL,
    instant INTEGER NOT NULL,
    PRIMARY KEY (job_id, entry)
) STRICT, WITHOUT ROWID;
