-- Who is suspended cannot log in. Who was deleted stays as the initiator of the records, but gives
-- name and address back: their keys (`…_key`) become `deleted:` and the id, which nobody can take.
ALTER TABLE users ADD COLUMN status TEXT NOT NULL DEFAULT 'active';

-- NULL while the user is there.
ALTER TABLE users ADD COLUMN deleted_at BIGINT;
