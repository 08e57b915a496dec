CREATE TABLE log_cursors (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    chain_id   bigint NOT NULL,
    name       text   NOT NULL,
    next_block bigint NULL,  -- the lowest block not yet handed out; NULL until a first block is seen
    first_block bigint NULL, -- where it began; a doubt after a restart never goes back further
    last_hash  bytea  NULL,  -- the hash of the block below it, when known
    UNIQUE (chain_id, name)
) WITH (fillfactor = 70);
