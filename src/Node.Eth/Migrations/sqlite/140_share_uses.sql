CREATE TABLE share_uses (
    share BLOB PRIMARY KEY CHECK (length(share) = 32),
    used_for BLOB NOT NULL CHECK (length(used_for) = 32),
    taken_at INTEGER NOT NULL
);
