-- Statements that must have no effect and show nothing hidden. A statement starts
-- after its name and ends before the next; ␀ is a NUL character, {{N*text}} is
-- text N times over, @DIR@ a directory that the server may write.
-- The database they are asked of is made by schema.sql.

-- name: write 1
INSERT INTO canary VALUES (7000, 'x')

-- name: write 2
UPDATE canary SET note = 'x'

-- name: write 3
DELETE FROM canary

-- name: write 4
TRUNCATE canary

-- name: write 5
MERGE INTO canary USING orders ON false WHEN NOT MATCHED THEN INSERT VALUES (orders.id + 5000, 'x')

-- name: write 6
INSERT INTO orders SELECT * FROM orders RETURNING *

-- name: write 7
WITH x AS (DELETE FROM canary RETURNING *) SELECT * FROM x

-- name: write 8
WITH x AS (INSERT INTO canary VALUES (7001, 'x') RETURNING id) SELECT id FROM x

-- name: write 9
WITH x AS (UPDATE canary SET note = 'x' RETURNING id) SELECT count(*) FROM x

-- name: write 10
WITH x AS (SELECT 1) DELETE FROM canary

-- name: write 11
WITH x AS (SELECT 1) INSERT INTO canary SELECT 7002, 'x' FROM x

-- name: write 12
SELECT * FROM orders WHERE id IN (WITH d AS (DELETE FROM canary RETURNING id) SELECT id FROM d)

-- name: write 13
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3), d AS (DELETE FROM canary) SELECT * FROM r

-- name: write 14
WITH a AS (WITH b AS (DELETE FROM canary RETURNING id) SELECT * FROM b) SELECT * FROM a

-- name: write 15
SELECT * FROM (DELETE FROM canary RETURNING id) AS x

-- name: write 16
(WITH x AS (DELETE FROM canary RETURNING id) SELECT id FROM x) UNION ALL SELECT 1

-- name: write 17
TABLE canary; DELETE FROM canary

-- name: write 18
VALUES (1); DELETE FROM canary

-- name: write 19
/* SELECT */ DELETE FROM canary

-- name: write 20
-- SELECT 1
DELETE FROM canary

-- name: write 21
SELECT 1 -- x
; DELETE FROM canary

-- name: write 22
SELECT 1 /* /* */; DELETE FROM canary -- */ */

-- name: write 23
SELECT '\'; DELETE FROM canary; --'

-- name: write 24
SELECT $$a$$; DELETE FROM canary; SELECT $$b$$

-- name: write 25
SELECT E'\\'; DELETE FROM canary; --'

-- name: write 26
SELECT U&'\0027; DELETE FROM canary; --'

-- name: write 27
;;; ; DELETE FROM canary

-- name: write 28
SELECT 1;;DELETE FROM canary;

-- name: write 29
COMMIT; DELETE FROM canary

-- name: write 30
ROLLBACK; BEGIN; DELETE FROM canary; COMMIT

-- name: write 31
END; DROP TABLE canary; BEGIN

-- name: into 1
SELECT * INTO pwned FROM orders

-- name: into 2
SELECT id INTO TEMP pwned FROM orders

-- name: into 3
SELECT id INTO UNLOGGED TABLE pwned FROM orders

-- name: into 4
SELECT 1 AS a INTO TABLE pwned

-- name: into 5
(SELECT 1 AS a INTO pwned)

-- name: into 6
WITH x AS (SELECT 1 AS a) SELECT a INTO pwned FROM x

-- name: into 7
SELECT 1 AS a INTO pwned UNION SELECT 2

-- name: into 8
SELECT * INTO STRICT pwned FROM orders

-- name: into 9
CREATE TABLE pwned AS SELECT * FROM orders

-- name: into 10
CREATE TEMP TABLE pwned (x int)

-- name: into 11
CREATE MATERIALIZED VIEW pwned AS SELECT 1

-- name: into 12
CREATE OR REPLACE VIEW order_totals AS SELECT * FROM vault

-- name: into 13
CREATE TEMP VIEW orders AS SELECT secret FROM vault

-- name: into 14
CREATE FUNCTION pwned() RETURNS int LANGUAGE sql AS 'SELECT 1'

-- name: into 15
CREATE OR REPLACE FUNCTION pg_temp.lower(text) RETURNS text LANGUAGE sql AS 'SELECT secret FROM vault'

-- name: into 16
CREATE INDEX pwned ON orders (evil_immutable(status))

-- name: into 17
CREATE RULE pwned AS ON INSERT TO orders DO ALSO DELETE FROM canary

-- name: into 18
CREATE TRIGGER pwned AFTER INSERT ON orders EXECUTE FUNCTION evil()

-- name: into 19
CREATE EXTENSION dblink

-- name: into 20
CREATE SCHEMA pwned CREATE TABLE t (x int)

-- name: into 21
CREATE ROLE pwned SUPERUSER

-- name: into 22
ALTER TABLE orders DISABLE ROW LEVEL SECURITY

-- name: into 23
ALTER ROLE postgres SET search_path = pwned

-- name: into 24
ALTER SYSTEM SET archive_command = 'true'

-- name: into 25
DROP TABLE canary

-- name: into 26
DROP OWNED BY postgres

-- name: into 27
GRANT ALL ON vault TO PUBLIC

-- name: into 28
REVOKE ALL ON orders FROM PUBLIC

-- name: into 29
COMMENT ON TABLE canary IS 'pwned'

-- name: into 30
SECURITY LABEL ON TABLE canary IS 'x'

-- name: into 31
REFRESH MATERIALIZED VIEW vault_copy

-- name: into 32
VACUUM canary

-- name: into 33
ANALYZE canary

-- name: into 34
REINDEX TABLE canary

-- name: into 35
CLUSTER canary

-- name: into 36
CHECKPOINT

-- name: into 37
DO $$ BEGIN DELETE FROM canary; END $$

-- name: into 38
CALL evil('call')

-- name: explain 1
EXPLAIN ANALYZE DELETE FROM canary

-- name: explain 2
EXPLAIN ANALYZE SELECT evil('explain')

-- name: explain 3
EXPLAIN (ANALYZE) CREATE TABLE pwned AS SELECT 1

-- name: explain 4
EXPLAIN (ANALYZE true) SELECT 1 INTO pwned

-- name: explain 5
EXPLAIN (ANALYZE, FORMAT JSON) CREATE MATERIALIZED VIEW pwned AS SELECT 1

-- name: explain 6
EXPLAIN (VERBOSE, ANALYZE 1) INSERT INTO canary VALUES (7003, 'x')

-- name: explain 7
EXPLAIN VERBOSE SELECT evil_immutable('x')

-- name: explain 8
EXPLAIN SELECT evil_immutable('x')

-- name: explain 9
EXPLAIN SELECT * FROM orders WHERE status = evil_immutable('x')

-- name: explain 10
EXPLAIN (SETTINGS, GENERIC_PLAN) SELECT evil_immutable('x')

-- name: explain 11
EXPLAIN EXECUTE pwned

-- name: explain 12
EXPLAIN DECLARE c CURSOR FOR SELECT evil('x')

-- name: explain 13
EXPLAIN ANALYZE EXECUTE pwned

-- name: explain 14
EXPLAIN EXPLAIN ANALYZE DELETE FROM canary

-- name: explain 15
EXPLAIN (FORMAT JSON) DELETE FROM canary

-- name: explain 16
EXPLAIN (ANALYZE off, ANALYZE on) SELECT evil_writes()

-- name: explain 17
EXPLAIN ("analyze") SELECT evil_writes()

-- name: explain 18
EXPLAIN (WAL, ANALYZE) SELECT evil_writes()

-- name: explain 19
EXPLAIN SELECT * FROM vault WHERE secret = 'x'

-- name: explain 20
EXPLAIN VERBOSE SELECT card FROM customers

-- name: explain 21
EXPLAIN ANALYZE VERBOSE (SELECT * INTO pwned FROM orders)

-- name: explain 22
EXPLAIN SELECT 1; DELETE FROM canary

-- name: function 1
SELECT evil('x')

-- name: function 2
SELECT public.evil('x')

-- name: function 3
SELECT "evil"('x')

-- name: function 4
SELECT "public"."evil"('x')

-- name: function 5
SELECT U&"\0065vil"('x')

-- name: function 6
SELECT U&"!0065vil" UESCAPE '!' ('x')

-- name: function 7
SELECT EVIL('x')

-- name: function 8
SELECT evil /**/ ('x')

-- name: function 9
SELECT attack.public.evil('x')

-- name: function 10
SELECT pg_temp.evil('x')

-- name: function 11
SELECT * FROM evil('x')

-- name: function 12
SELECT * FROM evil_rows()

-- name: function 13
SELECT (evil_rows()).secret

-- name: function 14
SELECT * FROM ROWS FROM (evil_rows(), generate_series(1, 2)) AS t

-- name: function 15
SELECT * FROM orders, LATERAL evil(orders.status)

-- name: function 16
SELECT * FROM orders TABLESAMPLE evil (1)

-- name: function 17
SELECT evil_writes()

-- name: function 18
SELECT evil_immutable('x')

-- name: function 19
SELECT evil_reads()

-- name: function 20
SELECT CASE WHEN true THEN evil('x') END

-- name: function 21
SELECT COALESCE(NULL, evil('x'))

-- name: function 22
SELECT count(*) FROM orders HAVING evil('x') IS NULL

-- name: function 23
SELECT 1 FROM orders ORDER BY evil(status)

-- name: function 24
SELECT 1 FROM orders GROUP BY evil(status)

-- name: function 25
SELECT sum(id) OVER (PARTITION BY evil(status)) FROM orders

-- name: function 26
SELECT sum(id) OVER w FROM orders WINDOW w AS (ORDER BY evil_immutable(status))

-- name: function 27
SELECT sum(id) OVER (ORDER BY id ROWS evil_writes() PRECEDING) FROM orders

-- name: function 28
SELECT count(*) FILTER (WHERE evil('x') = 'x') FROM orders

-- name: function 29
SELECT string_agg(status, ',' ORDER BY evil(status)) FROM orders

-- name: function 30
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY evil_writes()) FROM orders

-- name: function 31
SELECT evil_agg(status) FROM orders

-- name: function 32
SELECT evil_agg(DISTINCT status ORDER BY status) FROM orders

-- name: function 33
SELECT evil_agg(status) OVER () FROM orders

-- name: function 34
SELECT evil_agg(VARIADIC ARRAY['x'])

-- name: function 35
SELECT evil(what => 'x')

-- name: function 36
SELECT evil(VARIADIC ARRAY['x'])

-- name: function 37
SELECT 1 LIMIT evil_writes()

-- name: function 38
SELECT 1 OFFSET evil_writes()

-- name: function 39
SELECT 1 FETCH FIRST (evil_writes()) ROWS ONLY

-- name: function 40
VALUES (evil('x'))

-- name: function 41
SELECT ARRAY[evil('x')]

-- name: function 42
SELECT ARRAY(SELECT evil('x'))

-- name: function 43
SELECT (ARRAY[1, 2])[evil_writes()]

-- name: function 44
SELECT ROW(evil('x'))

-- name: function 45
SELECT DISTINCT ON (evil(status)) id FROM orders

-- name: function 46
SELECT * FROM orders JOIN customers ON evil('x') = 'x'

-- name: function 47
SELECT * FROM orders WHERE id BETWEEN evil_writes() AND 9

-- name: function 48
SELECT * FROM orders WHERE status LIKE 'x' ESCAPE evil('x')

-- name: function 49
SELECT extract(year FROM evil('x')::timestamp)

-- name: function 50
SELECT overlay('abc' PLACING evil('x') FROM 1)

-- name: function 51
SELECT trim(BOTH evil('x') FROM 'x')

-- name: function 52
SELECT position(evil('x') IN 'x')

-- name: function 53
SELECT substring('abc' FROM evil_writes())

-- name: function 54
SELECT xmlelement(name x, evil('x'))

-- name: function 55
SELECT now() AT TIME ZONE evil('x')

-- name: function 56
SELECT GREATEST(evil('x'), 'a')

-- name: function 57
SELECT JSON_OBJECT('a': evil('x'))

-- name: function 58
SELECT * FROM JSON_TABLE(evil('x'), '$' COLUMNS (a int PATH '$'))

-- name: function 59
SELECT * FROM XMLTABLE('/' PASSING evil('x')::xml COLUMNS a int)

-- name: function 60
SELECT 'x' COLLATE public.evil_collation

-- name: overload 1
SELECT lower(1)

-- name: overload 2
SELECT public.lower('x')

-- name: overload 3
SELECT "public"."lower"('X')

-- name: overload 4
SELECT "lower"(1)

-- name: overload 5
SELECT lower(id) FROM orders

-- name: overload 6
SELECT upper(true)

-- name: overload 7
SELECT upper(vip) FROM customers

-- name: overload 8
SELECT public.count('x')

-- name: overload 9
SELECT count('x'::text) OVER ()  FROM public.count('x')

-- name: overload 10
SELECT abs('x'::text)

-- name: overload 11
SELECT public.abs('x')

-- name: overload 12
SELECT abs(status) FROM orders

-- name: overload 13
SELECT lower(VARIADIC ARRAY[1])

-- name: overload 14
SELECT * FROM lower(1)

-- name: overload 15
SELECT * FROM public.lower('x') WITH ORDINALITY

-- name: overload 16
SELECT * FROM public . lower ( 'x' )

-- name: overload 17
SELECT "PG_CATALOG".lower('x'), public.lower('x')

-- name: functional notation 1
SELECT customers.evil_of FROM customers

-- name: functional notation 2
SELECT c.evil_of FROM customers c

-- name: functional notation 3
SELECT (c).evil_of FROM customers c

-- name: functional notation 4
SELECT (c.*).evil_of FROM customers c

-- name: functional notation 5
SELECT evil_of(c) FROM customers c

-- name: functional notation 6
SELECT evil_of(customers) FROM customers

-- name: functional notation 7
SELECT (customers).evil_of FROM public.customers

-- name: functional notation 8
SELECT id FROM customers WHERE evil_of IS NULL

-- name: functional notation 9
SELECT customers."evil_of" FROM customers

-- name: functional notation 10
SELECT public.customers.evil_of FROM customers

-- name: functional notation 11
SELECT o.shout FROM orders o

-- name: functional notation 12
SELECT orders.shout FROM orders ORDER BY orders.shout

-- name: functional notation 13
SELECT x.shout FROM (SELECT o FROM orders o) AS t(x)

-- name: functional notation 14
SELECT (x.o).shout FROM (SELECT o FROM orders o) AS x

-- name: functional notation 15
SELECT (SELECT o.shout) FROM orders o

-- name: functional notation 16
SELECT ((SELECT o FROM orders o LIMIT 1)).shout

-- name: functional notation 17
SELECT (array_agg(o))[1].shout FROM orders o

-- name: functional notation 18
SELECT ((array_agg(o))[1]).shout FROM orders o

-- name: functional notation 19
SELECT max(o.shout) FROM orders o

-- name: functional notation 20
WITH w AS (SELECT o AS r FROM orders o) SELECT (r).shout FROM w

-- name: functional notation 21
WITH orders AS (SELECT * FROM orders) SELECT orders.shout FROM orders

-- name: functional notation 22
SELECT o.text FROM orders o

-- name: functional notation 23
SELECT (o).text FROM orders o

-- name: functional notation 24
SELECT text(o) FROM orders o

-- name: functional notation 25
SELECT "text"(o) FROM orders o

-- name: functional notation 26
SELECT 'x'.evil

-- name: functional notation 27
SELECT ('x'::text).evil_immutable

-- name: functional notation 28
SELECT (status).evil_immutable FROM orders

-- name: functional notation 29
SELECT (orders.status).evil FROM orders

-- name: functional notation 30
SELECT "orders"."status"."evil" FROM orders

-- name: functional notation 31
SELECT (status).lower FROM orders

-- name: functional notation 32
SELECT (id).lower FROM orders

-- name: functional notation 33
SELECT id.evil_type FROM orders

-- name: functional notation 34
SELECT (id).evil_type FROM orders

-- name: functional notation 35
SELECT o.* FROM orders o ORDER BY (o).shout

-- name: functional notation 36
SELECT 1 FROM orders o NATURAL JOIN orders p WHERE p.shout = 'x'

-- name: functional notation 37
SELECT (VALUES (o.shout)) FROM orders o

-- name: operator 1
SELECT 'a' === 'b'

-- name: operator 2
SELECT 'a'::text OPERATOR(public.===) 'b'::text

-- name: operator 3
SELECT 'a' OPERATOR("public".===) 'b'

-- name: operator 4
SELECT 'a'::text OPERATOR(public.+) 'b'::text

-- name: operator 5
SELECT 'a'::text + 'b'::text

-- name: operator 6
SELECT status + status FROM orders

-- name: operator 7
SELECT status = 1 FROM orders

-- name: operator 8
SELECT 'a'::text = 1

-- name: operator 9
SELECT status IN (1, 2) FROM orders

-- name: operator 10
SELECT status = ANY (ARRAY[1, 2]) FROM orders

-- name: operator 11
SELECT CASE status WHEN 1 THEN 'x' END FROM orders

-- name: operator 12
SELECT status IS DISTINCT FROM 1 FROM orders

-- name: operator 13
SELECT NULLIF(status, 1) FROM orders

-- name: operator 14
SELECT !! 'x'

-- name: operator 15
SELECT @ 'x'::text

-- name: operator 16
SELECT @ status FROM orders

-- name: operator 17
SELECT OPERATOR(public.!!) 'x'::text

-- name: operator 18
SELECT 'a' === ANY (ARRAY['a'])

-- name: operator 19
SELECT 'a' OPERATOR(public.===) ANY (SELECT status FROM orders)

-- name: operator 20
SELECT id FROM orders ORDER BY status USING OPERATOR(public.===)

-- name: operator 21
SELECT id FROM orders ORDER BY status USING ===

-- name: operator 22
SELECT (status, id) = (1, 2) FROM orders

-- name: operator 23
SELECT * FROM orders JOIN customers ON orders.status = customers.id

-- name: operator 24
SELECT * FROM (SELECT status AS k FROM orders) a JOIN (SELECT id AS k FROM customers) b USING (k)

-- name: operator 25
SELECT * FROM (SELECT status AS k FROM orders) a NATURAL JOIN (SELECT id AS k FROM customers) b

-- name: operator 26
SELECT 'x' BETWEEN SYMMETRIC 1 AND status FROM orders

-- name: operator 27
SELECT status NOT IN (SELECT id FROM customers) FROM orders

-- name: cast 1
SELECT 1::evil_type

-- name: cast 2
SELECT CAST(1 AS public.evil_type)

-- name: cast 3
SELECT 1::public.evil_type

-- name: cast 4
SELECT evil_type(1)

-- name: cast 5
SELECT evil_type '(1,x)'

-- name: cast 6
SELECT 'x'::evil_domain

-- name: cast 7
SELECT 'x'::public."evil_domain"

-- name: cast 8
SELECT evil_domain 'x'

-- name: cast 9
SELECT public.evil_domain 'x'

-- name: cast 10
SELECT CAST(status AS evil_domain) FROM orders

-- name: cast 11
SELECT ARRAY['x']::evil_domain[]

-- name: cast 12
SELECT 'x'::public.date

-- name: cast 13
SELECT 'x'::public.int4

-- name: cast 14
SELECT public.int4 'x'

-- name: cast 15
SELECT public.date 'x'

-- name: cast 16
SELECT 'x'::"public"."int4"

-- name: cast 17
SELECT 'a'::text::"evil""type"

-- name: cast 18
SELECT 'a'::text::public."evil""type"

-- name: cast 19
SELECT CAST('x' AS U&"evil\005fdomain")

-- name: cast 20
SELECT 'x'::customers.email%TYPE

-- name: cast 21
SELECT (o)::text FROM orders o

-- name: cast 22
SELECT o::text FROM orders o

-- name: cast 23
SELECT CAST(o AS text) FROM orders o

-- name: cast 24
SELECT CAST(orders AS text) FROM orders

-- name: cast 25
SELECT CAST(orders.* AS text) FROM orders

-- name: cast 26
SELECT o::vault FROM customers o

-- name: cast 27
SELECT ROW(1, 'x')::vault

-- name: cast 28
SELECT NULL::vault

-- name: cast 29
SELECT (NULL::vault).secret

-- name: cast 30
SELECT NULL::customers

-- name: cast 31
SELECT '(1,x,y,z,,,,,)'::customers

-- name: cast 32
SELECT json_populate_record(NULL::vault, '{"id": 1}')

-- name: cast 33
SELECT * FROM jsonb_populate_recordset(NULL::evil_type, '[{"a": 1}]')

-- name: cast 34
SELECT * FROM jsonb_to_record('{"a": "x"}') AS t(a evil_domain)

-- name: cast 35
SELECT * FROM json_to_recordset('[{"a": "x"}]') AS t(a public.evil_domain)

-- name: cast 36
SELECT * FROM jsonb_to_record('{"a": "x"}') AS t(a "evil_domain")

-- name: cast 37
SELECT 'evil'::regproc::text

-- name: cast 38
SELECT 'vault'::regclass::oid

-- name: cast 39
SELECT to_regclass('vault')

-- name: cast 40
SELECT 16384::regtype::text

-- name: cast 41
SELECT 'postgres'::regrole

-- name: cast 42
SELECT '1'::pg_lsn, 'x'::xml, 'vault'::regclass

-- name: cast 43
SELECT pg_catalog.text 'x', public.evil_domain('x')

-- name: cast 44
SELECT name 'customers', 'x'::"char", 'x'::cstring

-- name: cast 45
SELECT lower('x'::evil_domain)

-- name: cast 46
SELECT mood + 1 FROM products

-- name: cast 47
SELECT abs(mood) FROM products

-- name: cast 48
SELECT sum(mood) FROM products

-- name: cast 49
SELECT mood::int FROM products

-- name: cast 50
SELECT mood * 1.5 FROM products

-- name: cast 51
SELECT generate_series(1, mood) FROM products

-- name: cast 52
SELECT 1 FROM products WHERE mood = 1

-- name: cast 53
SELECT repeat('x', mood) FROM products

-- name: cast 54
SELECT round(price, mood) FROM products

-- name: cast 55
SELECT left(name, mood) FROM products

-- name: cast 56
SELECT make_date(2026, mood, 1) FROM products

-- name: cast 57
SELECT lag(name, mood) OVER (ORDER BY id) FROM products

-- name: cast 58
SELECT ntile(mood) OVER () FROM products

-- name: cast 59
SELECT sizes[mood] FROM products

-- name: cast 60
SELECT name FROM products LIMIT (SELECT mood FROM products LIMIT 1)

-- name: cast 61
SELECT COALESCE(mood, 1) FROM products

-- name: cast 62
SELECT CASE WHEN true THEN mood ELSE 1 END FROM products

-- name: cast 63
SELECT mood FROM products UNION SELECT 1

-- name: cast 64
SELECT ARRAY[mood, 1] FROM products

-- name: cast 65
SELECT GREATEST(mood, 2) FROM products

-- name: cast 66
SELECT VALUES.column1 FROM (VALUES (1), ((SELECT mood FROM products LIMIT 1))) AS VALUES

-- name: cast 67
SELECT mood IN (1, 2) FROM products

-- name: cast 68
SELECT p.id FROM products p JOIN customers c ON c.id = p.mood

-- name: cast 69
SELECT to_json(mood) FROM products

-- name: cast 70
SELECT row_to_json(p) FROM products p

-- name: cast 71
SELECT to_jsonb(p) FROM products p

-- name: cast 72
SELECT to_jsonb(mood) FROM products

-- name: cast 73
SELECT json_agg(mood) FROM products

-- name: cast 74
SELECT jsonb_agg(p) FROM products p

-- name: cast 75
SELECT json_build_object('m', mood) FROM products

-- name: cast 76
SELECT jsonb_build_array(mood) FROM products

-- name: cast 77
SELECT json_object_agg(id, mood) FROM products

-- name: cast 78
SELECT array_to_json(array_agg(mood)) FROM products

-- name: cast 79
SELECT array_agg(mood) FROM products

-- name: cast 80
SELECT to_json(array_agg(p)) FROM products p

-- name: cast 81
SELECT row_to_json(ROW(mood, 1)) FROM products

-- name: cast 82
SELECT row_to_json(x) FROM (SELECT mood FROM products) x

-- name: cast 83
SELECT jsonb_build_object('o', o) FROM orders o

-- name: cast 84
SELECT to_jsonb(o.*) FROM orders o

-- name: cast 85
SELECT concat(o) FROM orders o

-- name: cast 86
SELECT format('%s', o) FROM orders o

-- name: cast 87
SELECT string_agg(o::text, ',') FROM orders o

-- name: cast 88
SELECT o || '' FROM orders o

-- name: cast 89
SELECT 'x' || o FROM orders o

-- name: hidden 1
SELECT * FROM vault

-- name: hidden 2
TABLE vault

-- name: hidden 3
SELECT secret FROM public.vault

-- name: hidden 4
SELECT * FROM "vault"

-- name: hidden 5
SELECT * FROM U&"v\0061ult"

-- name: hidden 6
SELECT * FROM ONLY vault

-- name: hidden 7
SELECT * FROM ONLY (vault)

-- name: hidden 8
SELECT * FROM vault *

-- name: hidden 9
SELECT * FROM VAULT

-- name: hidden 10
SELECT * FROM a1.public.vault

-- name: hidden 11
SELECT * FROM hidden.customers

-- name: hidden 12
SELECT * FROM hidden . "customers"

-- name: hidden 13
SELECT * FROM vault_view

-- name: hidden 14
SELECT * FROM vault_copy

-- name: hidden 15
SELECT * FROM customers_old

-- name: hidden 16
SELECT * FROM evil_view

-- name: hidden 17
SELECT (SELECT secret FROM vault LIMIT 1)

-- name: hidden 18
SELECT 1 WHERE EXISTS (SELECT 1 FROM vault WHERE secret LIKE 'v%')

-- name: hidden 19
SELECT * FROM orders UNION SELECT id, 1, secret, 1, now(), '' FROM vault

-- name: hidden 20
WITH vault AS (SELECT * FROM vault) SELECT * FROM vault

-- name: hidden 21
WITH vault AS (SELECT 1 AS a) SELECT * FROM vault UNION ALL SELECT id FROM public.vault

-- name: hidden 22
WITH x AS (SELECT * FROM vault), vault AS (SELECT 1 AS id, 'x' AS secret) SELECT * FROM x

-- name: hidden 23
WITH RECURSIVE vault AS (SELECT 1 AS id UNION ALL SELECT id FROM vault WHERE id < 3) SELECT * FROM public.vault

-- name: hidden 24
SELECT * FROM (WITH vault AS (SELECT 1) SELECT 1) AS x, vault

-- name: hidden 25
SELECT (WITH vault AS (SELECT 'a' AS secret) SELECT secret FROM vault), secret FROM vault

-- name: hidden 26
WITH a AS (WITH vault AS (SELECT 1) SELECT 2) SELECT * FROM vault

-- name: hidden 27
WITH a AS (SELECT * FROM b), b AS (SELECT * FROM vault) SELECT * FROM a

-- name: hidden 28
WITH customers AS (SELECT * FROM customers) SELECT card FROM customers

-- name: hidden 29
WITH customers(a, b, c, d) AS (SELECT id, name, city, card FROM customers) SELECT d FROM customers

-- name: hidden 30
WITH "Vault" AS (SELECT 1 AS x) SELECT * FROM vault

-- name: hidden 31
SELECT * FROM orders, vault

-- name: hidden 32
SELECT * FROM orders JOIN vault USING (id)

-- name: hidden 33
SELECT * FROM orders NATURAL JOIN vault

-- name: hidden 34
SELECT * FROM orders CROSS JOIN LATERAL (SELECT secret FROM vault) v

-- name: hidden 35
SELECT * FROM (VALUES (1)) v, LATERAL (TABLE vault) x

-- name: hidden 36
SELECT 1 FROM orders ORDER BY (SELECT secret FROM vault LIMIT 1)

-- name: hidden 37
SELECT 1 LIMIT (SELECT id FROM vault LIMIT 1)

-- name: hidden 38
SELECT query_to_xml('SELECT * FROM vault', true, false, '')

-- name: hidden 39
SELECT table_to_xml('vault', true, false, '')

-- name: hidden 40
SELECT database_to_xml(true, false, '')

-- name: hidden 41
SELECT cursor_to_xml('c', 1, true, false, '')

-- name: hidden 42
SELECT ts_stat('SELECT to_tsvector(secret) FROM vault')

-- name: hidden 43
SELECT * FROM ts_stat('SELECT to_tsvector(secret) FROM vault')

-- name: hidden 44
SELECT ts_rewrite('a'::tsquery, 'SELECT to_tsquery(secret), to_tsquery(secret) FROM vault')

-- name: hidden 45
SELECT * FROM crosstab('SELECT id, id, secret FROM vault') AS t(a int, b text)

-- name: hidden 46
SELECT * FROM protected

-- name: denied 1
SELECT card FROM customers

-- name: denied 2
SELECT c.card FROM customers c

-- name: denied 3
SELECT "card" FROM customers

-- name: denied 4
SELECT U&"c\0061rd" FROM customers

-- name: denied 5
SELECT CARD FROM customers

-- name: denied 6
SELECT customers.card FROM public.customers

-- name: denied 7
SELECT public.customers.card FROM public.customers

-- name: denied 8
SELECT (c).card FROM customers c

-- name: denied 9
SELECT (c.*).card FROM customers c

-- name: denied 10
SELECT (customers).card FROM customers

-- name: denied 11
SELECT * FROM customers

-- name: denied 12
SELECT c.* FROM customers c

-- name: denied 13
SELECT public.customers.* FROM customers

-- name: denied 14
SELECT customers FROM customers

-- name: denied 15
SELECT c FROM customers c

-- name: denied 16
SELECT c::text FROM customers c

-- name: denied 17
SELECT (c.*)::text FROM customers c

-- name: denied 18
SELECT ROW(c.*) FROM customers c

-- name: denied 19
SELECT ROW(c) FROM customers c

-- name: denied 20
SELECT (SELECT c) FROM customers c

-- name: denied 21
SELECT row_to_json(c) FROM customers c

-- name: denied 22
SELECT row_to_json(c.*) FROM customers c

-- name: denied 23
SELECT to_jsonb(customers) FROM customers

-- name: denied 24
SELECT to_jsonb(c) -> 'card' FROM customers c

-- name: denied 25
SELECT json_agg(c) FROM customers c

-- name: denied 26
SELECT array_agg(c) FROM customers c

-- name: denied 27
SELECT string_agg(c::text, '') FROM customers c

-- name: denied 28
SELECT max(card) FROM customers

-- name: denied 29
SELECT count(card) FROM customers

-- name: denied 30
SELECT min(c.card) OVER () FROM customers c

-- name: denied 31
SELECT concat(c) FROM customers c

-- name: denied 32
SELECT concat_ws(',', c.*) FROM customers c

-- name: denied 33
SELECT format('%s', c) FROM customers c

-- name: denied 34
SELECT jsonb_build_object('c', c) FROM customers c

-- name: denied 35
SELECT jsonb_each_text(to_jsonb(c)) FROM customers c

-- name: denied 36
SELECT x.d FROM customers AS x(a, b, c, d)

-- name: denied 37
SELECT d FROM customers AS x(a, b, c, d, e, f, g, h, i)

-- name: denied 38
SELECT x.c FROM customers x(a, b, c)

-- name: denied 39
SELECT * FROM customers AS x(a, b, c, d, e, f, g, h)

-- name: denied 40
SELECT id FROM customers ORDER BY card

-- name: denied 41
SELECT id FROM customers WHERE card LIKE '4111%'

-- name: denied 42
SELECT 'LE' || 'AK' FROM customers WHERE card LIKE '4111%'

-- name: denied 43
SELECT id FROM customers GROUP BY id, card

-- name: denied 44
SELECT DISTINCT ON (card) id FROM customers

-- name: denied 45
SELECT id FROM orders o JOIN customers c ON c.card = o.status

-- name: denied 46
SELECT * FROM customers JOIN customers c2 USING (card)

-- name: denied 47
SELECT * FROM (SELECT '4111-CAN' || 'ARY' AS card) x NATURAL JOIN customers

-- name: denied 48
SELECT 'LE' || 'AK' FROM (SELECT '4111-CAN' || 'ARY' AS card, 1 AS id) x JOIN customers USING (id, card)

-- name: denied 49
SELECT (SELECT card) FROM customers

-- name: denied 50
SELECT (SELECT card FROM orders LIMIT 1) FROM customers

-- name: denied 51
SELECT x.y FROM customers c, LATERAL (SELECT c.card AS y) x

-- name: denied 52
SELECT x.y FROM customers c, LATERAL (SELECT card AS y) x

-- name: denied 53
SELECT * FROM customers c, LATERAL (VALUES (c.card)) v

-- name: denied 54
SELECT unnest(ARRAY[c.card]) FROM customers c

-- name: denied 55
SELECT * FROM customers c, unnest(ARRAY[c.card]) u

-- name: denied 56
SELECT CASE WHEN c.card IS NULL THEN 1 END FROM customers c

-- name: denied 57
SELECT rank() OVER (ORDER BY card) FROM customers

-- name: denied 58
SELECT rank() OVER w FROM customers WINDOW w AS (PARTITION BY card)

-- name: denied 59
SELECT count(*) FILTER (WHERE card > '4') FROM customers

-- name: denied 60
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY card) FROM customers

-- name: denied 61
SELECT name FROM customers UNION SELECT card FROM customers

-- name: denied 62
SELECT * FROM customers EXCEPT SELECT * FROM customers WHERE false

-- name: denied 63
TABLE customers

-- name: denied 64
WITH c AS (TABLE customers) SELECT card FROM c

-- name: denied 65
WITH c AS (SELECT * FROM customers) SELECT c.card FROM c

-- name: denied 66
SELECT c.card FROM (SELECT * FROM customers) c

-- name: denied 67
SELECT c.card FROM (customers JOIN orders ON true) AS c

-- name: denied 68
SELECT j.card FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j

-- name: denied 69
SELECT * FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j(a, b, c, d, e)

-- name: denied 70
SELECT j FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j

-- name: denied 71
SELECT c.tableoid, c.ctid, c.xmin FROM customers c

-- name: denied 72
SELECT c.card COLLATE "C" FROM customers c

-- name: denied 73
SELECT card::int FROM customers

-- name: denied 74
SELECT 1 / (CASE WHEN card LIKE '4%' THEN 0 ELSE 1 END) FROM customers

-- name: denied 75
SELECT id FROM customers WHERE (customers).card > ''

-- name: denied 76
SELECT id FROM customers c WHERE c > ROW(1, 'Ravi', 'r', '41')

-- name: denied 77
SELECT id FROM customers c WHERE c = c

-- name: denied 78
SELECT id FROM customers c ORDER BY c

-- name: denied 79
SELECT id FROM customers ORDER BY customers

-- name: denied 80
SELECT c.name FROM customers c GROUP BY c.id, c

-- name: denied 81
SELECT DISTINCT c FROM customers c

-- name: denied 82
SELECT (c).* FROM customers c

-- name: denied 83
SELECT (x).* FROM (SELECT c AS x FROM customers c) s

-- name: denied 84
SELECT s.x FROM (SELECT c AS x FROM customers c) s

-- name: denied 85
SELECT pg_column_size(c.card) FROM customers c

-- name: denied 86
SELECT length(c::text) FROM customers c

-- name: denied 87
SELECT md5(c::text) FROM customers c

-- name: denied 88
SELECT hashtext(card) FROM customers

-- name: denied 89
SELECT c.card FROM orders c

-- name: denied 90
SELECT customers.card FROM customers c

-- name: denied 91
SELECT customers.card FROM orders AS customers, customers AS c

-- name: denied 92
SELECT id FROM customers FOR UPDATE

-- name: denied 93
SELECT id FROM customers TABLESAMPLE SYSTEM (100) REPEATABLE (1)

-- name: masked 1
SELECT email FROM customers

-- name: masked 2
SELECT upper(email) FROM customers

-- name: masked 3
SELECT reverse(email) FROM customers

-- name: masked 4
SELECT encode(email::bytea, 'hex') FROM customers

-- name: masked 5
SELECT encode(convert_to(email, 'UTF8'), 'base64') FROM customers

-- name: masked 6
SELECT replace(email, 'C', 'c') FROM customers

-- name: masked 7
SELECT translate(email, '-', '') FROM customers

-- name: masked 8
SELECT string_agg(email, ',') FROM customers

-- name: masked 9
SELECT min(email), max(email) FROM customers

-- name: masked 10
SELECT split_part(email, '@', 1) FROM customers

-- name: masked 11
SELECT regexp_replace(email, '@.*', '') FROM customers

-- name: masked 12
SELECT email::int FROM customers

-- name: masked 13
SELECT CAST(email AS numeric) FROM customers

-- name: masked 14
SELECT (email || '')::date FROM customers

-- name: masked 15
SELECT email::jsonb FROM customers

-- name: masked 16
SELECT email::uuid FROM customers

-- name: masked 17
SELECT to_number(email, '999') FROM customers

-- name: masked 18
SELECT 1 / length(split_part(email, 'CAN', 2)) FROM customers

-- name: masked 19
SELECT 'LE' || 'AK' FROM customers WHERE email LIKE '%CAN_RY%'

-- name: masked 20
SELECT 'LE' || 'AK' FROM customers WHERE length(email) > 20

-- name: masked 21
SELECT 'LE' || 'AK' FROM customers c WHERE c.email ~ 'CAN[A]RY'

-- name: masked 22
SELECT 'LE' || 'AK' FROM customers WHERE email > 'ravi'  AND email < 'ravj'

-- name: masked 23
SELECT 'LE' || 'AK' FROM customers GROUP BY email HAVING email LIKE '%-CAN%'

-- name: masked 24
SELECT 'LE' || 'AK' FROM customers a JOIN (SELECT 'ravi-CAN' || 'ARY@example.com' AS email) b USING (email)

-- name: masked 25
SELECT 'LE' || 'AK' FROM customers NATURAL JOIN (SELECT 'ravi-CAN' || 'ARY@example.com' AS email) b

-- name: masked 26
SELECT CASE WHEN position('CAN' IN email) > 0 THEN 'LE' || 'AK' END FROM customers

-- name: masked 27
SELECT 'LE' || 'AK' FROM (SELECT email e FROM customers OFFSET 0) x WHERE e LIKE '%CAN%'

-- name: masked 28
SELECT 'LE' || 'AK' FROM customers WHERE email IN (SELECT 'ravi-CAN' || 'ARY@example.com')

-- name: masked 29
SELECT 'LE' || 'AK' FROM customers WHERE (id, email) IN (SELECT 1, 'ravi-CAN' || 'ARY@example.com')

-- name: masked 30
SELECT 'LE' || 'AK' WHERE 'ravi-CAN' || 'ARY@example.com' = ANY (SELECT email FROM customers)

-- name: masked 31
SELECT 'LE' || 'AK' FROM customers c WHERE to_jsonb(c) ->> 'email' LIKE '%CAN%'

-- name: masked 32
SELECT 'LE' || 'AK' FROM customers c WHERE c::text LIKE '%CAN_RY%'

-- name: masked 33
SELECT c.email FROM customers c, LATERAL (SELECT c.email AS e) x WHERE x.e LIKE '%CAN%'

-- name: masked 34
SELECT e FROM customers AS c(a, b, e)

-- name: masked 35
SELECT c FROM customers AS c(a, b, c)

-- name: masked 36
SELECT DISTINCT email FROM customers ORDER BY 1

-- name: masked 37
SELECT email FROM customers UNION ALL SELECT name FROM customers

-- name: masked 38
SELECT (SELECT email) FROM customers

-- name: masked 39
SELECT (SELECT c.email FROM orders LIMIT 1) FROM customers c

-- name: masked 40
WITH x AS MATERIALIZED (SELECT * FROM customers) SELECT email FROM x

-- name: masked 41
WITH RECURSIVE r AS (SELECT id, email FROM customers WHERE id = 1 UNION ALL SELECT r.id + 1, c.email FROM r JOIN customers c ON c.id = r.id + 1) SELECT * FROM r

-- name: masked 42
SELECT jsonb_object_agg(id, email) FROM customers

-- name: masked 43
SELECT array_agg(email) FROM customers

-- name: masked 44
SELECT row_to_json(x) FROM (SELECT email FROM customers) x

-- name: masked 45
SELECT first_value(email) OVER (ORDER BY id) FROM customers

-- name: masked 46
SELECT lag(email) OVER (ORDER BY email) FROM customers

-- name: masked 47
SELECT email FROM customers ORDER BY customers.email

-- name: masked 48
SELECT id, rank() OVER (ORDER BY email) FROM customers

-- name: masked 49
SELECT get_byte(email::bytea, 4) FROM customers

-- name: masked 50
SELECT ascii(substr(email, 5, 1)) FROM customers

-- name: masked 51
SELECT to_tsvector('simple', email) FROM customers

-- name: masked 52
SELECT quote_literal(email), quote_ident(email) FROM customers

-- name: masked 53
SELECT email COLLATE "C" FROM customers

-- name: masked 54
SELECT a.email, b.email FROM customers a, customers b WHERE a.email = b.email

-- name: masked 55
SELECT email FROM (customers LEFT JOIN orders ON orders.customer_id = customers.id) AS j

-- name: masked 56
SELECT email FROM customers FULL JOIN (SELECT 1 AS id) x USING (id)

-- name: masked 57
SELECT x.email FROM ONLY customers x

-- name: masked 58
SELECT email FROM customers WHERE email IS NOT NULL ORDER BY length(email)

-- name: masked 59
SELECT email AS name, name AS email FROM customers ORDER BY email

-- name: masked 60
SELECT name AS email FROM customers GROUP BY email

-- name: masked 61
SELECT count(DISTINCT email) FROM customers

-- name: masked 62
SELECT mode() WITHIN GROUP (ORDER BY email) FROM customers

-- name: masked 63
SELECT unnest(string_to_array(email, NULL)) FROM customers

-- name: masked 64
SELECT jsonb_path_query(to_jsonb(email), '$') FROM customers

-- name: masked 65
SELECT convert_from(decode(encode(convert_to(email, 'UTF8'), 'hex'), 'hex'), 'UTF8') FROM customers

-- name: catalog 1
SELECT * FROM pg_catalog.pg_class

-- name: catalog 2
SELECT * FROM pg_class

-- name: catalog 3
SELECT rolpassword FROM pg_authid

-- name: catalog 4
SELECT * FROM pg_shadow

-- name: catalog 5
SELECT * FROM pg_user

-- name: catalog 6
SELECT query FROM pg_stat_activity

-- name: catalog 7
SELECT * FROM pg_stat_statements

-- name: catalog 8
SELECT most_common_vals FROM pg_stats

-- name: catalog 9
SELECT stavalues1 FROM pg_statistic

-- name: catalog 10
SELECT prosrc FROM pg_proc

-- name: catalog 11
SELECT * FROM information_schema.tables

-- name: catalog 12
SELECT * FROM information_schema.columns WHERE table_name = 'vault'

-- name: catalog 13
SELECT * FROM pg_settings

-- name: catalog 14
SELECT * FROM pg_file_settings

-- name: catalog 15
SELECT * FROM pg_hba_file_rules

-- name: catalog 16
SELECT * FROM pg_locks

-- name: catalog 17
SELECT * FROM pg_prepared_statements

-- name: catalog 18
SELECT * FROM pg_largeobject

-- name: catalog 19
SELECT * FROM pg_user_mappings

-- name: catalog 20
SELECT * FROM "pg_catalog"."pg_class"

-- name: catalog 21
SELECT * FROM U&"pg\005fclass"

-- name: catalog 22
SELECT * FROM pg_toast.pg_toast_1262

-- name: catalog 23
SELECT current_setting('data_directory')

-- name: catalog 24
SELECT current_user, session_user, user

-- name: catalog 25
SELECT current_database(), current_schema()

-- name: catalog 26
SELECT version()

-- name: catalog 27
SELECT pg_get_viewdef('vault_view')

-- name: catalog 28
SELECT pg_get_functiondef('evil'::regproc)

-- name: catalog 29
SELECT inet_server_addr(), inet_server_port()

-- name: catalog 30
SELECT pg_backend_pid()

-- name: catalog 31
SELECT txid_current()

-- name: catalog 32
SELECT pg_current_xact_id()

-- name: catalog 33
SELECT has_table_privilege('vault', 'SELECT')

-- name: catalog 34
SELECT obj_description(1, 'pg_class')

-- name: catalog 35
SELECT pg_relation_size('vault')

-- name: catalog 36
SELECT pg_total_relation_size('customers')

-- name: catalog 37
SHOW ALL

-- name: catalog 38
SHOW data_directory

-- name: catalog 39
SELECT * FROM pg_show_all_settings()

-- name: catalog 40
SELECT * FROM pg_stat_get_activity(NULL)

-- name: catalog 41
SELECT * FROM pg_cursors

-- name: catalog 42
SELECT pg_conf_load_time()

-- name: catalog 43
SELECT * FROM pg_ls_dir('.')

-- name: catalog 44
SELECT pg_read_file('PG_VERSION')

-- name: catalog 45
SELECT pg_read_binary_file('PG_VERSION')

-- name: catalog 46
SELECT pg_stat_file('PG_VERSION')

-- name: catalog 47
SELECT * FROM pg_ls_waldir()

-- name: catalog 48
SELECT pg_current_logfile()

-- name: session 1
SELECT set_config('transaction_read_only', 'off', false)

-- name: session 2
SELECT pg_catalog.set_config('search_path', 'public', false)

-- name: session 3
SELECT "set_config"('role', 'postgres', false)

-- name: session 4
SELECT set_config(name, 'x', false) FROM (VALUES ('application_name')) v(name)

-- name: session 5
SET search_path = public

-- name: session 6
SET SESSION AUTHORIZATION postgres

-- name: session 7
SET ROLE postgres

-- name: session 8
SET LOCAL transaction_read_only = off

-- name: session 9
SET TRANSACTION READ WRITE

-- name: session 10
RESET ALL

-- name: session 11
DISCARD ALL

-- name: session 12
BEGIN; SET TRANSACTION READ WRITE; DELETE FROM canary; COMMIT

-- name: session 13
START TRANSACTION READ WRITE

-- name: session 14
SAVEPOINT x

-- name: session 15
PREPARE TRANSACTION 'pwned'

-- name: session 16
COMMIT AND CHAIN

-- name: session 17
SELECT pg_advisory_lock(1)

-- name: session 18
SELECT pg_advisory_lock(id) FROM orders

-- name: session 19
SELECT pg_try_advisory_lock(2)

-- name: session 20
SELECT pg_advisory_xact_lock(3)

-- name: session 21
SELECT "pg_advisory_lock_shared"(4)

-- name: session 22
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE

-- name: session 23
PREPARE pwned AS SELECT 1

-- name: session 24
PREPARE pwned AS DELETE FROM canary; EXECUTE pwned

-- name: session 25
EXECUTE pwned

-- name: session 26
DEALLOCATE ALL

-- name: session 27
DECLARE pwned CURSOR WITH HOLD FOR SELECT 1

-- name: session 28
FETCH ALL FROM pwned

-- name: session 29
MOVE 1 FROM pwned

-- name: session 30
CLOSE ALL

-- name: session 31
LISTEN pwned

-- name: session 32
NOTIFY pwned, 'x'

-- name: session 33
SELECT pg_notify('pwned', 'x')

-- name: session 34
UNLISTEN *

-- name: session 35
LOAD 'auto_explain'

-- name: session 36
SELECT pg_sleep(30)

-- name: session 37
SELECT pg_sleep_for('30 seconds')

-- name: session 38
SELECT pg_terminate_backend(pid) FROM pg_stat_activity

-- name: session 39
SELECT pg_cancel_backend(1)

-- name: session 40
SELECT pg_reload_conf()

-- name: session 41
SELECT pg_rotate_logfile()

-- name: session 42
SELECT pg_switch_wal()

-- name: session 43
SELECT pg_create_restore_point('pwned')

-- name: session 44
SELECT pg_export_snapshot()

-- name: session 45
SELECT pg_stat_reset()

-- name: session 46
SELECT pg_log_backend_memory_contexts(1)

-- name: session 47
SELECT pg_create_physical_replication_slot('pwned')

-- name: session 48
SELECT pg_logical_emit_message(false, 'x', 'y')

-- name: session 49
SELECT nextval('canary_seq')

-- name: session 50
SELECT pg_catalog.nextval('canary_seq'::regclass)

-- name: session 51
SELECT setval('canary_seq', 9999)

-- name: session 52
SELECT currval('canary_seq'), lastval()

-- name: session 53
SELECT last_value FROM canary_seq

-- name: session 54
SELECT * FROM canary_seq

-- name: session 55
SELECT setseed(0.5)

-- name: session 56
SELECT id FROM orders FOR UPDATE

-- name: session 57
SELECT id FROM orders FOR NO KEY UPDATE SKIP LOCKED

-- name: session 58
SELECT id FROM orders FOR SHARE NOWAIT

-- name: session 59
SELECT id FROM orders FOR KEY SHARE OF orders

-- name: session 60
SELECT * FROM (SELECT id FROM orders FOR UPDATE) x

-- name: session 61
WITH x AS (SELECT id FROM orders FOR UPDATE) SELECT * FROM x

-- name: session 62
(SELECT id FROM orders FOR UPDATE) UNION ALL SELECT 1

-- name: session 63
SELECT gin_clean_pending_list('x'), brin_summarize_new_values('x')

-- name: session 64
SELECT pg_replication_origin_create('pwned')

-- name: session 65
SELECT pg_import_system_collations('pg_catalog')

-- name: session 66
SELECT binary_upgrade_set_next_pg_type_oid(1)

-- name: session 67
SELECT pg_extension_config_dump('vault', '')

-- name: file 1
COPY vault TO STDOUT

-- name: file 2
COPY vault TO '@DIR@/pwned'

-- name: file 3
COPY (SELECT * FROM vault) TO '@DIR@/pwned'

-- name: file 4
COPY (SELECT 1) TO PROGRAM 'touch @DIR@/pwned'

-- name: file 5
COPY canary FROM PROGRAM 'echo 1'

-- name: file 6
COPY canary FROM STDIN

-- name: file 7
SELECT 1; COPY vault TO '@DIR@/pwned'

-- name: file 8
SELECT lo_export(424242, '@DIR@/pwned')

-- name: file 9
SELECT lo_import('/etc/hostname')

-- name: file 10
SELECT lo_get(424242)

-- name: file 11
SELECT lo_create(1), lo_creat(-1)

-- name: file 12
SELECT lo_unlink(424242)

-- name: file 13
SELECT lo_put(424242, 0, 'x')

-- name: file 14
SELECT lo_from_bytea(0, 'pwned')

-- name: file 15
SELECT loread(lo_open(424242, 262144), 100)

-- name: file 16
SELECT lowrite(lo_open(424242, 131072), 'x')

-- name: file 17
SELECT lo_truncate(lo_open(424242, 131072), 0)

-- name: file 18
SELECT "lo_export"(424242::oid, '@DIR@/pwned')

-- name: file 19
SELECT * FROM pg_catalog.lo_export(424242, '@DIR@/pwned')

-- name: file 20
SELECT pg_file_write('@DIR@/pwned', 'x', false)

-- name: file 21
SELECT pg_catalog.pg_file_write('@DIR@/pwned', 'x', false)

-- name: file 22
SELECT * FROM dblink('dbname=postgres', 'DELETE FROM canary') AS t(a int)

-- name: file 23
SELECT dblink_exec('dbname=postgres', 'DELETE FROM canary')

-- name: file 24
SELECT dblink_connect('pwned', 'dbname=postgres')

-- name: file 25
SELECT public.dblink_send_query('pwned', 'DELETE FROM canary')

-- name: file 26
IMPORT FOREIGN SCHEMA public FROM SERVER x INTO public

-- name: text 1
SELECT 1␀; DELETE FROM canary

-- name: text 2
SELECT '␀'

-- name: text 3
SELECT "a␀b" FROM orders

-- name: text 4
SELECT chr(0)

-- name: text 5
SELECT E'\x00'

-- name: text 6
SELECT U&'\0000'

-- name: text 7
SELECT convert_from('\xff'::bytea, 'UTF8')

-- name: text 8
SELECT E'\xff'

-- name: text 9
SELECT E'\xc3'

-- name: text 10
SELECT E'\u0000'

-- name: text 11
SELECT E'\ud800'

-- name: text 12
SELECT U&'\d800'

-- name: text 13
SELECT U&'\+110000'

-- name: text 14
SELECT "{{300*a}}" FROM orders

-- name: text 15
SELECT 1 AS "{{70*a}}", 2 AS "{{70*a}}b"

-- name: text 16
SELECT x."{{63*a}}" FROM (SELECT 1 AS "{{64*a}}") x

-- name: text 17
WITH "{{64*a}}" AS (SELECT 1 AS x) SELECT * FROM "{{63*a}}"

-- name: text 18
SELECT ＊ FROM vault

-- name: text 19
SELECT * FROM vault

-- name: text 20
SELECT　1　FROM　vault

-- name: text 21
SELECT * FROM "VAULT"

-- name: text 22
SELECT * FROM "vault "

-- name: text 23
SELECT * FROM vaUlt

-- name: text 24
SELECT "KÄSE" FROM "Weird Table"

-- name: text 25
SELECT KÄSE FROM "Weird Table"

-- name: text 26
SELECT Käse, "Käse" FROM "Weird Table"

-- name: text 27
SELECT * FROM "Weird Table" WHERE "quo""te" = '; DELETE FROM canary; --'

-- name: text 28
SELECT "quo"te" FROM "Weird Table"

-- name: text 29
SELECT 1 AS "x""; DELETE FROM canary; --"

-- name: text 30
SELECT 'x' AS "$$; DELETE FROM canary; $$"

-- name: text 31
SELECT $a$ $b$ ; DELETE FROM canary $b$ $a$

-- name: text 32
SELECT $$'$$, '; DELETE FROM canary; --$$'

-- name: text 33
SELECT 'a' 'b'; DELETE FROM canary

-- name: text 34
SELECT 'a'
'b'; DELETE FROM canary

-- name: text 35
SELECT 'a' -- '
'; DELETE FROM canary; --'

-- name: text 36
SELECT N'\'; DELETE FROM canary; --'

-- name: text 37
SELECT B'0101', X'ff'; DELETE FROM canary

-- name: text 38
SELECT E'a\'; DELETE FROM canary; --'

-- name: text 39
SELECT 'a\''; DELETE FROM canary; --'

-- name: text 40
SELECT e'\047; DELETE FROM canary; --'

-- name: text 41
SELECT q'[x]'; DELETE FROM canary

-- name: text 42
SELECT [secret] FROM vault

-- name: text 43
SELECT `secret` FROM vault

-- name: text 44
SELECT 1 # DELETE FROM canary

-- name: text 45
SELECT 1 // DELETE FROM canary

-- name: text 46
SELECT /*! secret */ FROM vault

-- name: text 47
SELECT 1 /*+ hint */ ; /**/ DELETE FROM canary

-- name: text 48
\copy vault TO '@DIR@/pwned'

-- name: text 49
SELECT 1 \g @DIR@/pwned

-- name: text 50
SELECT $1; DELETE FROM canary

-- name: text 51
SELECT $1::evil_domain

-- name: text 52
SELECT $99999

-- name: text 53
SELECT :x, ?, @x

-- name: text 54
SELECT ${1}

-- name: text 55
{call evil('x')}

-- name: text 56
{"sql": "DELETE FROM canary"}

-- name: bomb 1
{{6000*(}}SELECT 1{{6000*)}}

-- name: bomb 2
SELECT {{20000*(}}1{{20000*)}}

-- name: bomb 3
SELECT {{20000*NOT }}true

-- name: bomb 4
SELECT {{20000*- }}1

-- name: bomb 5
SELECT 1{{50000* + 1}}

-- name: bomb 6
SELECT {{3000*ARRAY[}}1{{3000*]}}

-- name: bomb 7
SELECT {{3000*CASE WHEN true THEN }}1{{3000* END}}

-- name: bomb 8
SELECT {{2000*lower(}}'x'{{2000*)}}

-- name: bomb 9
SELECT 1{{5000* UNION ALL SELECT 1}}

-- name: bomb 10
SELECT * FROM {{2000*(SELECT * FROM }}orders{{2000*) x}}

-- name: bomb 11
SELECT 1 FROM orders{{200* CROSS JOIN orders}}

-- name: bomb 12
SELECT 1 WHERE 1 IN (1{{200000*,1}})

-- name: bomb 13
SELECT {{100000*1,}}1

-- name: bomb 14
SELECT 'x{{3000000*x}}'

-- name: bomb 15
SELECT count(*) FROM generate_series(1, 100000000000)

-- name: bomb 16
SELECT * FROM generate_series(1, 100000000000)

-- name: bomb 17
SELECT generate_series(1, 100000000000)

-- name: bomb 18
SELECT generate_series(1, 1e18)

-- name: bomb 19
SELECT array_agg(x) FROM generate_series(1, 1000000000) x

-- name: bomb 20
SELECT string_agg(repeat('x', 1000), '') FROM generate_series(1, 10000000)

-- name: bomb 21
SELECT json_agg(repeat('x', 1000)) FROM generate_series(1, 10000000)

-- name: bomb 22
SELECT jsonb_agg(o) FROM orders o, orders p, orders q, orders r

-- name: bomb 23
SELECT jsonb_object_agg(a.id || '-' || b.id || '-' || c.id || d.id, repeat('x', 100)) FROM orders a, orders b, orders c, orders d

-- name: bomb 24
SELECT repeat('x', 1000000000)

-- name: bomb 25
SELECT length(repeat('x', 1000000000))

-- name: bomb 26
SELECT repeat(repeat('x', 100000), 10000)

-- name: bomb 27
SELECT repeat('x', $1)

-- name: bomb 28
SELECT repeat('x', 1000 * 1000 * 500)

-- name: bomb 29
SELECT repeat(string_agg(status, ''), 1000000) FROM orders

-- name: bomb 30
SELECT lpad('x', 1000000000)

-- name: bomb 31
SELECT rpad('x', 500000000, 'ab')

-- name: bomb 32
SELECT array_fill(1, ARRAY[1000, 1000, 200])

-- name: bomb 33
SELECT array_length(array_fill(1, ARRAY[100000000]), 1)

-- name: bomb 34
SELECT format('%1000000000s', 'x')

-- name: bomb 35
SELECT format('%*s', 900000000, 'x')

-- name: bomb 36
SELECT format('{{1000*%1$s}}', repeat('x', 100000))

-- name: bomb 37
SELECT to_char(1, '{{20000*9}}')

-- name: bomb 38
SELECT 10 ^ 131000

-- name: bomb 39
SELECT 10::numeric ^ 100000 ^ 1

-- name: bomb 40
SELECT power(9.99999::numeric, 100000)

-- name: bomb 41
SELECT factorial(100000)

-- name: bomb 42
SELECT exp(10000::numeric) * exp(10000::numeric)

-- name: bomb 43
SELECT ln(1e100000), sqrt(1e130000), 1e130000 / 3e-16000

-- name: bomb 44
SELECT 1e100000 * 1e30000

-- name: bomb 45
SELECT 9{{100000*9}}

-- name: bomb 46
SELECT 1e999999999

-- name: bomb 47
SELECT ('1e130000'::numeric)::text || ('1e130000'::numeric)::text

-- name: bomb 48
SELECT gcd(10::numeric ^ 20000 + 1, 10::numeric ^ 19999 + 3)

-- name: bomb 49
SELECT round(1.5, 2000000000)

-- name: bomb 50
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r

-- name: bomb 51
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r

-- name: bomb 52
WITH RECURSIVE r(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM r) SELECT length(s) FROM r

-- name: bomb 53
WITH RECURSIVE r(s) AS (SELECT repeat('x', 1000) UNION ALL SELECT concat(s, s) FROM r) SELECT max(length(s)) FROM r

-- name: bomb 54
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT a.n + 1 FROM r a, generate_series(1, 10)) SELECT * FROM r

-- name: bomb 55
WITH a AS (SELECT repeat('x', 1000) s), b AS (SELECT string_agg(s, '') s FROM a, orders x, orders y), c AS (SELECT string_agg(s, '') s FROM b, orders x) SELECT length(s) FROM c

-- name: bomb 56
WITH a(s) AS (SELECT 'xxxxxxxxxx'), b(s) AS (SELECT replace(s, 'x', s) FROM a), c(s) AS (SELECT replace(s, 'x', s) FROM b), d(s) AS (SELECT replace(s, 'x', s) FROM c), e(s) AS (SELECT replace(s, 'x', s) FROM d) SELECT length(s) FROM e

-- name: bomb 57
SELECT replace(replace(replace(replace(repeat('x', 1000), 'x', repeat('x', 100)), 'x', repeat('x', 100)), 'x', 'xxxxxxxxxx'), 'x', 'xxxxxxxxxx')

-- name: bomb 58
SELECT regexp_replace(repeat('x', 100000), 'x', repeat('y', 10000), 'g')

-- name: bomb 59
SELECT overlay(repeat('x', 100000) PLACING repeat('y', 1000000) FROM 2)

-- name: bomb 60
SELECT translate(repeat('x', 1000000), 'x', 'y') || repeat('x', 900000000)

-- name: bomb 61
SELECT concat_ws(repeat('x', 1000000){{500*, 'a'}})

-- name: bomb 62
SELECT concat({{500*repeat('x', 1000000), }}'x')

-- name: bomb 63
SELECT array_to_string(array_agg(status), repeat('x', 1000000)) FROM orders a

-- name: bomb 64
SELECT string_agg(status, repeat('x', 1000000)) FROM orders

-- name: bomb 65
SELECT array_to_string(string_to_array(repeat('a,', 100000), ','), repeat('x', 10000))

-- name: bomb 66
SELECT count(*) FROM orders a, orders b, orders c, orders d, orders e, orders f

-- name: bomb 67
SELECT a.id FROM orders a, orders b, orders c, orders d, orders e ORDER BY a.note, b.note, c.note LIMIT 1

-- name: bomb 68
SELECT DISTINCT a.id, b.id, c.id, d.id FROM orders a, orders b, orders c, orders d

-- name: bomb 69
SELECT count(*) OVER (ORDER BY random()) FROM orders a, orders b, orders c, orders d

-- name: bomb 70
SELECT id FROM orders GROUP BY CUBE (id, status, total, note, placed_at, customer_id, id + 1, id + 2, id + 3, id + 4, id + 5, id + 6)

-- name: bomb 71
SELECT id FROM orders GROUP BY CUBE (1, 1, 1, 1, 1), CUBE (1, 1, 1, 1, 1), CUBE (1, 1, 1, 1, 1)

-- name: bomb 72
SELECT repeat('a', 30) ~ '^(a?){30}a{30}$'

-- name: bomb 73
SELECT repeat('x', 10000) ~ '(x+x+)+y'

-- name: bomb 74
SELECT repeat('x', 5000) ~ '((((x*)*)*)*)*y'

-- name: bomb 75
SELECT 'x' ~ '(((((x{100}){100}){100}){100}){100})'

-- name: bomb 76
SELECT regexp_match(repeat('a', 20000), '(a*)*\1b')

-- name: bomb 77
SELECT regexp_matches(repeat('ab', 100000), '(a|b|ab)*?', 'g')

-- name: bomb 78
SELECT regexp_split_to_table(repeat('x', 100000), '(?=x)')

-- name: bomb 79
SELECT repeat('x', 100000) LIKE '%x%x%x%x%x%x%x%x%x%x%y'

-- name: bomb 80
SELECT repeat('%', 100000) LIKE repeat('%', 100000)

-- name: bomb 81
SELECT 'x' SIMILAR TO '{{1000*(x|}}y{{1000*)}}'

-- name: bomb 82
SELECT substring(repeat('x', 10000) FROM '(x+)+$y')

-- name: bomb 83
SELECT to_tsvector(repeat('x y ', 500000))

-- name: bomb 84
SELECT to_tsquery('{{2000*(}}a{{2000*)}}')

-- name: bomb 85
SELECT '{{5000*[}}{{5000*]}}'::jsonb

-- name: bomb 86
SELECT '{{100000*[}}'::json

-- name: bomb 87
SELECT jsonb_path_query(jsonb_build_array(1, 2, 3), '$.** ? (@.** ? (@.** == 1))')

-- name: bomb 88
SELECT jsonb_path_query('[1]', '{{5000*(}}1{{5000*)}}')

-- name: bomb 89
SELECT jsonb_set('{}', ARRAY['a'], to_jsonb(repeat('x', 500000000)))

-- name: bomb 90
SELECT jsonb_build_object({{60*'k', repeat('x', 10000000), }}'k', 1)

-- name: bomb 91
SELECT to_jsonb(array_fill('x'::text, ARRAY[10000000]))

-- name: bomb 92
SELECT xmlagg(xmlelement(name a, repeat('x', 10000))) FROM orders a, orders b

-- name: bomb 93
SELECT bit_count(repeat('1', 100000000)::bit varying)

-- name: bomb 94
SELECT '1'::bit(80000000)

-- name: bomb 95
SELECT 1::bit(83886080)

-- name: bomb 96
SELECT 'x'::char(10485760) || 'x'::char(10485760)

-- name: bomb 97
SELECT CAST('x' AS char(10000000)) FROM orders a, orders b

-- name: bomb 98
SELECT string_agg(CAST('x' AS char(10000000)), '') FROM orders

-- name: bomb 99
SELECT encode(convert_to(repeat('x', 300000000), 'UTF8'), 'hex')

-- name: bomb 100
SELECT md5(repeat('x', 900000000))

-- name: bomb 101
SELECT normalize(repeat('ﷺ', 10000000), NFKD)

-- name: bomb 102
SELECT upper(repeat('ß', 100000000))

-- name: bomb 103
SELECT quote_literal(repeat('''', 400000000))

-- name: bomb 104
SELECT lpad('', 100000000, 'x') || lpad('', 100000000, 'x') || lpad('', 100000000, 'x')

-- name: bomb 105
SELECT unnest(array_agg(id)), generate_series(1, 1000000000) FROM orders

-- name: bomb 106
SELECT generate_series(timestamp '0001-01-01', timestamp '290000-01-01', interval '1 microsecond')

-- name: bomb 107
SELECT count(*) FROM generate_series(now(), now() + interval '100000 years', interval '1 second')

-- name: bomb 108
SELECT count(*) FROM generate_series(1, 2000000) a, generate_series(1, 2000000) b

-- name: bomb 109
SELECT jsonb_agg(x) FROM (SELECT a.*, b.*, c.* FROM orders a, orders b, orders c) x

-- name: bomb 110
SELECT repeat(note, 100000000) FROM orders WHERE note IS NOT NULL

-- name: bomb 111
SELECT lpad(status, id * 100000000) FROM orders

-- name: bomb 112
SELECT array_agg(ARRAY[a.id, b.id, c.id, d.id]) FROM orders a, orders b, orders c, orders d

-- name: bomb 113
SELECT range_agg(int4range(x, x + 1)) FROM generate_series(1, 20000000, 2) x

-- name: bomb 114
SELECT sum(1.0 / x) FROM generate_series(1, 100000000000) x

-- name: bomb 115
SELECT max(x) FROM generate_series(1, 9223372036854775807) x WHERE x % 2 = 3

-- name: domain 1
SELECT labels = '{y}' FROM products

-- name: domain 2
SELECT id FROM products WHERE labels @> '{y}'

-- name: domain 3
SELECT id FROM products WHERE labels IN ('{y}', '{z}')

-- name: domain 4
SELECT COALESCE(labels, '{y}') FROM products

-- name: domain 5
SELECT array_agg(label) = '{y}' FROM products, unnest(labels) AS label

-- name: domain 6
SELECT labels FROM products UNION ALL SELECT '{y}'

-- name: domain 7
SELECT CASE WHEN id < 0 THEN labels ELSE '{y}' END FROM products

-- name: domain 8
SELECT p = p, row_to_json(p) FROM (SELECT labels FROM products) p

-- name: bomb 200
WITH RECURSIVE r(s, n) AS (SELECT 'x'::text, 1 UNION ALL SELECT s || 'x', n + 1 FROM r WHERE n < 20000) SELECT length(replace(s, 'x', s)) FROM r WHERE n = 20000

-- name: bomb 201
WITH RECURSIVE r(s, n) AS (SELECT 'x'::text, 1 UNION ALL SELECT s || repeat('x', 9999), n + 1 FROM r WHERE n < 50000) SELECT length(s) FROM r

-- name: bomb 202
SELECT length(string_agg(repeat('x', 9999), '')) + length(string_agg(repeat('y', 9999), '')) + length(string_agg(repeat('z', 9999), '')) FROM orders a, orders b, orders c

-- name: bomb 203
SELECT array_agg(a.id), array_agg(b.id), array_agg(c.id), array_agg(d.id), json_agg(a.id), json_agg(b.id) FROM orders a, orders b, orders c, orders d

-- name: array of an enum 1
SELECT array_agg(phase)::text FROM steps

-- name: array of an enum 2
SELECT CASE WHEN id > 0 THEN ARRAY[phase] END::text FROM steps

-- name: array of an enum 3
SELECT array_agg(phase) || 'x' FROM steps

-- name: array of an enum 4
SELECT length(ARRAY[phase]) FROM steps

-- name: array of an enum 5
SELECT lower(array_agg(phase)) FROM steps

-- name: array of an enum 6
SELECT ARRAY(SELECT phase FROM steps) || 'x'

-- name: order of an enum 1
SELECT grade FROM steps ORDER BY grade

-- name: order of an enum 2
SELECT DISTINCT grade FROM steps

-- name: order of an enum 3
SELECT grade, count(*) FROM steps GROUP BY grade

-- name: order of an enum 4
SELECT rank() OVER (ORDER BY grade) FROM steps

-- name: order of an enum 5
SELECT array_agg(grade ORDER BY grade) FROM steps

-- name: order of an enum 6
SELECT max(grade) FROM steps

-- name: system column by a merged name 1
SELECT (SELECT xmin FROM orders o LIMIT 1) FROM (SELECT 1 AS xmin) a FULL JOIN (SELECT 1 AS xmin) b USING (xmin)

-- name: system column by a merged name 2
SELECT (SELECT tableoid FROM orders o LIMIT 1) FROM (SELECT 1 AS tableoid) a NATURAL FULL JOIN (SELECT 1 AS tableoid) b

-- name: bomb 204
SELECT count(*) FROM orders o WHERE o.status NOT IN (SELECT repeat('x', 9999) || x FROM generate_series(1, 140000) x)

-- name: bomb 205
SELECT count(*) FROM (SELECT repeat('x', 9999) || x FROM generate_series(1, 140000) x EXCEPT SELECT 'a') q

-- name: bomb 206
SELECT count(*) FROM orders o WHERE o.status <> ALL (SELECT repeat('x', 9999) || x FROM generate_series(1, 140000) x)
