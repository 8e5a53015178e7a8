-- The servers that share the store, and when each has last said that it is there, in microseconds
-- since 1970 by the clock of the database.
CREATE TABLE servers (
    id UUID PRIMARY KEY,
    beat_at BIGINT NOT NULL
);
