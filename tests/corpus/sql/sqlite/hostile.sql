# Statements that must have no effect on SQLite: one a line.
# ⏎ is a line break, ␀ a NUL character, {{N*text}} text N times over.
# The database they run on is made in tests/it/sql_source/canary.rs.

# writing
INSERT INTO orders VALUES ('X', 'C-1', 'pending', 1, '2026-01-01')
UPDATE orders SET status = 'refunded'
DELETE FROM orders
REPLACE INTO orders SELECT * FROM orders
INSERT OR REPLACE INTO customers (customer_id, name) VALUES ('C-1', 'x')
INSERT INTO orders SELECT * FROM orders RETURNING *
DELETE FROM orders RETURNING order_id
UPDATE orders SET total = 0 RETURNING total
WITH x AS (SELECT 1) DELETE FROM orders
WITH x AS (SELECT 1) INSERT INTO orders SELECT 'Y', 'C-1', 's', 1, '' FROM x
WITH x AS (SELECT 1) UPDATE orders SET total = 0 WHERE 1 IN (SELECT * FROM x)
INSERT INTO orders DEFAULT VALUES
INSERT INTO orders VALUES ('A100', 'C-1', 'x', 0, '') ON CONFLICT DO UPDATE SET total = 0
/* SELECT */ DELETE FROM orders
-- SELECT 1⏎DELETE FROM orders
;DELETE FROM orders
 ; ; DELETE FROM orders
UPDATE main.orders SET total = 0 FROM customers WHERE 1
DELETE FROM orders ORDER BY order_id LIMIT 1

# definitions
CREATE TABLE pwned (x)
CREATE TABLE pwned AS SELECT * FROM orders
CREATE TEMP TABLE pwned AS SELECT * FROM orders
CREATE TEMPORARY VIEW pwned AS SELECT 1
CREATE VIEW pwned AS SELECT * FROM secrets
CREATE INDEX pwned ON orders (total)
CREATE UNIQUE INDEX IF NOT EXISTS pwned ON orders (total)
CREATE TRIGGER pwned AFTER INSERT ON orders BEGIN DELETE FROM orders; END
CREATE TEMP TRIGGER pwned AFTER INSERT ON main.orders BEGIN SELECT 1; END
CREATE VIRTUAL TABLE pwned USING fts5(x)
CREATE VIRTUAL TABLE pwned USING rtree(a, b, c)
CREATE VIRTUAL TABLE temp.pwned USING fts3(x)
CREATE VIRTUAL TABLE pwned USING dbstat(main)
DROP TABLE orders
DROP TABLE IF EXISTS temp.customers
DROP VIEW order_totals
DROP VIEW temp.customers
DROP VIEW customers
DROP INDEX orders_customer
DROP TRIGGER orders_guard
ALTER TABLE orders RENAME TO gone
ALTER TABLE orders ADD COLUMN pwned
ALTER TABLE orders DROP COLUMN total
ALTER TABLE orders RENAME COLUMN total TO gone
ANALYZE
ANALYZE orders
REINDEX
REINDEX orders_customer

# files and databases
ATTACH DATABASE 'pwned.db' AS pwned
ATTACH 'file:pwned.db?mode=rwc' AS pwned
ATTACH ':memory:' AS pwned
ATTACH '' AS pwned
ATTACH (SELECT 'pwned.db') AS pwned
ATTACH DATABASE 'pwned.db' AS pwned; CREATE TABLE pwned.x (y)
DETACH main
DETACH temp
VACUUM
VACUUM INTO 'pwned.db'
VACUUM main INTO 'pwned.db'
VACUUM INTO (SELECT 'pwned.db')
SELECT load_extension('pwned')
SELECT load_extension('pwned', 'entry')
SELECT writefile('pwned.txt', 'x')
SELECT readfile('/etc/passwd')
SELECT edit('x')
SELECT * FROM fsdir('/')
SELECT * FROM csv('/etc/passwd')
SELECT * FROM zipfile('x.zip')
SELECT fts3_tokenizer('simple')
SELECT fts3_tokenizer('simple', x'4141414141414141')
SELECT sqlite_dbdata('main')

# transactions and sessions
BEGIN
BEGIN EXCLUSIVE
BEGIN IMMEDIATE
COMMIT
END
ROLLBACK
SAVEPOINT pwned
RELEASE pwned
ROLLBACK TO pwned
COMMIT; DROP TABLE orders
SELECT 1; BEGIN EXCLUSIVE

# pragmas
PRAGMA writable_schema = ON
PRAGMA query_only = OFF
PRAGMA journal_mode = DELETE
PRAGMA trusted_schema = ON
PRAGMA temp_store = FILE
PRAGMA temp_store_directory = '/tmp'
PRAGMA data_store_directory = '/tmp'
PRAGMA hard_heap_limit = 0
PRAGMA case_sensitive_like = ON
PRAGMA foreign_keys = OFF
PRAGMA user_version = 42
PRAGMA application_id = 42
PRAGMA schema_version = 1
PRAGMA wal_checkpoint(TRUNCATE)
PRAGMA optimize
PRAGMA integrity_check
PRAGMA database_list
PRAGMA table_info(secrets)
PRAGMA main.table_xinfo(customers)
PRAGMA module_list
PRAGMA function_list
PRAGMA compile_options
PRAGMA cache_size = 1000000000
PRAGMA mmap_size = 1000000000
PRAGMA threads = 8
PRAGMA locking_mode = EXCLUSIVE
PRAGMA incremental_vacuum(10)
PRAGMA reverse_unordered_selects = ON
PRAGMA full_column_names = ON
PRAGMA key = 'x'
SELECT * FROM pragma_table_info('secrets')
SELECT * FROM pragma_database_list
SELECT * FROM pragma_table_list
SELECT * FROM pragma_function_list
SELECT * FROM pragma_index_list('customers')
SELECT * FROM main.pragma_table_xinfo('customers')
SELECT (SELECT group_concat(name) FROM pragma_table_list)
SELECT count(*) FROM pragma_module_list
SELECT * FROM "pragma_table_list"
SELECT * FROM pragma_journal_mode
SELECT * FROM pragma_user_version

# the schema and the inside of the file
SELECT * FROM sqlite_master
SELECT sql FROM sqlite_schema
SELECT * FROM main.sqlite_master
SELECT * FROM temp.sqlite_master
SELECT * FROM sqlite_temp_master
SELECT * FROM sqlite_temp_schema
SELECT name FROM "sqlite_temp_schema"
SELECT count(*) FROM sqlite_master
SELECT count(*) FROM temp.sqlite_schema
SELECT 1 FROM sqlite_schema
SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'secrets')
SELECT (SELECT sql FROM sqlite_master LIMIT 1)
WITH x AS (SELECT * FROM sqlite_master) SELECT * FROM x
WITH sqlite_master AS (SELECT sql FROM main.sqlite_schema) SELECT * FROM sqlite_master
SELECT * FROM orders JOIN sqlite_master
SELECT * FROM sqlite_sequence
SELECT * FROM sqlite_stat1
SELECT * FROM sqlite_stat4
SELECT * FROM dbstat
SELECT * FROM sqlite_dbpage
SELECT * FROM sqlite_stmt
SELECT * FROM bytecode('SELECT 1')
SELECT * FROM tables_used('SELECT * FROM secrets')
SELECT * FROM completion('SEL')
SELECT * FROM [sqlite_master]
SELECT * FROM `sqlite_master`
SELECT * FROM 'sqlite_master'
SELECT * FROM SQLITE_MASTER
SELECT * FROM orders UNION ALL SELECT name, sql, 1, 1, 1 FROM sqlite_master
SELECT * FROM orders WHERE order_id IN sqlite_master
SELECT 'A100' IN secrets

# hidden tables and columns
SELECT * FROM secrets
SELECT value FROM main.secrets
SELECT count(*) FROM secrets
SELECT count(*) FROM main.secrets
SELECT 1 FROM secrets
SELECT rowid FROM secrets
SELECT EXISTS (SELECT 1 FROM secrets WHERE value LIKE 'CANARY%')
SELECT * FROM SECRETS
SELECT * FROM "secrets"
SELECT * FROM [secrets]
SELECT * FROM `secrets`
SELECT * FROM 'secrets'
SELECT * FROM main . /* x */ secrets
SELECT (SELECT value FROM secrets)
SELECT * FROM orders, secrets
SELECT * FROM orders NATURAL JOIN secrets
SELECT order_id FROM orders WHERE total > (SELECT length(value) FROM secrets)
SELECT order_id FROM orders ORDER BY (SELECT value FROM secrets)
SELECT order_id FROM orders GROUP BY (SELECT value FROM secrets)
SELECT order_id FROM orders LIMIT (SELECT length(value) FROM secrets)
VALUES ((SELECT value FROM secrets))
WITH a AS (SELECT * FROM secrets) SELECT * FROM a
WITH secrets AS (SELECT * FROM main.secrets) SELECT * FROM secrets
WITH order_totals AS (SELECT value FROM secrets) SELECT * FROM order_totals
WITH hidden_view AS (SELECT value FROM secrets) SELECT * FROM hidden_view
WITH customers AS (SELECT card FROM main.customers) SELECT * FROM customers
WITH customers(email) AS (SELECT email FROM main.customers) SELECT email FROM customers
WITH customers AS MATERIALIZED (SELECT card FROM main.customers) SELECT * FROM customers
WITH "customers" AS NOT MATERIALIZED (SELECT * FROM main.customers) SELECT * FROM "customers"
WITH temp AS (SELECT card FROM main.customers) SELECT * FROM temp
SELECT * FROM (SELECT card FROM main.customers) AS customers
WITH RECURSIVE customers AS (SELECT card FROM main.customers UNION SELECT card FROM customers) SELECT * FROM customers
SELECT * FROM hidden_view
SELECT * FROM v_emails
SELECT * FROM main.v_emails
SELECT email FROM v_emails WHERE email LIKE 'ravi%'
SELECT card FROM customers
SELECT customers.card FROM customers
SELECT c.card FROM customers AS c
SELECT "card" FROM customers
SELECT [card] FROM customers
SELECT card FROM main.customers
SELECT main.customers.card FROM main.customers
SELECT email FROM main.customers
SELECT * FROM main.customers
SELECT main.customers.* FROM main.customers
SELECT count(card) FROM main.customers
SELECT max(card) FROM main.customers
SELECT 1 FROM main.customers WHERE card LIKE '4%'
SELECT customer_id FROM customers ORDER BY card
SELECT customer_id FROM main.customers ORDER BY card
SELECT customer_id FROM customers WHERE card = '4111-CANARY'
SELECT customer_id FROM main.customers WHERE (card, 1) = ('x', 1)
SELECT * FROM orders JOIN main.customers USING (customer_id)
SELECT * FROM orders NATURAL JOIN main.customers
SELECT email FROM customers WHERE email = 'ravi-CANARY@example.com'
SELECT group_concat(email) OVER () FROM main.customers
SELECT json_group_array(card) FROM main.customers
SELECT (SELECT c.card FROM main.customers c WHERE c.customer_id = o.customer_id) FROM orders o
SELECT * FROM customers c JOIN main.customers m ON c.customer_id = m.customer_id
SELECT rowid, * FROM main.customers
SELECT _rowid_, oid FROM secrets
SELECT * FROM main.customers INDEXED BY customers_card WHERE card > ''
SELECT * FROM customers INDEXED BY customers_card
SELECT * FROM docs
SELECT * FROM docs WHERE docs MATCH 'canary'
SELECT * FROM docs('canary')
SELECT snippet(docs) FROM docs
SELECT * FROM docs_data
SELECT * FROM docs_content
SELECT highlight(docs, 0, '[', ']') FROM docs
SELECT bm25(docs) FROM docs
SELECT * FROM temp.v0_00000000000000000000000000000000
SELECT * FROM v0_

# plans and other statements
EXPLAIN SELECT * FROM orders
EXPLAIN QUERY PLAN SELECT * FROM secrets
EXPLAIN DELETE FROM orders
EXPLAIN QUERY PLAN DELETE FROM orders
EXPLAIN EXPLAIN SELECT 1
EXPLAIN PRAGMA user_version = 1
.tables
.shell touch pwned
.import /etc/passwd orders

# several statements, broken text
SELECT 1; SELECT 2
SELECT 1; DROP TABLE orders
SELECT 1;DELETE FROM orders;--
SELECT 1 /* ; */ ; /* */ DELETE FROM orders
SELECT 1; -- x⏎DELETE FROM orders
SELECT '1'';DELETE FROM orders;--'; DELETE FROM orders
SELECT 1;␀DELETE FROM orders
SELECT 1␀; DELETE FROM orders
␀DELETE FROM orders
SELECT "order_id;DELETE FROM orders" FROM orders; DELETE FROM orders
SELECT 1 FROM orders;;DELETE FROM orders

# functions that are not for strangers
SELECT sqlite_version()
SELECT sqlite_source_id()
SELECT sqlite_compileoption_get(1)
SELECT sqlite_compileoption_used('x')
SELECT sqlite_log(1, 'pwned')
SELECT sqlite_offset(order_id) FROM orders
SELECT last_insert_rowid()
SELECT changes(), total_changes()
SELECT printf('%.*c', 500000000, 'x')
SELECT format('%.*c', 500000000, 'x')
SELECT length(printf('%500000000d', 1))
SELECT randomblob(1000000000)
SELECT zeroblob(2000000000)
SELECT hex(zeroblob(900000))
SELECT unhex('{{1000*00}}', 'x')
SELECT json_patch('{}', '{}')
SELECT json_pretty('[1]', '{{1000* }}')
SELECT jsonb('[1]')
SELECT rtreecheck('x')
SELECT rtreenode(2, x'00')
SELECT geopoly_area('x')
SELECT "lower"(sqlite_version())
SELECT match('a', 'b')
SELECT 'a' REGEXP 'b'
SELECT 'a' MATCH 'b'
SELECT fold('x')
SELECT median(total) FROM orders
SELECT generate_series FROM generate_series(1, 1000000000)

# resources
WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n
WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT x FROM n ORDER BY x DESC
WITH RECURSIVE n(x) AS (VALUES ('x') UNION ALL SELECT x || x FROM n) SELECT max(length(x)) FROM n
WITH RECURSIVE n(x) AS (VALUES (1) UNION SELECT x + 1 FROM n) SELECT count(*) FROM n
WITH RECURSIVE n(x, y) AS (SELECT 1, hex(hex(hex(hex('{{1000*x}}')))) UNION ALL SELECT x + 1, y FROM n) SELECT x, y FROM n ORDER BY y, x DESC
WITH RECURSIVE n(x, y) AS (SELECT 1, hex(hex(hex(hex('{{1000*x}}')))) UNION ALL SELECT x + 1, y FROM n LIMIT 100000) SELECT json_group_array(y) FROM n
WITH RECURSIVE n(x, y) AS (SELECT 1, hex(hex(hex(hex('{{1000*x}}')))) UNION ALL SELECT x + 1, y FROM n LIMIT 100000) SELECT count(DISTINCT y || x) FROM n
WITH RECURSIVE n(x, y) AS (SELECT 1, hex(hex(hex(hex('{{1000*x}}')))) UNION ALL SELECT x + 1, y FROM n LIMIT 100000) SELECT count(*) OVER (PARTITION BY x % 3 ORDER BY y), y FROM n
SELECT count(*) FROM orders a, orders b, orders c, orders d, orders e, orders f, orders g
SELECT count(*) FROM orders a, orders b, orders c WHERE a.status || b.status || c.status LIKE '%q%'
SELECT replace('{{5000*a}}', 'a', '{{5000*b}}')
SELECT replace(replace('{{1000*a}}', 'a', '{{1000*b}}'), 'b', '{{1000*c}}')
SELECT instr(hex(hex(hex(hex('{{2000*a}}')))), substr(hex(hex(hex(hex('{{2000*a}}')))), 2, 300000) || 'x')
SELECT trim(hex(hex(hex(hex('{{2000*a}}')))), hex(hex(hex(hex('{{2000*b}}')))))
SELECT ltrim(hex(hex(hex(hex('{{2000*a}}')))), hex(hex(hex('{{2000*b}}'))) || '6')
SELECT hex(hex(hex(hex(hex(hex(hex(hex(hex(hex('{{5000*a}}'))))))))))
SELECT quote(quote(quote(hex(hex(hex(hex('{{5000*a}}')))))))
SELECT hex(hex(hex(hex('{{2000*a}}')))) LIKE '%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b'
SELECT hex(hex(hex(hex('{{2000*a}}')))) GLOB '*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*x'
SELECT 'x' LIKE '{{300*%a}}'
SELECT 'aaaa' GLOB '{{300*[a-z]}}'
SELECT group_concat(a.order_id, '{{10000*-}}') FROM orders a, orders b, orders c
SELECT json_group_array(a.order_id) FROM orders a, orders b, orders c, orders d
SELECT json_array({{99*hex(hex(hex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'))),}}1)
SELECT concat({{99*hex(hex(hex(hex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')))),}}1)
SELECT json('{{5000*[}}{{5000*]}}')
SELECT json_extract('{{900*[}}{{900*]}}', '${{900*[0]}}')
SELECT count(*) FROM json_tree('[{{4000*[1],}}1]') a, json_tree('[{{4000*[1],}}1]') b, json_tree('[{{4000*[1],}}1]') c
SELECT {{3000*(}}1{{3000*)}}
SELECT {{5000*-}}1
SELECT {{5000*NOT }}1
SELECT 1{{5000*+1}}
SELECT {{400*abs(}}1{{400*)}}
SELECT {{600*(SELECT }}1{{600*)}}
SELECT 1 {{600*UNION ALL SELECT 1 }}
SELECT {{3000*1,}}1
SELECT coalesce({{200*1,}}1)
SELECT * FROM {{70*orders,}}orders
SELECT CASE {{5000*WHEN 1 THEN 1 }}END
SELECT 1 WHERE 1 IN ({{20000*1,}}1)
SELECT '{{70000*x}}'
SELECT ?99999
SELECT ?1000000000
WITH a AS (SELECT * FROM orders), b AS (SELECT a.* FROM a, a x), c AS (SELECT b.* FROM b, b x), d AS (SELECT c.* FROM c, c x), e AS (SELECT d.* FROM d, d x), f AS (SELECT e.* FROM e, e x), g AS (SELECT f.* FROM f, f x), h AS (SELECT g.* FROM g, g x), i AS (SELECT h.* FROM h, h x), j AS (SELECT i.* FROM i, i x), k AS (SELECT j.* FROM j, j x), l AS (SELECT k.* FROM k, k x), m AS (SELECT l.* FROM l, l x), n AS (SELECT m.* FROM m, m x), o AS (SELECT n.* FROM n, n x), p AS (SELECT o.* FROM o, o x), q AS (SELECT p.* FROM p, p x), r AS (SELECT q.* FROM q, q x), s AS (SELECT r.* FROM r, r x), t AS (SELECT s.* FROM s, s x) SELECT count(*) FROM t
WITH a(x) AS (SELECT 1), b(x) AS (SELECT a.x + c.x FROM a, a c), d(x) AS (SELECT b.x + c.x FROM b, b c), e(x) AS (SELECT d.x + c.x FROM d, d c), f(x) AS (SELECT e.x + c.x FROM e, e c), g(x) AS (SELECT f.x + c.x FROM f, f c), h(x) AS (SELECT g.x + c.x FROM g, g c), i(x) AS (SELECT h.x + c.x FROM h, h c), j(x) AS (SELECT i.x + c.x FROM i, i c), k(x) AS (SELECT j.x + c.x FROM j, j c), l(x) AS (SELECT k.x + c.x FROM k, k c), m(x) AS (SELECT l.x + c.x FROM l, l c), n(x) AS (SELECT m.x + c.x FROM m, m c), o(x) AS (SELECT n.x + c.x FROM n, n c), p(x) AS (SELECT o.x + c.x FROM o, o c), q(x) AS (SELECT p.x + c.x FROM p, p c), r(x) AS (SELECT q.x + c.x FROM q, q c) SELECT * FROM r
WITH t1(c) AS (SELECT 'a'), t2(c) AS (SELECT c || c FROM t1), t3(c) AS (SELECT c || c || c || c FROM t2), t4(c) AS (SELECT c || c || c || c FROM t3), t5(c) AS (SELECT c || c || c || c FROM t4), t6(c) AS (SELECT c || c || c || c FROM t5), t7(c) AS (SELECT c || c || c || c FROM t6), t8(c) AS (SELECT c || c || c || c FROM t7), t9(c) AS (SELECT c || c || c || c FROM t8), t10(c) AS (SELECT c || c || c || c FROM t9) SELECT length(c || c || c || c) FROM t10
SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT x+x+x+x AS x FROM (SELECT total AS x FROM orders))))))))))))
SELECT {{1000*count(*) OVER w,}} 1 FROM orders WINDOW w AS (ORDER BY {{1990*total,}} 1)
SELECT 1 FROM orders a, orders b, orders c, orders d, orders e, orders f, orders g, orders h, orders i, orders j, orders k, orders l, orders m, orders n, orders o, orders p WHERE {{200*a.total = b.total AND c.status = d.status AND e.total = p.total AND }}1
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 60000), j(x) AS MATERIALIZED (SELECT json_group_object('k' || i, i) FROM n) SELECT count(*) FROM n, j WHERE json_extract(j.x, '$.k' || n.i) = 1
WITH RECURSIVE s(x) AS (SELECT 'a' UNION ALL SELECT x || x FROM s WHERE length(x) < 400000) SELECT count(*) FROM s a, s b WHERE a.x LIKE '{{90*%_}}b'
WITH w AS (WITH w AS (WITH w AS (SELECT value FROM secrets) SELECT * FROM w) SELECT * FROM w) SELECT * FROM w
SELECT (WITH customers AS (SELECT m.card FROM main.customers m) SELECT max(card) FROM customers)
SELECT * FROM orders o, (SELECT * FROM main.customers m WHERE m.customer_id = o.customer_id)
SELECT * FROM orders WHERE EXISTS (SELECT * FROM main.customers m WHERE m.card = orders.status)
SELECT iif(1, (SELECT group_concat(card) FROM main.customers), 0)
SELECT sum(total) OVER (PARTITION BY (SELECT max(value) FROM secrets)) FROM orders
SELECT sum(total) FILTER (WHERE (SELECT value FROM secrets) > '') FROM orders
SELECT value FROM orders, json_each((SELECT json_group_array(value) FROM secrets))
SELECT * FROM json_each((SELECT json_object('c', card) FROM main.customers LIMIT 1))
SELECT * FROM customers WHERE rowid = 1 AND card > ''
SELECT * FROM customers UNION SELECT customer_id, name, card FROM main.customers
SELECT * FROM order_totals JOIN main.secrets
SELECT * FROM (orders JOIN (customers JOIN secrets))
SELECT * FROM temp.customers WHERE card = 1
SELECT * FROM temp.secrets
