-- Adapters that jobs ask by name. What must be sent again (token, headers) is encrypted; what is only compared is hashed.
CREATE TABLE bridges (
    name text PRIMARY KEY,
    url text NOT NULL,
    confirmations bigint NOT NULL,
    minimum_contract_payment bytea,
    timeout_micros bigint,
    incoming_salt bytea NOT NULL,
    incoming_hash bytea NOT NULL,
    secrets text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);

-- The last good answer to a question, for a time in which the adapter fails.
CREATE TABLE bridge_answers (
    bridge_name text NOT NULL,
    digest bytea NOT NULL,
    answer text NOT NULL,
    kept_at bigint NOT NULL,
    PRIMARY KEY (bridge_name, digest)
);
CREATE INDEX bridge_answers_by_age ON bridge_answers (bridge_name, kept_at);

-- Where an adapter may send an answer that comes later: one row for each request, with a token that is only kept hashed. Stays
-- for a while after it is closed, so that a second answer is told why it is refused.
CREATE TABLE run_callbacks (
    id text PRIMARY KEY,
    run_id bigint NOT NULL,
    task_name text NOT NULL,
    bridge_name text NOT NULL,
    token_hash bytea NOT NULL,
    expires_at bigint NOT NULL,
    closed_at bigint,
    closed_by text
);
CREATE INDEX run_callbacks_by_run ON run_callbacks (run_id);
CREATE INDEX run_callbacks_by_expiry ON run_callbacks (expires_at);
