CREATE TABLE jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    external_job_id text NOT NULL UNIQUE,
    type_name text NOT NULL,
    name text,
    spec_text text NOT NULL,
    created_at bigint NOT NULL
);
