CREATE TABLE eth_keyring (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    master_json TEXT NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE eth_keys (
    address BLOB PRIMARY KEY CHECK (length(address) = 20),
    key_json TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
