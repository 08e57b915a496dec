-- Programs outside that may run the jobs that name them. The incoming secret is stored hashed; the outgoing pair,
-- with which the node proves itself, is encrypted.
CREATE TABLE external_initiators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    url TEXT,
    access_key TEXT NOT NULL UNIQUE,
    salt BLOB NOT NULL,
    secret_hash BLOB NOT NULL,
    outgoing TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- What each initiator knows, or is to be told, of each job that names it; one that was told stays until the job is gone.
CREATE TABLE initiator_notices (
    initiator_id INTEGER NOT NULL,
    external_job_id TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    params TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_error TEXT,
    PRIMARY KEY (initiator_id, external_job_id)
) STRICT;
