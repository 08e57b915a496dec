CREATE TABLE vrf_keys (
    public_key BLOB PRIMARY KEY CHECK (length(public_key) = 33),
    key_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
);
