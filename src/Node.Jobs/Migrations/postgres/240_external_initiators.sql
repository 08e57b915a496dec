-- Programs outside that may run the jobs that name them. The incoming secret is stored hashed; the outgoing pair,
-- with which the node proves itself, is encrypted.
CREATE TABLE external_initiators (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    url text,
    access_key text NOT NULL UNIQUE,
    salt bytea NOT NULL,
    secret_hash bytea NOT NULL,
    outgoing text NOT NULL,
    created_at bigint NOT NULL
);

-- What each initiator knows, or is to be told, of each job that names it; one that was told stays until the job is gone.
CREATE TABLE initiator_notices (
    initiator_id bigint NOT NULL,
    external_job_id text NOT NULL,
    job_id bigint NOT NULL,
    params text NOT NULL,
    state text NOT NULL,
    attempts bigint NOT NULL,
    next_attempt_at bigint NOT NULL,
    last_error text,
    PRIMARY KEY (initiator_id, external_job_id)
);
