-- Every statement must mean the same to SQLite and to PostgreSQL. Instants are microseconds since
-- 1970. What is JSON is kept as text: it is written and read whole.

CREATE TABLE aibridge_interceptions (
    id UUID PRIMARY KEY,
    initiator_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Not a reference: the key may be gone before the record.
    api_key_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    -- NULL while it goes on.
    ended_at BIGINT,
    metadata TEXT NOT NULL,
    -- The server that works on it. When that server is gone, it was interrupted.
    server_id UUID NOT NULL
);

CREATE INDEX aibridge_interceptions_by_start ON aibridge_interceptions (started_at, id);

CREATE INDEX aibridge_interceptions_of_initiator
ON aibridge_interceptions (initiator_id, started_at, id);

CREATE INDEX aibridge_interceptions_open ON aibridge_interceptions (server_id)
WHERE ended_at IS NULL;

CREATE TABLE aibridge_user_prompts (
    id UUID PRIMARY KEY,
    interception_id UUID NOT NULL REFERENCES aibridge_interceptions (id) ON DELETE CASCADE,
    provider_response_id TEXT NOT NULL,
    prompt TEXT NOT NULL,
    metadata TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX aibridge_user_prompts_of_interception ON aibridge_user_prompts (interception_id);

CREATE TABLE aibridge_token_usages (
    id UUID PRIMARY KEY,
    interception_id UUID NOT NULL REFERENCES aibridge_interceptions (id) ON DELETE CASCADE,
    provider_response_id TEXT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    metadata TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX aibridge_token_usages_of_interception ON aibridge_token_usages (interception_id);

CREATE TABLE aibridge_tool_usages (
    id UUID PRIMARY KEY,
    interception_id UUID NOT NULL REFERENCES aibridge_interceptions (id) ON DELETE CASCADE,
    provider_response_id TEXT NOT NULL,
    tool TEXT NOT NULL,
    -- NULL for a tool of the client's own.
    server_url TEXT,
    input TEXT NOT NULL,
    injected BOOLEAN NOT NULL,
    -- NULL where nothing is known to have failed.
    invocation_error TEXT,
    metadata TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX aibridge_tool_usages_of_interception ON aibridge_tool_usages (interception_id);
