-- What went wrong with a job, one row per text.
CREATE TABLE job_errors (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id bigint NOT NULL,
    description text NOT NULL,
    occurrences bigint NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL,
    UNIQUE (job_id, description)
);
