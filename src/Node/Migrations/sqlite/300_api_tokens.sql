-- Who may use the API. The secret itself is never stored.
CREATE TABLE api_tokens (
    access_key TEXT NOT NULL PRIMARY KEY,
    salt BLOB NOT NULL,
    secret_hash BLOB NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
