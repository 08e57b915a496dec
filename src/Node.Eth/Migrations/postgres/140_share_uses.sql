CREATE TABLE share_uses (
    share bytea PRIMARY KEY CHECK (length(share) = 32),
    used_for bytea NOT NULL CHECK (length(used_for) = 32),
    taken_at bigint NOT NULL
);
