-- Every statement must mean the same to SQLite and to PostgreSQL.

-- Which responses a user made that a provider keeps: only they may ask for them again.
CREATE TABLE aibridge_responses (
    response_id TEXT NOT NULL,
    interception_id UUID NOT NULL REFERENCES aibridge_interceptions (id) ON DELETE CASCADE,
    PRIMARY KEY (response_id, interception_id)
);

CREATE INDEX aibridge_responses_of_interception ON aibridge_responses (interception_id);
