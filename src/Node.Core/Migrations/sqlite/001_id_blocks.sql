-- Where numbered things take their numbers from: a process takes a block at a time.
CREATE TABLE id_blocks (
    name TEXT NOT NULL PRIMARY KEY,
    next_id INTEGER NOT NULL
) STRICT;
