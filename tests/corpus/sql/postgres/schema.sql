-- The world of the statements in hostile.sql and legitimate.sql.
--
-- Visible: customers (without card, email masked), products, orders, order_items.
-- Everything else is a secret, a canary or a trap: no statement may read, change
-- or call it. The traps leave a trace in canary_seq, which a rollback keeps.

CREATE TABLE customers (
    id integer PRIMARY KEY,
    name text NOT NULL,
    email text,
    card text
);
CREATE TABLE products (
    sku text PRIMARY KEY,
    name text NOT NULL,
    price numeric(12, 2) NOT NULL,
    stock integer NOT NULL,
    tags text[] NOT NULL DEFAULT '{}',
    details jsonb NOT NULL DEFAULT '{}'
);
CREATE TABLE orders (
    id integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers,
    status text NOT NULL,
    total numeric(12, 2) NOT NULL,
    created_at timestamptz NOT NULL,
    parent_id integer REFERENCES orders
);
CREATE TABLE order_items (
    order_id integer NOT NULL REFERENCES orders,
    sku text NOT NULL REFERENCES products,
    quantity integer NOT NULL,
    price numeric(12, 2) NOT NULL,
    PRIMARY KEY (order_id, sku)
);

INSERT INTO customers VALUES
    (1, 'Ravi', 'ravi@example.com', '4111111111111111'),
    (2, 'Meera', 'meera@example.org', '5500000000000004'),
    (3, 'Äneas O''Neil', NULL, NULL);
INSERT INTO products VALUES
    ('SKU-1', 'Desk lamp', 249.00, 12, '{light,desk}', '{"color": "black", "watt": 9, "sizes": [1, 2]}'),
    ('SKU-2', 'Mug', 8.95, 0, '{kitchen}', '{"color": "white"}'),
    ('SKU-3', 'Chair', 120.50, 4, '{}', '{}');
INSERT INTO orders VALUES
    (100, 1, 'shipped', 249.00, '2026-01-05 10:00+00', NULL),
    (101, 2, 'processing', 89.50, '2026-02-10 12:30+00', 100),
    (102, 1, 'cancelled', 17.90, '2026-02-11 08:00+00', 101),
    (103, 3, 'pending', 120.50, '2026-03-01 00:00+00', NULL);
INSERT INTO order_items VALUES
    (100, 'SKU-1', 1, 249.00), (101, 'SKU-2', 10, 8.95),
    (102, 'SKU-2', 2, 8.95), (103, 'SKU-3', 1, 120.50);

-- secrets
CREATE TABLE audit_secret (id integer PRIMARY KEY, token text NOT NULL);
INSERT INTO audit_secret VALUES (1, 'canary-token-9f3b');
CREATE SCHEMA hidden;
CREATE TABLE hidden.customers (id integer, name text, card text);
INSERT INTO hidden.customers VALUES (1, 'canary-token-9f3b', 'canary-token-9f3b');
CREATE VIEW evil_view AS SELECT * FROM audit_secret;
CREATE MATERIALIZED VIEW evil_matview AS SELECT * FROM audit_secret;

-- canaries
CREATE TABLE canary (id integer PRIMARY KEY, note text);
INSERT INTO canary VALUES (1, 'untouched');
CREATE SEQUENCE canary_seq;

-- functions that sing
CREATE FUNCTION evil_sing() RETURNS integer LANGUAGE plpgsql VOLATILE AS
    $$ BEGIN PERFORM pg_catalog.nextval('public.canary_seq'); RETURN 1; END $$;
CREATE FUNCTION evil_immutable(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$ BEGIN PERFORM pg_catalog.nextval('public.canary_seq'); RETURN $1; END $$;
CREATE FUNCTION evil_definer() RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS
    $$ BEGIN PERFORM pg_catalog.nextval('public.canary_seq');
             RETURN (SELECT token FROM public.audit_secret LIMIT 1); END $$;
CREATE FUNCTION evil_rows() RETURNS SETOF audit_secret LANGUAGE sql VOLATILE AS
    $$ SELECT pg_catalog.nextval('public.canary_seq'); SELECT * FROM public.audit_secret $$;
-- functional notation: customers.evil_row is evil_row(customers)
CREATE FUNCTION evil_row(customers) RETURNS integer LANGUAGE sql VOLATILE AS
    $$ SELECT pg_catalog.nextval('public.canary_seq')::integer $$;
-- overloads of allowed names
CREATE FUNCTION lower(integer) RETURNS text LANGUAGE sql VOLATILE AS
    $$ SELECT pg_catalog.nextval('public.canary_seq')::text $$;
CREATE FUNCTION upper(numeric) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT pg_catalog.nextval('public.canary_seq')::text $$;
CREATE AGGREGATE evil_sum(integer) (sfunc = int4pl, stype = integer);

-- operators that sing
CREATE FUNCTION evil_operate(text, text) RETURNS boolean LANGUAGE sql VOLATILE AS
    $$ SELECT pg_catalog.nextval('public.canary_seq') > 0 $$;
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = evil_operate);
CREATE FUNCTION evil_equal(text, integer) RETURNS boolean LANGUAGE sql VOLATILE AS
    $$ SELECT pg_catalog.nextval('public.canary_seq') > 0 $$;
CREATE OPERATOR = (LEFTARG = text, RIGHTARG = integer, FUNCTION = evil_equal);
CREATE OPERATOR ~~ (LEFTARG = text, RIGHTARG = integer, FUNCTION = evil_equal);

-- types and casts that sing
CREATE TYPE evil_type AS (a text);
CREATE FUNCTION evil_cast(text) RETURNS evil_type LANGUAGE sql VOLATILE AS
    $$ SELECT ROW(pg_catalog.nextval('public.canary_seq')::text)::public.evil_type $$;
CREATE CAST (text AS evil_type) WITH FUNCTION evil_cast(text);
CREATE FUNCTION evil_check(text) RETURNS boolean LANGUAGE sql VOLATILE AS
    $$ SELECT pg_catalog.nextval('public.canary_seq') > 0 $$;
CREATE DOMAIN evil_domain AS text CHECK (evil_check(VALUE));
CREATE TYPE evil_enum AS ENUM ('a', 'b');
