-- What was paid and given back, what happened to an order, and the records of
-- every call that changes something.

ALTER TABLE orders
    ADD COLUMN paid_minor     bigint NOT NULL DEFAULT 0,
    ADD COLUMN refunded_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN events         bigint NOT NULL DEFAULT 0 CHECK (events >= 0);

UPDATE orders SET paid_minor = total_minor,
                  refunded_minor = CASE status WHEN 'refunded' THEN total_minor ELSE 0 END
WHERE status IN ('processing', 'shipped', 'delivered', 'refunded');

ALTER TABLE orders
    ADD CONSTRAINT orders_paid CHECK (paid_minor BETWEEN 0 AND total_minor),
    ADD CONSTRAINT orders_refunded CHECK (refunded_minor BETWEEN 0 AND paid_minor);

CREATE TABLE order_events (
    order_id     text COLLATE "C" NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE,
    number       bigint NOT NULL CHECK (number > 0),
    kind         text COLLATE "C" NOT NULL CHECK (kind IN ('note', 'cancelled', 'refund')),
    amount_minor bigint CHECK (amount_minor > 0),
    note         text NOT NULL CHECK (note <> ''),
    happened_at  timestamptz NOT NULL,
    done_by      text NOT NULL,
    PRIMARY KEY (order_id, number),
    CHECK ((kind = 'refund') = (amount_minor IS NOT NULL))
);

COMMENT ON COLUMN orders.paid_minor IS 'What the customer has paid, in minor units of the currency (cents).';
COMMENT ON COLUMN orders.refunded_minor IS 'What of it was given back.';
COMMENT ON COLUMN orders.events IS 'How many rows of order_events there are for it.';
COMMENT ON TABLE order_events IS 'Notes, cancellations and refunds, in the order they happened.';

-- Each entry's hash covers its fields and the hash of the entry before it.
CREATE TABLE audit_log (
    seq         bigint PRIMARY KEY,
    at          text COLLATE "C" NOT NULL,
    request_id  text NOT NULL,
    trace_id    text,
    principal   text NOT NULL,
    transport   text NOT NULL,
    tool        text NOT NULL,
    arguments   text NOT NULL,
    preview     text,
    decision    text NOT NULL,
    outcome     text NOT NULL,
    detail      text,
    follows     bigint,
    hash        text COLLATE "C" NOT NULL
);

CREATE TABLE audit_head (
    only_one bigint PRIMARY KEY CHECK (only_one = 1),
    seq      bigint NOT NULL,
    hash     text COLLATE "C" NOT NULL
);

INSERT INTO audit_head VALUES (1, 0, '');

CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_log is append-only';
END $$;

CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();

CREATE TABLE idempotency_keys (
    principal  text COLLATE "C" NOT NULL,
    tool       text COLLATE "C" NOT NULL,
    key        text COLLATE "C" NOT NULL,
    arguments  text COLLATE "C" NOT NULL,
    reply      text,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (principal, tool, key)
);

CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (expires_at);

CREATE TABLE spent_confirmations (
    nonce      text COLLATE "C" PRIMARY KEY,
    expires_at timestamptz NOT NULL
);

CREATE INDEX spent_confirmations_expires_at ON spent_confirmations (expires_at);
