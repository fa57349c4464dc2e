> SELECT ID, "id" FROM Orders WHERE Status = 'x'
SELECT "orders"."id" AS "id", "orders"."id" AS "id" FROM "public"."orders" AS "orders" WHERE ("orders"."status" = 'x')

> SELECT o.id AS "My ID" FROM public.orders o
SELECT "o"."id" AS "My ID" FROM "public"."orders" AS "o"

> SELECT public.orders.id FROM orders
SELECT "orders"."id" AS "id" FROM "public"."orders" AS "orders"

> SELECT "a""b" FROM (SELECT 1 AS "a""b") AS "c""d"
SELECT "c""d"."a""b" AS "a""b" FROM (SELECT 1 AS "a""b") AS "c""d"

> SELECT o.* FROM order_items o
SELECT "o"."order_id" AS "order_id", "o"."sku" AS "sku", "o"."quantity" AS "quantity", "o"."price" AS "price" FROM "public"."order_items" AS "o"

> TABLE order_items
SELECT "order_items"."order_id" AS "order_id", "order_items"."sku" AS "sku", "order_items"."quantity" AS "quantity", "order_items"."price" AS "price" FROM "public"."order_items" AS "order_items"

> VALUES (1, 'a'), ($2, NULL)
VALUES (1, 'a'), ($2, NULL)

> SELECT FROM orders
SELECT FROM "public"."orders" AS "orders"

> SELECT 'it''s', 'back\slash', E'tab\t\'', $x$'$x$, U&'d\0061ta', '/* -- */'
SELECT 'it''s' AS "?column?", E'back\\slash' AS "?column?", 'tab	''' AS "?column?", '''' AS "?column?", 'data' AS "?column?", '/* -- */' AS "?column?"

> SELECT 1, 2.50, .5, 1e-3, 1_000, -1, - -1, TRUE, NULL
SELECT 1 AS "?column?", 2.50 AS "?column?", .5 AS "?column?", 1e-3 AS "?column?", 1000 AS "?column?", (- 1) AS "?column?", (- (- 1)) AS "?column?", TRUE AS "?column?", NULL AS "?column?"

> SELECT 1 /* a */ + /* /* b */ */ 2 -- c
SELECT (1 + 2) AS "?column?"

> SELECT 1 + 2 * 3 - 4, (1 + 2) * 3, -2 ^ 2, 2 ^ 3 ^ 2
SELECT ((1 + (2 * 3)) - 4) AS "?column?", ((1 + 2) * 3) AS "?column?", ((- 2) ^ 2) AS "?column?", (2 ^ 3 ^ 2) AS "?column?"

> SELECT NOT id = 1 AND status <> 'a' OR total != 2 FROM orders
SELECT (((NOT ("orders"."id" = 1)) AND ("orders"."status" <> 'a')) OR ("orders"."total" <> 2)) AS "?column?" FROM "public"."orders" AS "orders"

> SELECT name || sku || 'x' = 'y', name ~ 'a' || 'b' FROM products
SELECT (("products"."name" || "products"."sku" || 'x') = 'y') AS "?column?", (("products"."name" ~ 'a') || 'b') AS "?column?" FROM "public"."products" AS "products"

> SELECT id::text::int, CAST(total AS numeric(10, 1)), '{1}'::int[][], date '2026-01-01' FROM orders
SELECT CAST(CAST("orders"."id" AS "pg_catalog"."text") AS "pg_catalog"."int4") AS "id", CAST("orders"."total" AS "pg_catalog"."numeric"(10, 1)) AS "total", CAST('{1}' AS "pg_catalog"."int4"[]) AS "int4", CAST('2026-01-01' AS "pg_catalog"."date") AS "date" FROM "public"."orders" AS "orders"

> SELECT 1::float, 1::float(3), 'a'::char, 'a'::varchar(3), 1::decimal, now()::timestamp(0) with time zone
SELECT CAST(1 AS "pg_catalog"."float8") AS "float8", CAST(1 AS "pg_catalog"."float4") AS "float4", CAST('a' AS "pg_catalog"."bpchar"(1)) AS "bpchar", CAST('a' AS "pg_catalog"."varchar"(3)) AS "varchar", CAST(1 AS "pg_catalog"."numeric") AS "numeric", CAST("pg_catalog"."now"() AS "pg_catalog"."timestamptz"(0)) AS "now"

> SELECT interval '1 day', interval '2' hour, created_at AT TIME ZONE 'UTC' FROM orders
SELECT CAST('1 day' AS "pg_catalog"."interval") AS "interval", CAST('2 hour' AS "pg_catalog"."interval") AS "interval", "pg_catalog"."timezone"('UTC', "orders"."created_at") AS "timezone" FROM "public"."orders" AS "orders"

> SELECT extract(YEAR FROM created_at), position('a' IN status), ceil(total), floor(total) FROM orders
SELECT "pg_catalog"."extract"('year', "orders"."created_at") AS "extract", "pg_catalog"."position"("orders"."status", 'a') AS "position", "pg_catalog"."ceil"("orders"."total") AS "ceil", "pg_catalog"."floor"("orders"."total") AS "floor" FROM "public"."orders" AS "orders"

> SELECT substring(name FROM 2 FOR 3), substring(name, 2), substring(name FROM 'a'), substring(name FOR 2) FROM products
SELECT "pg_catalog"."substring"("products"."name", 2, 3) AS "substring", "pg_catalog"."substring"("products"."name", 2) AS "substring", "pg_catalog"."substring"("products"."name", 'a') AS "substring", "pg_catalog"."substring"("products"."name", 1, 2) AS "substring" FROM "public"."products" AS "products"

> SELECT trim(name), trim(LEADING 'x' FROM name), overlay(name PLACING 'a' FROM 1) FROM products
SELECT "pg_catalog"."btrim"("products"."name") AS "btrim", "pg_catalog"."ltrim"("products"."name", 'x') AS "ltrim", "pg_catalog"."overlay"("products"."name", 'a', 1) AS "overlay" FROM "public"."products" AS "products"

> SELECT (date '2026-01-01', interval '1 day') OVERLAPS (date '2026-01-01', date '2026-01-02')
SELECT "pg_catalog"."overlaps"(CAST('2026-01-01' AS "pg_catalog"."date"), CAST('1 day' AS "pg_catalog"."interval"), CAST('2026-01-01' AS "pg_catalog"."date"), CAST('2026-01-02' AS "pg_catalog"."date")) AS "overlaps"

> SELECT id IS NULL, id ISNULL, id IS NOT DISTINCT FROM 1, id BETWEEN 1 AND 2, id NOT IN (1, 2), total > 1 IS NOT TRUE FROM orders
SELECT ("orders"."id" IS NULL) AS "?column?", ("orders"."id" IS NULL) AS "?column?", ("orders"."id" IS NOT DISTINCT FROM 1) AS "?column?", ("orders"."id" BETWEEN 1 AND 2) AS "?column?", ("orders"."id" NOT IN (1, 2)) AS "?column?", (("orders"."total" > 1) IS NOT TRUE) AS "?column?" FROM "public"."orders" AS "orders"

> SELECT name LIKE 'a%', name NOT ILIKE '!%' ESCAPE '!', name SIMILAR TO 'a|b', name LIKE ANY (ARRAY['a']) FROM products
SELECT ("products"."name" LIKE 'a%') AS "?column?", ("products"."name" NOT ILIKE '!%' ESCAPE '!') AS "?column?", ("products"."name" SIMILAR TO 'a|b') AS "?column?", ("products"."name" ~~ ANY (ARRAY['a'])) AS "?column?" FROM "public"."products" AS "products"

> SELECT id = ANY ($1), id > ALL (SELECT 1), id IN (SELECT 1), EXISTS (SELECT 1), NOT EXISTS (SELECT 1) FROM orders
SELECT ("orders"."id" = ANY ($1)) AS "?column?", ("orders"."id" > ALL (SELECT 1 AS "?column?")) AS "?column?", ("orders"."id" IN (SELECT 1 AS "?column?")) AS "?column?", EXISTS (SELECT 1 AS "?column?") AS "exists", (NOT EXISTS (SELECT 1 AS "?column?")) AS "exists" FROM "public"."orders" AS "orders"

> SELECT CASE id WHEN 1 THEN 'a' ELSE 'b' END, CASE WHEN id = 1 THEN 2 END, COALESCE(id, 1), NULLIF(id, 2) FROM orders
SELECT CASE "orders"."id" WHEN 1 THEN 'a' ELSE 'b' END AS "case", CASE WHEN ("orders"."id" = 1) THEN 2 END AS "case", COALESCE("orders"."id", 1) AS "coalesce", NULLIF("orders"."id", 2) AS "nullif" FROM "public"."orders" AS "orders"

> SELECT tags[1], tags[1:2], tags[:2], ARRAY[1, 2], ARRAY(SELECT 1), details -> 'a' ->> 'b', details['a'] FROM products
SELECT ("products"."tags")[1] AS "tags", ("products"."tags")[1:2] AS "tags", ("products"."tags")[:2] AS "tags", ARRAY[1, 2] AS "array", ARRAY(SELECT 1 AS "?column?") AS "array", (("products"."details" -> 'a') ->> 'b') AS "?column?", ("products"."details")['a'] AS "details" FROM "public"."products" AS "products"

> SELECT (1, 'a'), ROW(1), (id, status) = (1, 'a') FROM orders
SELECT ROW(1, 'a') AS "row", ROW(1) AS "row", (ROW("orders"."id", "orders"."status") = ROW(1, 'a')) AS "?column?" FROM "public"."orders" AS "orders"

> SELECT count(*), count(DISTINCT status), string_agg(status, ',' ORDER BY id DESC), sum(total) FILTER (WHERE id > 1) FROM orders
SELECT "pg_catalog"."count"(*) AS "count", "pg_catalog"."count"(DISTINCT "orders"."status") AS "count", "pg_catalog"."string_agg"("orders"."status", ',' ORDER BY "orders"."id" DESC) AS "string_agg", "pg_catalog"."sum"("orders"."total") FILTER (WHERE ("orders"."id" > 1)) AS "sum" FROM "public"."orders" AS "orders"

> SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders
SELECT "pg_catalog"."percentile_cont"(0.5) WITHIN GROUP (ORDER BY "orders"."total") AS "percentile_cont" FROM "public"."orders" AS "orders"

> SELECT rank() OVER (PARTITION BY status ORDER BY id), sum(id) OVER w FROM orders WINDOW w AS (ORDER BY id ROWS 1 PRECEDING)
SELECT "pg_catalog"."rank"() OVER (PARTITION BY "orders"."status" ORDER BY "orders"."id") AS "rank", "pg_catalog"."sum"("orders"."id") OVER "w" AS "sum" FROM "public"."orders" AS "orders" WINDOW "w" AS (ORDER BY "orders"."id" ROWS 1 PRECEDING)

> SELECT id FROM orders GROUP BY id, 1, ROLLUP (status, (total, id)) HAVING count(*) > 1
SELECT "orders"."id" AS "id" FROM "public"."orders" AS "orders" GROUP BY "orders"."id", 1, ROLLUP (("orders"."status"), ("orders"."total", "orders"."id")) HAVING ("pg_catalog"."count"(*) > 1)

> SELECT lower(status) AS s FROM orders GROUP BY s ORDER BY s DESC NULLS LAST, 1, max(total)
SELECT "pg_catalog"."lower"("orders"."status") AS "s" FROM "public"."orders" AS "orders" GROUP BY 1 ORDER BY "s" DESC NULLS LAST, 1, "pg_catalog"."max"("orders"."total")

> SELECT DISTINCT ON (status) id FROM orders ORDER BY status, id
SELECT DISTINCT ON ("orders"."status") "orders"."id" AS "id" FROM "public"."orders" AS "orders" ORDER BY "orders"."status", "id"

> SELECT id FROM orders LIMIT 1 OFFSET $1
SELECT "orders"."id" AS "id" FROM "public"."orders" AS "orders" LIMIT 1 OFFSET $1

> SELECT id FROM orders ORDER BY id FETCH FIRST 2 ROWS WITH TIES
SELECT "orders"."id" AS "id" FROM "public"."orders" AS "orders" ORDER BY "id" FETCH FIRST 2 ROWS WITH TIES

> SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 EXCEPT (SELECT 4 ORDER BY 1) ORDER BY 1
((SELECT 1 AS "?column?") UNION ALL (SELECT 2 AS "?column?") UNION ALL (SELECT 3 AS "?column?")) EXCEPT (SELECT 4 AS "?column?" ORDER BY 1) ORDER BY 1

> WITH a AS MATERIALIZED (SELECT 1 AS x), b (y) AS NOT MATERIALIZED (SELECT x FROM a) SELECT y FROM b
WITH "a" AS MATERIALIZED (SELECT 1 AS "x"), "b" ("y") AS (SELECT "a"."x" AS "x" FROM "a" AS "a") SELECT "b"."y" AS "y" FROM "b" AS "b"

> WITH RECURSIVE t AS (SELECT 1 AS n UNION SELECT n + 1 FROM t WHERE n < 3) SELECT * FROM t
WITH RECURSIVE "t" AS ((SELECT 1 AS "n") UNION (SELECT ("t"."n" + 1) AS "?column?" FROM "t" AS "t" WHERE ("t"."n" < 3))) SELECT "t"."n" AS "n" FROM "t" AS "t"

> SELECT i.sku, p.name FROM order_items i LEFT JOIN products p USING (sku)
SELECT "i"."sku" AS "sku", "p"."name" AS "name" FROM "public"."order_items" AS "i" LEFT JOIN "public"."products" AS "p" USING ("sku")

> SELECT sku FROM order_items i FULL JOIN products p USING (sku)
SELECT "sku" AS "sku" FROM "public"."order_items" AS "i" FULL JOIN "public"."products" AS "p" USING ("sku")

> SELECT o.id FROM orders o NATURAL JOIN order_items i
SELECT "o"."id" AS "id" FROM "public"."orders" AS "o" JOIN "public"."order_items" AS "i" ON TRUE

> SELECT o.id FROM orders o JOIN (order_items i CROSS JOIN products p) ON o.id = i.order_id
SELECT "o"."id" AS "id" FROM "public"."orders" AS "o" JOIN ("public"."order_items" AS "i" CROSS JOIN "public"."products" AS "p") ON ("o"."id" = "i"."order_id")

> SELECT l.n FROM orders o, LATERAL (SELECT o.id + 1 AS n) l
SELECT "l"."n" AS "n" FROM "public"."orders" AS "o", LATERAL (SELECT ("o"."id" + 1) AS "n") AS "l"

> SELECT n, t.* FROM generate_series(1, 3) n, unnest(ARRAY[1], ARRAY['a']) WITH ORDINALITY AS t(a, b, c)
SELECT "n"."n" AS "n", "t"."a" AS "a", "t"."b" AS "b", "t"."c" AS "c" FROM "pg_catalog"."generate_series"(1, 3) AS "n" ("n"), "unnest"(ARRAY[1], ARRAY['a']) WITH ORDINALITY AS "t" ("a", "b", "c")

> SELECT e.key, e FROM products p, jsonb_each(p.details) e
SELECT "e"."key" AS "key", "e" AS "e" FROM "public"."products" AS "p", "pg_catalog"."jsonb_each"("p"."details") AS "e" ("key", "value")

> SELECT r.a FROM jsonb_to_recordset('[]') AS r(a int, b varchar(3)[])
SELECT "r"."a" AS "a" FROM "pg_catalog"."jsonb_to_recordset"('[]') AS "r" ("a" "pg_catalog"."int4", "b" "pg_catalog"."varchar"(3)[])

> SELECT row_to_json(o), count(o.*), (o).id FROM orders o
SELECT "pg_catalog"."row_to_json"("o") AS "row_to_json", "pg_catalog"."count"("o") AS "count", "o"."id" AS "id" FROM (SELECT "orders"."id" AS "id", "orders"."customer_id" AS "customer_id", "orders"."status" AS "status", "orders"."total" AS "total", "orders"."created_at" AS "created_at", "orders"."parent_id" AS "parent_id" FROM "public"."orders" AS "orders") AS "o"

> SELECT repeat('-', id), repeat('-', 5), lpad(status, 9) FROM orders
SELECT "pg_catalog"."repeat"('-', CAST(CAST("orders"."id" AS "pg_catalog"."numeric"(4, 0)) AS "pg_catalog"."int4")) AS "repeat", "pg_catalog"."repeat"('-', 5) AS "repeat", "pg_catalog"."lpad"("orders"."status", 9) AS "lpad" FROM "public"."orders" AS "orders"

> SELECT make_interval(days => 2), format('%s %-5s', id, status) FROM orders
SELECT "pg_catalog"."make_interval"("days" => 2) AS "make_interval", "pg_catalog"."format"('%s %-5s', "orders"."id", "orders"."status") AS "format" FROM "public"."orders" AS "orders"

> SELECT name COLLATE "C" FROM products ORDER BY name COLLATE "en-x-icu"
SELECT ("products"."name" COLLATE "pg_catalog"."C") AS "name" FROM "public"."products" AS "products" ORDER BY ("products"."name" COLLATE "pg_catalog"."en-x-icu")

> SELECT id FROM customers GROUP BY id
SELECT "customers"."id" AS "id" FROM "public"."customers" AS "customers" GROUP BY "customers"."id"

> SELECT email FROM customers
SELECT "customers"."email" AS "email" FROM (SELECT "customers"."id" AS "id", "customers"."name" AS "name", ("pg_catalog"."left"(CAST("customers"."email" AS "pg_catalog"."text"), 1) || '***' || COALESCE("pg_catalog"."substring"(CAST("customers"."email" AS "pg_catalog"."text"), E'@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$'), '')) AS "email" FROM "public"."customers" AS "customers") AS "customers"

> SELECT c FROM customers c
SELECT "c" AS "c" FROM (SELECT "customers"."id" AS "id", "customers"."name" AS "name", ("pg_catalog"."left"(CAST("customers"."email" AS "pg_catalog"."text"), 1) || '***' || COALESCE("pg_catalog"."substring"(CAST("customers"."email" AS "pg_catalog"."text"), E'@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$'), '')) AS "email" FROM "public"."customers" AS "customers") AS "c"

> SELECT (SELECT x.name) FROM customers AS x(a, name)
SELECT (SELECT "x"."name" AS "name") AS "name" FROM (SELECT "customers"."id" AS "id", "customers"."name" AS "name", ("pg_catalog"."left"(CAST("customers"."email" AS "pg_catalog"."text"), 1) || '***' || COALESCE("pg_catalog"."substring"(CAST("customers"."email" AS "pg_catalog"."text"), E'@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$'), '')) AS "email" FROM "public"."customers" AS "customers") AS "x" ("a", "name")

> EXPLAIN (FORMAT json, COSTS off) SELECT 1;
SELECT 1 AS "?column?"
