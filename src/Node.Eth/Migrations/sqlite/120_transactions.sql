-- Keys that may send on a chain, and the nonce that the next transaction gets.
CREATE TABLE eth_key_states (
    address      BLOB    NOT NULL,
    chain_id     INTEGER NOT NULL,
    next_nonce   INTEGER NOT NULL,
    enabled      INTEGER NOT NULL,
    last_used_at INTEGER NULL,
    PRIMARY KEY (address, chain_id)
) STRICT;

-- One row per transaction asked for. A row whose settled_at is null is still followed.
CREATE TABLE eth_txs (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id            INTEGER NOT NULL,
    origin              TEXT    NOT NULL,
    tag                 TEXT    NULL,
    from_address        BLOB    NOT NULL,
    nonce               INTEGER NOT NULL,
    to_address          BLOB    NOT NULL,
    data                BLOB    NOT NULL,
    value               BLOB    NOT NULL,
    gas_limit           INTEGER NOT NULL,
    state               TEXT    NOT NULL
        CHECK (state IN ('queued', 'signed', 'sent', 'mined', 'final', 'reverted', 'reorged_out', 'failed')),
    give_up_reason      TEXT    NULL,
    reason              TEXT    NULL,
    tx_hash             BLOB    NULL,
    block_number        INTEGER NULL,
    block_hash          BLOB    NULL,
    missing_since_block INTEGER NULL,
    notify_at           INTEGER NULL,
    notified_at         INTEGER NULL,
    sent_at             INTEGER NULL,
    settled_at          INTEGER NULL,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    UNIQUE (chain_id, origin),
    UNIQUE (chain_id, from_address, nonce)
) STRICT;

CREATE INDEX eth_txs_open ON eth_txs (chain_id, state, from_address, nonce) WHERE settled_at IS NULL;
CREATE INDEX eth_txs_open_blocks ON eth_txs (chain_id, block_number, block_hash) WHERE settled_at IS NULL AND block_hash IS NOT NULL;
CREATE INDEX eth_txs_to_notify ON eth_txs (chain_id, id) WHERE notify_at IS NOT NULL AND notified_at IS NULL;
CREATE INDEX eth_txs_tag ON eth_txs (tag) WHERE tag IS NOT NULL;

-- Signed bytes, stored before they are first sent. A transaction may get several; all have its nonce.
CREATE TABLE eth_tx_attempts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    tx_id      INTEGER NOT NULL REFERENCES eth_txs (id),
    number     INTEGER NOT NULL,
    purpose    TEXT    NOT NULL CHECK (purpose IN ('call', 'cancel')),
    hash       BLOB    NOT NULL UNIQUE,
    raw        BLOB    NOT NULL,
    fee_cap    BLOB    NOT NULL,
    tip        BLOB    NULL,
    gas_limit  INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (tx_id, number)
) STRICT;
