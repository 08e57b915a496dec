CREATE TABLE eth_keyring (
    id bigint PRIMARY KEY CHECK (id = 1),
    master_json text NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE eth_keys (
    address bytea PRIMARY KEY CHECK (length(address) = 20),
    key_json text NOT NULL,
    created_at bigint NOT NULL
);
