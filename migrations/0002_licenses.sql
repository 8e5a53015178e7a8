CREATE TABLE licenses (
    id BIGINT PRIMARY KEY,
    uuid UUID NOT NULL UNIQUE,
    -- The signed token, so that it can be verified anew with the keys of the day.
    token TEXT NOT NULL,
    -- The claims as they were signed, byte for byte.
    claims TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL
);
