CREATE TABLE vrf_keys (
    public_key bytea PRIMARY KEY CHECK (length(public_key) = 33),
    key_json text NOT NULL,
    created_at bigint NOT NULL,
    deleted_at bigint
);
