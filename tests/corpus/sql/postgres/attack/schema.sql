-- The database that hostile.sql and legitimate.sql are asked of. Values that must
-- never be seen hold the word CANARY; functions that must never run say EVIL RAN.

CREATE DOMAIN label AS text;
CREATE TABLE customers (
    id int PRIMARY KEY, name text NOT NULL, email text, card text, city text,
    joined date, vip boolean NOT NULL DEFAULT false, tags text[], profile jsonb
);
CREATE TYPE mood AS ENUM ('calm', 'happy', 'cross');
CREATE TABLE products (
    id int PRIMARY KEY, sku text UNIQUE, name text NOT NULL, price numeric(10, 2) NOT NULL,
    weight double precision, mood mood, picture bytea, sizes int[], "Group" text, "count" int,
    labels label[]
);
CREATE TABLE orders (
    id int PRIMARY KEY, customer_id int REFERENCES customers, status text NOT NULL,
    total numeric(12, 2) NOT NULL, placed_at timestamptz NOT NULL, note text
);
CREATE TABLE order_items (
    order_id int REFERENCES orders, line int, product_id int REFERENCES products,
    quantity int NOT NULL, price numeric(10, 2) NOT NULL, PRIMARY KEY (order_id, line)
);
CREATE VIEW order_totals AS SELECT status, count(*) AS n, sum(total) AS total FROM orders GROUP BY 1;
CREATE TABLE "Weird Table" ("Id" int, "sel ect" text, "quo""te" text, "Käse" text);

INSERT INTO customers VALUES
    (1, 'Ravi', 'ravi-CANARY@example.com', '4111-CANARY', 'Pune', '2025-01-05', true, '{new,loyal}', '{"age": 31, "langs": ["en", "hi"]}'),
    (2, 'Meera', 'meera-CANARY@example.org', '4222-CANARY', 'Delhi', '2025-02-11', false, '{}', '{"age": 28, "langs": []}'),
    (3, 'Ana', 'ana-CANARY@example.net', '4333-CANARY', 'Porto', '2025-03-20', false, NULL, NULL),
    (4, 'Nobody', NULL, NULL, NULL, NULL, false, '{quiet}', '{"langs": ["pt"]}');
INSERT INTO products
    SELECT i, 'SKU-' || i, 'Product ' || i, i * 1.25, i / 3.0, (ARRAY['calm', 'happy', 'cross']::mood[])[1 + i % 3],
           decode('00ff', 'hex'), ARRAY[i, i + 1], 'g' || i % 2, i * 10, '{a}'
    FROM generate_series(1, 12) i;
INSERT INTO orders
    SELECT i, 1 + i % 3, (ARRAY['pending', 'shipped', 'refunded'])[1 + i % 3], i * 10.5,
           '2026-01-01 08:00+00'::timestamptz + i * interval '7 hours', CASE WHEN i % 5 = 0 THEN 'gift' END
    FROM generate_series(1, 120) i;
INSERT INTO order_items
    SELECT o, l, 1 + (o * l) % 12, l, 1.25 * l FROM generate_series(1, 120) o, generate_series(1, 2) l;
INSERT INTO "Weird Table" VALUES (1, 'a', 'b', 'c');

-- what nobody may see or touch
CREATE TABLE vault (id int, secret text);
INSERT INTO vault VALUES (1, 'vault-CANARY-one'), (2, 'vault-CANARY-two');
CREATE TABLE canary (id int PRIMARY KEY, note text);
INSERT INTO canary SELECT i, md5(i::text) FROM generate_series(1, 50) i;
CREATE SEQUENCE canary_seq START 100;
CREATE SCHEMA hidden;
CREATE TABLE hidden.customers (id int, secret text);
INSERT INTO hidden.customers VALUES (1, 'hidden-CANARY');
CREATE TABLE customers_old () INHERITS (customers);
INSERT INTO customers_old (id, name, email, card) VALUES (5, 'Old', 'old-CANARY@example.com', '4555-CANARY');
CREATE VIEW vault_view AS SELECT * FROM vault;
CREATE MATERIALIZED VIEW vault_copy AS SELECT * FROM vault;
SELECT lo_from_bytea(424242, 'large-CANARY'::bytea);

-- what must never run
CREATE FUNCTION evil(what text) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
BEGIN
    PERFORM pg_catalog.pg_advisory_lock(4711);
    RAISE EXCEPTION 'EVIL % %', 'RAN', what;
END $$;
CREATE FUNCTION evil_writes() RETURNS int LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
BEGIN
    INSERT INTO public.canary VALUES (666, 'written');
    RETURN 1;
EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION 'EVIL % writes', 'RAN';
END $$;
CREATE FUNCTION evil_immutable(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('immutable'); END $$;
CREATE FUNCTION evil_reads() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN RETURN (SELECT string_agg(secret, ',') FROM public.vault); END $$;
CREATE FUNCTION evil_rows() RETURNS SETOF vault LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT * FROM public.vault';
CREATE FUNCTION evil_of(customers) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('of'); END $$;
CREATE FUNCTION shout(orders) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('shout'); END $$;
CREATE FUNCTION lower(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('lower'); END $$;
CREATE FUNCTION lower(int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('lower int'); END $$;
CREATE FUNCTION upper(boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('upper'); END $$;
CREATE FUNCTION count(text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('count'); RETURN 1; END $$;
CREATE FUNCTION abs(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('abs'); END $$;
CREATE FUNCTION evil_step(state text, value text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('aggregate'); END $$;
CREATE AGGREGATE evil_agg(text) (SFUNC = evil_step, STYPE = text);
CREATE FUNCTION evil_op(text, text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('operator'); RETURN true; END $$;
CREATE OPERATOR public.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = evil_op);
CREATE OPERATOR public.+ (LEFTARG = text, RIGHTARG = text, FUNCTION = evil_op);
CREATE FUNCTION evil_eq(text, int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('equals'); RETURN true; END $$;
CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = int, FUNCTION = evil_eq);
CREATE FUNCTION evil_prefix(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('prefix'); END $$;
CREATE OPERATOR public.!! (RIGHTARG = text, FUNCTION = evil_prefix);
CREATE OPERATOR public.@ (RIGHTARG = text, FUNCTION = evil_prefix);
CREATE FUNCTION evil_check(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('domain'); RETURN true; END $$;
-- the labels there are were checked by nothing yet
ALTER DOMAIN label ADD CONSTRAINT evil CHECK (evil_check(VALUE)) NOT VALID;
CREATE DOMAIN evil_domain AS text CHECK (evil_check(VALUE));
CREATE DOMAIN public.date AS text CHECK (evil_check(VALUE));
CREATE DOMAIN public.int4 AS text CHECK (evil_check(VALUE));
CREATE TYPE evil_type AS (a int, b text);
CREATE FUNCTION evil_cast(int) RETURNS evil_type LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('cast'); END $$;
CREATE CAST (int AS evil_type) WITH FUNCTION evil_cast(int);
CREATE TYPE "evil""type" AS ENUM ('a');
CREATE FUNCTION evil_cast_text(text) RETURNS "evil""type" LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('text cast'); END $$;
CREATE CAST (text AS "evil""type") WITH FUNCTION evil_cast_text(text);
CREATE FUNCTION evil_json(mood) RETURNS json LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('json cast'); END $$;
CREATE CAST (mood AS json) WITH FUNCTION evil_json(mood);
CREATE FUNCTION evil_number(mood) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('implicit cast'); END $$;
CREATE CAST (mood AS int) WITH FUNCTION evil_number(mood) AS IMPLICIT;
CREATE FUNCTION evil_text(orders) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('row cast'); END $$;
CREATE CAST (orders AS text) WITH FUNCTION evil_text(orders) AS ASSIGNMENT;
CREATE VIEW evil_view AS SELECT public.evil('view') AS x;
CREATE COLLATION public.evil_collation (LOCALE = 'C');
CREATE TABLE protected (id int, secret text);
INSERT INTO protected VALUES (1, 'protected-CANARY');
CREATE VIEW allowed_fence AS SELECT id, name FROM customers WHERE vip;
ANALYZE;

-- Enums that bring no code of their own, but their arrays and their order do.
CREATE TYPE phase AS ENUM ('first', 'last');
CREATE FUNCTION evil_phases(phase[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.evil('array cast'); END $$;
CREATE CAST (phase[] AS text) WITH FUNCTION evil_phases(phase[]) AS IMPLICIT;
CREATE TYPE grade AS ENUM ('low', 'high');
CREATE FUNCTION evil_order(grade, grade) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('operator class'); RETURN 0; END $$;
CREATE FUNCTION evil_less(grade, grade) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil('less'); RETURN true; END $$;
CREATE OPERATOR public.<| (LEFTARG = grade, RIGHTARG = grade, FUNCTION = evil_less);
CREATE OPERATOR public.=| (LEFTARG = grade, RIGHTARG = grade, FUNCTION = evil_less);
CREATE OPERATOR CLASS evil_grades DEFAULT FOR TYPE grade USING btree AS
    OPERATOR 1 public.<|, OPERATOR 3 public.=|, FUNCTION 1 evil_order(grade, grade);
CREATE TABLE steps (id int, phase phase, grade grade);
INSERT INTO steps VALUES (1, 'first', 'high'), (2, 'last', 'low'), (3, 'first', 'low');
