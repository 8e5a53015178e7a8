-- Every statement must mean the same to SQLite and to PostgreSQL. Instants are microseconds since
-- 1970. Text that must be unique whatever its case is kept a second time in lower case (`…_key`).

CREATE TABLE deployment (
    singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
    id UUID NOT NULL,
    created_at BIGINT NOT NULL
);

-- What comes next from each series of numbers. Both stores count in ways of their own; this one is
-- the same for both, and gives no number twice.
CREATE TABLE series (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE users (
    id UUID PRIMARY KEY,
    username TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    -- True for the first user and NULL for everybody else: that it is unique is what lets exactly
    -- one of several requests create the first user.
    first BOOLEAN UNIQUE
);

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- SHA-256 of the secret, which is random and long: a slow hash would add nothing.
    secret_hash BYTEA NOT NULL,
    login_type TEXT NOT NULL,
    token_name TEXT NOT NULL,
    lifetime_seconds BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used BIGINT NOT NULL
);

CREATE INDEX api_keys_of_user ON api_keys (user_id, created_at);

CREATE UNIQUE INDEX token_names_of_user ON api_keys (user_id, token_name)
WHERE login_type = 'token';

CREATE TABLE setup_tokens (
    secret_hash BYTEA PRIMARY KEY,
    created_at BIGINT NOT NULL
);
