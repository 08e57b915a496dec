-- Keys that may send on a chain, and the nonce that the next transaction gets.
CREATE TABLE eth_key_states (
    address      bytea NOT NULL,
    chain_id     bigint NOT NULL,
    next_nonce   bigint NOT NULL,
    enabled      boolean NOT NULL,
    last_used_at bigint NULL,
    PRIMARY KEY (address, chain_id)
);

-- One row per transaction asked for. A row whose settled_at is null is still followed.
CREATE TABLE eth_txs (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    chain_id            bigint NOT NULL,
    origin              text NOT NULL,
    tag                 text NULL,
    from_address        bytea NOT NULL,
    nonce               bigint NOT NULL,
    to_address          bytea NOT NULL,
    data                bytea NOT NULL,
    value               bytea NOT NULL,
    gas_limit           bigint NOT NULL,
    state               text NOT NULL
        CHECK (state IN ('queued', 'signed', 'sent', 'mined', 'final', 'reverted', 'reorged_out', 'failed')),
    give_up_reason      text NULL,
    reason              text NULL,
    tx_hash             bytea NULL,
    block_number        bigint NULL,
    block_hash          bytea NULL,
    missing_since_block bigint NULL,
    notify_at           bigint NULL,
    notified_at         bigint NULL,
    sent_at             bigint NULL,
    settled_at          bigint NULL,
    created_at          bigint NOT NULL,
    updated_at          bigint NOT NULL,
    UNIQUE (chain_id, origin),
    UNIQUE (chain_id, from_address, nonce)
);

CREATE INDEX eth_txs_open ON eth_txs (chain_id, state, from_address, nonce) WHERE settled_at IS NULL;
CREATE INDEX eth_txs_open_blocks ON eth_txs (chain_id, block_number, block_hash) WHERE settled_at IS NULL AND block_hash IS NOT NULL;
CREATE INDEX eth_txs_to_notify ON eth_txs (chain_id, id) WHERE notify_at IS NOT NULL AND notified_at IS NULL;
CREATE INDEX eth_txs_tag ON eth_txs (tag) WHERE tag IS NOT NULL;

-- Signed bytes, stored before they are first sent. A transaction may get several; all have its nonce.
CREATE TABLE eth_tx_attempts (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tx_id      bigint NOT NULL REFERENCES eth_txs (id),
    number     bigint NOT NULL,
    purpose    text NOT NULL CHECK (purpose IN ('call', 'cancel')),
    hash       bytea NOT NULL UNIQUE,
    raw        bytea NOT NULL,
    fee_cap    bytea NOT NULL,
    tip        bytea NULL,
    gas_limit  bigint NOT NULL,
    created_at bigint NOT NULL,
    UNIQUE (tx_id, number)
);
