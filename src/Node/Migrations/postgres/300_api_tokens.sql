-- Who may use the API. The secret itself is never stored.
CREATE TABLE api_tokens (
    access_key text NOT NULL PRIMARY KEY,
    salt bytea NOT NULL,
    secret_hash bytea NOT NULL,
    role text NOT NULL,
    created_at bigint NOT NULL
);
