-- Where numbered things take their numbers from: a process takes a block at a time.
CREATE TABLE id_blocks (
    name text NOT NULL PRIMARY KEY,
    next_id bigint NOT NULL
);
