CREATE TABLE log_cursors (
    id         INTEGER PRIMARY KEY,
    chain_id   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    next_block INTEGER NULL,  -- the lowest block not yet handed out; NULL until a first block is seen
    first_block INTEGER NULL, -- where it began; a doubt after a restart never goes back further
    last_hash  BLOB    NULL,  -- the hash of the block below it, when known
    UNIQUE (chain_id, name)
) STRICT;
