-- Adapters that jobs ask by name. What must be sent again (token, headers) is encrypted; what is only compared is hashed.
CREATE TABLE bridges (
    name TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    confirmations INTEGER NOT NULL,
    minimum_contract_payment BLOB,
    timeout_micros INTEGER,
    incoming_salt BLOB NOT NULL,
    incoming_hash BLOB NOT NULL,
    secrets TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- The last good answer to a question, for a time in which the adapter fails.
CREATE TABLE bridge_answers (
    bridge_name TEXT NOT NULL,
    digest BLOB NOT NULL,
    answer TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (bridge_name, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX bridge_answers_by_age ON bridge_answers (bridge_name, kept_at);

-- Where an adapter may send an answer that comes later: one row for each request, with a token that is only kept hashed. Stays
-- for a while after it is closed, so that a second answer is told why it is refused.
CREATE TABLE run_callbacks (
    id TEXT PRIMARY KEY,
    run_id INTEGER NOT NULL,
    task_name TEXT NOT NULL,
    bridge_name TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by TEXT
) STRICT;
CREATE INDEX run_callbacks_by_run ON run_callbacks (run_id);
CREATE INDEX run_callbacks_by_expiry ON run_callbacks (expires_at);
