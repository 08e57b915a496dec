-- One row: what makes the trace ids of the runs in this database its own.
CREATE TABLE trace_salt (
    id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    salt bytea NOT NULL
);
