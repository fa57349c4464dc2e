--- drop table
DROP TABLE canary
--- delete
DELETE FROM canary
--- update
UPDATE canary SET note = 'touched'
--- insert
INSERT INTO canary VALUES (2, 'new')
--- insert from select
INSERT INTO canary SELECT 2, 'new'
--- merge
MERGE INTO canary USING (SELECT 1 AS id) s ON s.id = canary.id WHEN MATCHED THEN DELETE
--- truncate
TRUNCATE canary
--- create table
CREATE TABLE evil_new (id int)
--- create table as
CREATE TABLE evil_new AS SELECT 1
--- create temp table
CREATE TEMP TABLE evil_new (id int)
--- create view
CREATE VIEW evil_new AS SELECT 1
--- create function
CREATE FUNCTION evil_new() RETURNS int LANGUAGE sql AS 'SELECT 1'
--- create role
CREATE ROLE evil_role SUPERUSER LOGIN
--- alter table
ALTER TABLE canary ADD COLUMN evil int
--- alter system
ALTER SYSTEM SET log_statement = 'all'
--- grant
GRANT ALL ON canary TO PUBLIC
--- do block
DO $$ BEGIN DELETE FROM canary; END $$
--- call
CALL evil_sing()
--- select into
SELECT 1 AS a INTO evil_new
--- select into temp
SELECT * INTO TEMP evil_new FROM products
--- two statements
SELECT 1; DELETE FROM canary
--- commit and drop
COMMIT; DROP TABLE canary
--- select then commit
SELECT 1; COMMIT; DELETE FROM canary; BEGIN
--- rollback
ROLLBACK
--- begin read write
BEGIN READ WRITE
--- savepoint
SAVEPOINT a
--- set transaction
SET TRANSACTION READ WRITE
--- set read write for the session
SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE
--- set search path
SET search_path = public
--- set role
SET ROLE postgres
--- reset all
RESET ALL
--- discard all
DISCARD ALL
--- show
SHOW data_directory
--- prepare
PREPARE evil AS DELETE FROM canary
--- execute
EXECUTE evil
--- deallocate
DEALLOCATE ALL
--- prepare transaction
PREPARE TRANSACTION 'evil'
--- declare cursor
DECLARE evil CURSOR WITH HOLD FOR SELECT 1
--- fetch
FETCH ALL FROM evil
--- listen
LISTEN evil
--- notify
NOTIFY evil, 'payload'
--- lock table
LOCK TABLE canary IN ACCESS EXCLUSIVE MODE
--- vacuum
VACUUM canary
--- analyze
ANALYZE canary
--- reindex
REINDEX TABLE canary
--- cluster
CLUSTER canary
--- checkpoint
CHECKPOINT
--- refresh materialized view
REFRESH MATERIALIZED VIEW evil_matview
--- copy to a file
COPY customers TO '/tmp/evil_copy'
--- copy to a program
COPY (SELECT 1) TO PROGRAM 'touch /tmp/evil_program'
--- copy from a program
COPY canary FROM PROGRAM 'id'
--- copy to stdout
COPY audit_secret TO STDOUT
--- load
LOAD 'evil'
--- create extension
CREATE EXTENSION dblink
--- comment on
COMMENT ON TABLE canary IS 'evil'
--- security label
SECURITY LABEL ON TABLE canary IS 'evil'
--- import foreign schema
IMPORT FOREIGN SCHEMA public FROM SERVER evil INTO public
--- explain analyze of a delete
EXPLAIN ANALYZE DELETE FROM canary
--- explain analyze of a query
EXPLAIN ANALYZE SELECT evil_sing()
--- explain with analyze as option
EXPLAIN (ANALYZE) SELECT 1
--- explain with analyze true
EXPLAIN (COSTS off, ANALYZE true) SELECT 1
--- explain with analyze in capitals and quotes
EXPLAIN ("analyze") SELECT 1
--- explain of create table as
EXPLAIN ANALYZE CREATE TABLE evil_new AS SELECT 1
--- explain of a plain insert
EXPLAIN INSERT INTO canary VALUES (2, 'new')
--- explain of execute
EXPLAIN EXECUTE evil
--- explain with an unknown option
EXPLAIN (SETTINGS) SELECT 1
--- explain runs immutable functions
EXPLAIN SELECT evil_immutable(1)
--- explain verbose of a hidden table
EXPLAIN VERBOSE SELECT * FROM audit_secret
--- explain inside explain
EXPLAIN EXPLAIN SELECT 1
--- delete in a cte
WITH gone AS (DELETE FROM canary RETURNING *) SELECT * FROM gone
--- update in a cte
WITH gone AS (UPDATE canary SET note = 'x' RETURNING *) SELECT * FROM gone
--- insert in a cte
WITH gone AS (INSERT INTO canary VALUES (2, 'x') RETURNING id) SELECT id FROM gone
--- delete in a cte that nobody reads
WITH gone AS (DELETE FROM canary) SELECT 1
--- delete in a nested cte
SELECT * FROM (WITH gone AS (DELETE FROM canary RETURNING *) SELECT * FROM gone) AS d
--- cte before a delete
WITH ids AS (SELECT 1 AS id) DELETE FROM canary USING ids WHERE canary.id = ids.id
--- cte before an insert
WITH ids AS (SELECT 2 AS id) INSERT INTO canary SELECT id, 'x' FROM ids
--- for update
SELECT * FROM products FOR UPDATE
--- for share
SELECT * FROM products FOR SHARE
--- for no key update in a subquery
SELECT * FROM (SELECT * FROM products FOR NO KEY UPDATE SKIP LOCKED) AS p
--- hidden table
SELECT * FROM audit_secret
--- hidden table, qualified
SELECT * FROM public.audit_secret
--- hidden table, quoted
SELECT * FROM "audit_secret"
--- hidden table, in capitals
SELECT * FROM AUDIT_SECRET
--- hidden table in a join
SELECT * FROM customers JOIN audit_secret ON true
--- hidden table in a scalar subquery
SELECT (SELECT token FROM audit_secret LIMIT 1)
--- hidden table in EXISTS
SELECT 1 WHERE EXISTS (SELECT 1 FROM audit_secret WHERE token LIKE 'c%')
--- hidden table in IN
SELECT * FROM customers WHERE name IN (SELECT token FROM audit_secret)
--- hidden table in a union
SELECT name FROM customers UNION ALL SELECT token FROM audit_secret
--- hidden table in a cte
WITH a AS (SELECT * FROM audit_secret) SELECT * FROM a
--- hidden table in a lateral
SELECT * FROM customers c, LATERAL (SELECT token FROM audit_secret) AS s
--- hidden table in ORDER BY
SELECT * FROM products ORDER BY (SELECT token FROM audit_secret)
--- hidden table in LIMIT
SELECT * FROM products LIMIT (SELECT length(token) FROM audit_secret)
--- hidden table in a window
SELECT sum(stock) OVER (ORDER BY (SELECT id FROM audit_secret)) FROM products
--- hidden table in FILTER
SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM audit_secret)) FROM products
--- hidden table in ARRAY
SELECT ARRAY(SELECT token FROM audit_secret)
--- hidden table in VALUES
VALUES ((SELECT token FROM audit_secret))
--- hidden table in CASE
SELECT CASE WHEN (SELECT count(*) FROM audit_secret) > 0 THEN 1 END
--- hidden table by TABLE
TABLE audit_secret
--- hidden table by TABLE in a union
SELECT 1, 'a' UNION TABLE audit_secret
--- hidden table by TABLE in a subquery
SELECT * FROM (TABLE audit_secret) AS t
--- hidden table under ONLY
SELECT * FROM ONLY audit_secret
--- hidden table by U& identifier
SELECT * FROM U&"\0061udit_secret"
--- hidden table by U& with UESCAPE
SELECT * FROM U&"!0061udit_secret" UESCAPE '!'
--- hidden schema
SELECT * FROM hidden.customers
--- hidden schema through a database name
SELECT * FROM postgres.public.audit_secret
--- cte shadows only inside itself
WITH audit_secret AS (SELECT * FROM audit_secret) SELECT * FROM audit_secret
--- cte out of scope
SELECT * FROM (WITH audit_secret AS (SELECT 1) SELECT 1) AS a, audit_secret
--- cte named like a catalog
WITH pg_authid AS (SELECT 1) SELECT * FROM (SELECT 1) AS a
--- recursive cte that reads a hidden table first
WITH RECURSIVE audit_secret AS (SELECT 1 AS id), b AS (SELECT * FROM public.audit_secret) SELECT * FROM b
--- view over a hidden table
SELECT * FROM evil_view
--- materialized view over a hidden table
SELECT * FROM evil_matview
--- catalog of roles
SELECT * FROM pg_authid
--- catalog of roles, qualified
SELECT rolpassword FROM pg_catalog.pg_authid
--- shadow passwords
SELECT * FROM pg_shadow
--- settings
SELECT * FROM pg_settings
--- file settings
SELECT * FROM pg_file_settings
--- activity
SELECT query FROM pg_stat_activity
--- large objects
SELECT * FROM pg_largeobject
--- statistics of hidden columns
SELECT most_common_vals FROM pg_stats WHERE tablename = 'audit_secret'
--- user mappings
SELECT * FROM pg_user_mappings
--- information schema
SELECT * FROM information_schema.tables
--- sequence as a table
SELECT last_value FROM canary_seq
--- denied column
SELECT card FROM customers
--- denied column, qualified
SELECT c.card FROM customers AS c
--- denied column with schema and table
SELECT public.customers.card FROM customers
--- denied column in WHERE
SELECT id FROM customers WHERE card LIKE '4%'
--- denied column in ORDER BY
SELECT id FROM customers ORDER BY card
--- denied column in GROUP BY
SELECT count(*) FROM customers GROUP BY card
--- denied column in a join
SELECT 1 FROM customers a JOIN customers b ON a.card = b.card
--- denied column by USING
SELECT 1 FROM customers a JOIN customers b USING (card)
--- denied column through a row
SELECT (customers).card FROM customers
--- denied column through a subquery
SELECT s.card FROM (SELECT * FROM customers) AS s
--- denied column by column aliases
SELECT x FROM customers AS c(a, b, d, x)
--- denied column quoted
SELECT "card" FROM "customers"
--- denied column through a returning whole row
SELECT to_jsonb(c) ->> 'name', c.card FROM customers c
--- system column ctid
SELECT ctid FROM customers
--- system column xmin
SELECT products.xmin FROM products
--- system column tableoid
SELECT tableoid FROM products
--- system column as row alias
SELECT tableoid FROM products AS tableoid
--- volatile user function
SELECT evil_sing()
--- user function, qualified
SELECT public.evil_sing()
--- user function, quoted
SELECT "public"."evil_sing"()
--- user function by U&
SELECT U&"\0065vil_sing"()
--- user function in FROM
SELECT * FROM evil_sing()
--- user function in FROM with a lateral
SELECT * FROM products p, LATERAL public.evil_immutable(p.stock) AS e
--- user function in ROWS FROM
SELECT * FROM ROWS FROM (evil_rows(), generate_series(1, 2)) AS r
--- set of rows
SELECT * FROM evil_rows()
--- security definer
SELECT evil_definer()
--- immutable user function
SELECT evil_immutable(1)
--- immutable user function in a default position
SELECT 1 LIMIT evil_immutable(1)
--- overload of an allowed name in a schema
SELECT public.lower(1)
--- overload of upper in a schema
SELECT "public".upper(1.5)
--- functional notation
SELECT customers.evil_row FROM customers
--- functional notation with an alias
SELECT c.evil_row FROM customers AS c
--- functional notation on a row
SELECT (c).evil_row FROM customers AS c
--- functional notation on a subquery
SELECT (s.c).evil_row FROM (SELECT c FROM customers c) AS s
--- function of a row
SELECT evil_row(c) FROM customers AS c
--- user aggregate
SELECT evil_sum(id) FROM customers
--- user aggregate over a window
SELECT evil_sum(id) OVER () FROM customers
--- user function as window
SELECT evil_sing() OVER () FROM customers
--- user function with odbc braces
SELECT {fn evil_sing()}
--- user operator
SELECT 'a' === 'b'
--- user operator, qualified
SELECT 'a' OPERATOR(public.===) 'b'
--- user overload of a built-in operator, qualified
SELECT name OPERATOR(public.=) 1 FROM customers
--- user operator with ANY
SELECT 'a' OPERATOR(public.===) ANY (ARRAY['b'])
--- user operator in ORDER BY USING
SELECT * FROM products ORDER BY name USING OPERATOR(public.===)
--- user type
SELECT 'a'::evil_type
--- user type by CAST
SELECT CAST('a'::text AS public.evil_type)
--- user domain
SELECT 'a'::evil_domain
--- user domain by typed literal
SELECT evil_domain 'a'
--- user domain as an array
SELECT '{a}'::evil_domain[]
--- user enum
SELECT 'a'::evil_enum
--- user type in a column definition
SELECT * FROM json_to_record('{"a":"b"}') AS x(a evil_domain)
--- table as a type
SELECT '(1,a,b,c)'::audit_secret
--- regclass
SELECT 'audit_secret'::regclass
--- regproc
SELECT 'evil_sing'::regproc
--- regrole
SELECT 'postgres'::regrole
--- oid to regclass
SELECT 1259::regclass::text
--- xml
SELECT '<a/>'::xml
--- json path as a type
SELECT '$.**.**'::jsonpath
--- name type
SELECT 'a'::name
--- quoted char type
SELECT 65::"char"
--- type in an unknown schema
SELECT '1'::public.int4
--- sleep
SELECT pg_sleep(60)
--- sleep, qualified
SELECT pg_catalog.pg_sleep(60)
--- sleep, quoted
SELECT "pg_catalog"."pg_sleep"(60)
--- sleep in FROM
SELECT * FROM pg_sleep(60)
--- sleep in a lateral
SELECT * FROM products, LATERAL pg_sleep(1)
--- sleep for
SELECT pg_sleep_for('1 hour')
--- sleep through comments
SELECT/**/pg_sleep/**/(60)
--- read a file
SELECT pg_read_file('/etc/passwd')
--- read a binary file
SELECT pg_read_binary_file('/etc/passwd')
--- list a directory
SELECT pg_ls_dir('/')
--- stat a file
SELECT pg_stat_file('/etc/passwd')
--- list the log directory
SELECT * FROM pg_ls_logdir()
--- export a large object
SELECT lo_export(1, '/tmp/evil_lo')
--- import a large object
SELECT lo_import('/etc/passwd')
--- create a large object
SELECT lo_create(0)
--- write a large object
SELECT lo_from_bytea(0, 'evil')
--- read a large object
SELECT lo_get(1)
--- nextval
SELECT nextval('canary_seq')
--- setval
SELECT setval('canary_seq', 999)
--- currval
SELECT currval('canary_seq')
--- lastval
SELECT lastval()
--- set_config
SELECT set_config('transaction_read_only', 'off', false)
--- set_config of the timeout
SELECT set_config('statement_timeout', '0', true)
--- current_setting
SELECT current_setting('data_directory')
--- set_config in WHERE
SELECT 1 WHERE set_config('search_path', 'public', false) = 'public'
--- terminate backends
SELECT pg_terminate_backend(1)
--- cancel backends
SELECT pg_cancel_backend(1)
--- reload
SELECT pg_reload_conf()
--- rotate the log
SELECT pg_rotate_logfile()
--- switch wal
SELECT pg_switch_wal()
--- backup
SELECT pg_backup_start('evil')
--- replication slot
SELECT pg_create_physical_replication_slot('evil')
--- logical message
SELECT pg_logical_emit_message(false, 'a', 'b')
--- advisory lock
SELECT pg_advisory_lock(1)
--- advisory lock of the transaction
SELECT pg_advisory_xact_lock(1)
--- try advisory lock
SELECT pg_try_advisory_lock(1)
--- notify by function
SELECT pg_notify('evil', 'x')
--- reset statistics
SELECT pg_stat_reset()
--- export snapshot
SELECT pg_export_snapshot()
--- transaction id
SELECT txid_current()
--- transaction id, new name
SELECT pg_current_xact_id()
--- query to xml
SELECT query_to_xml('DELETE FROM canary', true, true, '')
--- table to xml
SELECT table_to_xml('audit_secret', true, true, '')
--- database to xml
SELECT database_to_xml(true, true, '')
--- schema to xml
SELECT schema_to_xml('public', true, true, '')
--- cursor to xml
SELECT cursor_to_xml('evil', 1, true, true, '')
--- xpath
SELECT xpath('/a', '<a/>')
--- xmltable
SELECT * FROM XMLTABLE('/a' PASSING '<a/>' COLUMNS a text)
--- xmlelement
SELECT xmlelement(name a)
--- text search statistics run a query
SELECT * FROM ts_stat('DELETE FROM canary')
--- text search rewrite runs a query
SELECT ts_rewrite('a'::tsquery, 'SELECT a, b FROM evil')
--- dblink
SELECT * FROM dblink('dbname=postgres', 'DELETE FROM canary') AS t(a int)
--- dblink exec
SELECT dblink_exec('dbname=postgres', 'DELETE FROM canary')
--- privileges
SELECT has_table_privilege('audit_secret', 'SELECT')
--- view definition
SELECT pg_get_viewdef('evil_view')
--- function definition
SELECT pg_get_functiondef('evil_sing'::regproc)
--- relation size
SELECT pg_relation_size('audit_secret')
--- file path of a relation
SELECT pg_relation_filepath('audit_secret')
--- column description
SELECT col_description(1259, 1)
--- regclass by function
SELECT to_regclass('audit_secret')
--- version
SELECT version()
--- current user
SELECT current_user
--- session user
SELECT session_user
--- current query
SELECT current_query()
--- server address
SELECT inet_server_addr()
--- current database
SELECT current_database()
--- schemas of the session
SELECT current_schemas(true)
--- composite from json
SELECT json_populate_record(NULL::audit_secret, '{}')
--- seed of random
SELECT setseed(0.5)
--- tablesample
SELECT * FROM products TABLESAMPLE BERNOULLI (50)
--- statement in dollar quotes after a semicolon
SELECT $a$x$a$; DELETE FROM canary
--- comment hides a second statement
SELECT 1 /* ; */ ; /* x */ DROP TABLE canary
--- nested comment hides the end
SELECT 1 /* /* */ ; */ ; DELETE FROM canary
--- backslash escape hides a quote
SELECT E'\'; DELETE FROM canary; --'; DELETE FROM canary
--- empty statements around
;;; DELETE FROM canary ;;;
--- leading comment
/* SELECT */ DELETE FROM canary
--- leading line comment
-- SELECT 1
DELETE FROM canary
--- parenthesised delete
(DELETE FROM canary)
--- empty statement
;
--- only a comment
-- SELECT 1
--- repeat
SELECT repeat('x', 1000000000)
--- repeat in steps
SELECT repeat(repeat(repeat('x', 9999), 9999), 9999)
--- repeat across subqueries
SELECT repeat(a, 9000) FROM (SELECT repeat('x', 9000) AS a) AS s
--- repeat across a cte
WITH a AS (SELECT repeat('x', 9000) AS t) SELECT repeat(t, 9000) FROM a
--- repeat across a lateral
SELECT b FROM (SELECT repeat('x', 9000) AS a) AS s, LATERAL (SELECT repeat(s.a, 9000) AS b) AS t
--- lpad
SELECT lpad('x', 1000000000)
--- rpad
SELECT rpad('x', 1000000000, 'y')
--- format width
SELECT format('%1000000000s', 'x')
--- format width from an argument
SELECT format('%*s', 1000000000, 'x')
--- format of a computed pattern
SELECT format('%1' || '000000000s', 'x')
--- array fill
SELECT array_fill(0, ARRAY[100000, 10000])
--- doubling
SELECT s || s FROM (SELECT s || s || s || s || s || s || s || s AS s FROM (SELECT s || s || s || s || s || s || s || s AS s FROM (SELECT s || s || s || s || s || s || s || s AS s FROM (SELECT s || s || s || s || s || s || s || s AS s FROM (SELECT s || s || s || s || s || s || s || s AS s FROM (SELECT repeat('x', 9000) AS s) AS a) AS b) AS c) AS d) AS e) AS f
--- doubling in recursion
WITH RECURSIVE r(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM r) SELECT length(s) FROM r
--- doubling in recursion by concat
WITH RECURSIVE r(s) AS (SELECT 'x' UNION ALL SELECT concat(s, s) FROM r) SELECT length(s) FROM r
--- doubling in recursion by replace
WITH RECURSIVE r(s) AS (SELECT 'xx' UNION ALL SELECT replace(s, 'x', 'xx') FROM r) SELECT length(s) FROM r
--- doubling in recursion by arrays
WITH RECURSIVE r(s) AS (SELECT ARRAY[1] UNION ALL SELECT array_cat(s, s) FROM r) SELECT cardinality(s) FROM r
--- doubling in recursion by json
WITH RECURSIVE r(s) AS (SELECT to_jsonb('x'::text) UNION ALL SELECT jsonb_build_array(s, s) FROM r) SELECT count(*) FROM r
--- doubling in recursion across columns
WITH RECURSIVE r(a, b) AS (SELECT 'x', 'y' UNION ALL SELECT b, a || b FROM r) SELECT length(a) FROM r
--- doubling in recursion by escaping
WITH RECURSIVE r(s) AS (SELECT '''' UNION ALL SELECT quote_literal(s) FROM r) SELECT length(s) FROM r
--- replace squared
SELECT replace(a, 'x', a) FROM (SELECT repeat('x', 9999) AS a) AS s
--- regexp_replace squared
SELECT regexp_replace(a, 'x', a, 'g') FROM (SELECT repeat('x', 9999) AS a) AS s
--- array_to_string with a long separator
SELECT array_to_string(string_to_array(a, NULL), a) FROM (SELECT repeat('x', 9999) AS a) AS s
--- numbers in json that unfold
SELECT ('[' || repeat('1e131000,', 9000) || '1]')::jsonb::text
--- json path that multiplies
SELECT jsonb_path_query('[[[[1]]]]', '$.**.**.**.**')
--- json path with index lists
SELECT jsonb_path_query_array('1', '$[0,0][0,0][0,0][0,0][0,0][0,0]')
--- json path with keyvalue
SELECT jsonb_path_query('{"a":1}', '$.keyvalue().keyvalue().keyvalue()')
--- json path by operator
SELECT '[[1]]'::jsonb @? '$.**.**.**'
--- json path from a parameter
SELECT jsonb_path_query(details, $1) FROM products
--- json path operator with a parameter
SELECT details @? $1 FROM products
--- json path computed
SELECT jsonb_path_query(details, ('$.*' || '*.**')::text) FROM products
--- series of constants
SELECT count(*) FROM generate_series(1, 10000000000)
--- series of constants down
SELECT generate_series(10000000000, 1, -1)
--- wide padding type
SELECT 'x'::char(1000000)
--- wide bit type
SELECT '1'::bit(80000000)
--- number with a huge exponent
SELECT 1e100000
--- cube of many columns
SELECT count(*) FROM products GROUP BY CUBE (sku, name, price, stock, tags, details, sku, name, price, stock, tags, details)
--- factorial
SELECT factorial(30000)
--- factorial operator
SELECT 30000 !
--- anonymous parameter
SELECT ?
--- named parameter
SELECT :name
--- huge parameter number
SELECT $99999
--- from first
FROM customers SELECT *
--- wildcard with exclude
SELECT * EXCLUDE (card) FROM customers
--- mysql limit
SELECT * FROM products LIMIT 1, 2
--- pipe operator
SELECT * FROM products |> WHERE stock > 0
--- sequence as a function argument
SELECT lower(nextval('canary_seq')::text)
--- hidden call in an aggregate's ORDER BY
SELECT string_agg(name, ',' ORDER BY evil_sing()) FROM customers
--- hidden call in FILTER
SELECT count(*) FILTER (WHERE evil_sing() > 0) FROM customers
--- hidden call in a window frame
SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN evil_sing() PRECEDING AND CURRENT ROW) FROM customers
--- hidden call in a named window
SELECT sum(id) OVER w FROM customers WINDOW w AS (ORDER BY evil_sing())
--- hidden call in an unused named window
SELECT 1 FROM customers WINDOW w AS (ORDER BY evil_sing())
--- hidden call in GROUP BY
SELECT count(*) FROM customers GROUP BY evil_sing()
--- hidden call in grouping sets
SELECT count(*) FROM customers GROUP BY GROUPING SETS ((evil_sing()), ())
--- hidden call in HAVING
SELECT count(*) FROM customers HAVING evil_sing() = 1
--- hidden call in DISTINCT ON
SELECT DISTINCT ON (evil_sing()) id FROM customers
--- hidden call in a join condition
SELECT 1 FROM customers a JOIN customers b ON evil_sing() = 1
--- hidden call in WITHIN GROUP
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY evil_sing()) FROM customers
--- hidden call in a subscript
SELECT tags[evil_sing()] FROM products
--- hidden call in a slice
SELECT tags[1:evil_sing()] FROM products
--- hidden call in BETWEEN
SELECT 1 WHERE 1 BETWEEN 0 AND evil_sing()
--- hidden call in IN
SELECT 1 WHERE 1 IN (2, evil_sing())
--- hidden call in CASE
SELECT CASE 1 WHEN evil_sing() THEN 2 ELSE 3 END
--- hidden call in COALESCE
SELECT COALESCE(NULL, evil_sing())
--- hidden call in EXTRACT
SELECT EXTRACT(day FROM evil_definer()::timestamp)
--- hidden call in TRIM
SELECT TRIM(BOTH 'x' FROM evil_definer())
--- hidden call in OVERLAY
SELECT OVERLAY('a' PLACING evil_definer() FROM 1)
--- hidden call in POSITION
SELECT POSITION('a' IN evil_definer())
--- hidden call in AT TIME ZONE
SELECT now() AT TIME ZONE evil_definer()
--- hidden call in ROW
SELECT ROW(1, evil_sing())
--- hidden call in ARRAY
SELECT ARRAY[1, evil_sing()]
--- hidden call in VALUES
VALUES (1), (evil_sing())
--- hidden call in OFFSET
SELECT 1 OFFSET evil_sing()
--- hidden call in a named argument
SELECT make_interval(days => evil_sing())
--- hidden call in unnest
SELECT * FROM unnest(ARRAY[evil_sing()])
--- hidden call in COLLATE
SELECT evil_definer() COLLATE "C"
--- user collation
SELECT name COLLATE public.evil FROM customers
--- alias hides a table at two levels
SELECT (SELECT o.token FROM orders o) FROM customers o
--- quotes in an identifier
SELECT * FROM "customers"" UNION SELECT token, 1, 2, 3 FROM audit_secret --"
--- string that ends early
SELECT 'a' 'b' FROM audit_secret
--- unicode string that decodes to a quote
SELECT U&'\0027 UNION SELECT token FROM audit_secret --' FROM audit_secret
