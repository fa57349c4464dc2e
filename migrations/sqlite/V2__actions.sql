-- What was paid and given back, what happened to an order, and the records of
-- every call that changes something.

ALTER TABLE orders ADD COLUMN paid_minor INTEGER NOT NULL DEFAULT 0 CHECK (paid_minor BETWEEN 0 AND total_minor);
ALTER TABLE orders ADD COLUMN refunded_minor INTEGER NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND paid_minor);
ALTER TABLE orders ADD COLUMN events INTEGER NOT NULL DEFAULT 0 CHECK (events >= 0);

UPDATE orders SET paid_minor = total_minor,
                  refunded_minor = CASE status WHEN 'refunded' THEN total_minor ELSE 0 END
WHERE status IN ('processing', 'shipped', 'delivered', 'refunded');

CREATE TABLE order_events (
    order_id     TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE,
    number       INTEGER NOT NULL CHECK (number > 0),
    kind         TEXT NOT NULL CHECK (kind IN ('note', 'cancelled', 'refund')),
    amount_minor INTEGER CHECK (amount_minor > 0),
    note         TEXT NOT NULL CHECK (note <> ''),
    happened_at  TEXT NOT NULL CHECK (happened_at GLOB '????-??-??T??:??:??.??????Z'),
    done_by      TEXT NOT NULL,
    PRIMARY KEY (order_id, number),
    CHECK ((kind = 'refund') = (amount_minor IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Each entry's hash covers its fields and the hash of the entry before it.
CREATE TABLE audit_log (
    seq         INTEGER PRIMARY KEY,
    at          TEXT NOT NULL,
    request_id  TEXT NOT NULL,
    trace_id    TEXT,
    principal   TEXT NOT NULL,
    transport   TEXT NOT NULL,
    tool        TEXT NOT NULL,
    arguments   TEXT NOT NULL,
    preview     TEXT,
    decision    TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    detail      TEXT,
    follows     INTEGER,
    hash        TEXT NOT NULL
) STRICT;

CREATE TABLE audit_head (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    seq      INTEGER NOT NULL,
    hash     TEXT NOT NULL
) STRICT;

INSERT INTO audit_head VALUES (1, 0, '');

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

-- Replacing a row fires no trigger for its deletion.
CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

CREATE TABLE idempotency_keys (
    principal  TEXT NOT NULL,
    tool       TEXT NOT NULL,
    key        TEXT NOT NULL,
    arguments  TEXT NOT NULL,
    reply      TEXT,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (principal, tool, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (expires_at);

CREATE TABLE spent_confirmations (
    nonce      TEXT NOT NULL PRIMARY KEY,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX spent_confirmations_expires_at ON spent_confirmations (expires_at);
