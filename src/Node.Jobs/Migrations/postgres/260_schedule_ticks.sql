-- How far each schedule of a job is: up to this instant its ticks are done with.
CREATE TABLE schedule_ticks (
    job_id bigint NOT NULL,
    entry text NOT NULL,
    schedule text NOT NULL,
    instant bigint NOT NULL,
    PRIMARY KEY (job_id, entry)
);
