--- constant
SELECT 1
--- constant with a trailing semicolon
SELECT 1;
--- leading comment
-- how many
SELECT count(*) FROM orders
--- comment inside
SELECT /* all */ id FROM orders -- of them
--- one row by key
SELECT id, status, total FROM orders WHERE id = 100
--- parameter
SELECT id FROM orders WHERE id = $1 AND status = $2
--- star
SELECT * FROM orders
--- star of a masked table
SELECT * FROM customers
--- qualified star
SELECT o.*, c.name FROM orders o JOIN customers c ON c.id = o.customer_id
--- schema
SELECT public.orders.id FROM public.orders
--- capitals
SELECT ID, Status FROM Orders
--- quoted names
SELECT "id" AS "Order Number" FROM "public"."orders" AS "o"
--- alias without AS
SELECT o.id number FROM orders o
--- table command
TABLE products
--- values
VALUES (1, 'a'), (2, 'b')
--- values in FROM
SELECT v.n, v.t FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, t)
--- no FROM
SELECT 1 + 2 * 3 AS seven, 'it''s', NULL, TRUE
--- left join
SELECT c.name, count(o.id) AS orders FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.name
--- group by primary key
SELECT o.id, o.status, sum(i.quantity) FROM orders o JOIN order_items i ON i.order_id = o.id GROUP BY o.id
--- three joins
SELECT c.name, p.name, i.quantity FROM order_items i JOIN orders o ON o.id = i.order_id JOIN customers c ON c.id = o.customer_id JOIN products p ON p.sku = i.sku ORDER BY 1, 2
--- using
SELECT sku, quantity, products.price FROM order_items JOIN products USING (sku)
--- star over using
SELECT * FROM order_items JOIN products USING (sku)
--- natural join
SELECT * FROM order_items NATURAL JOIN products
--- right and full join
SELECT o.id, p.id FROM orders o FULL JOIN orders p ON o.parent_id = p.id RIGHT JOIN customers c ON c.id = o.customer_id
--- full join using
SELECT sku, i.quantity FROM order_items i FULL JOIN products p USING (sku)
--- cross join
SELECT a.id, b.sku FROM orders a CROSS JOIN products b
--- nested join
SELECT c.name FROM customers c JOIN (orders o JOIN order_items i ON i.order_id = o.id) ON o.customer_id = c.id
--- comma join
SELECT o.id FROM orders o, customers c WHERE o.customer_id = c.id
--- self join
SELECT a.id, b.id FROM orders a JOIN orders b ON b.parent_id = a.id
--- lateral
SELECT c.name, last.total FROM customers c CROSS JOIN LATERAL (SELECT o.total FROM orders o WHERE o.customer_id = c.id ORDER BY o.created_at DESC LIMIT 1) AS last
--- left join lateral
SELECT c.name, n.n FROM customers c LEFT JOIN LATERAL (SELECT count(*) AS n FROM orders WHERE customer_id = c.id) n ON true
--- lateral function
SELECT p.sku, t.tag FROM products p, LATERAL unnest(p.tags) AS t(tag)
--- function without LATERAL
SELECT p.sku, tag FROM products p CROSS JOIN unnest(p.tags) AS tag
--- unnest with ordinality
SELECT p.sku, t.tag, t.place FROM products p, unnest(p.tags) WITH ORDINALITY AS t(tag, place)
--- unnest of two arrays
SELECT * FROM unnest(ARRAY[1, 2], ARRAY['a', 'b']) AS u(n, t)
--- generate_series
SELECT n FROM generate_series(1, 10) AS n
--- series of days
SELECT d::date AS day, count(o.id) FROM generate_series(date '2026-01-01', date '2026-03-01', interval '1 day') AS d LEFT JOIN orders o ON o.created_at::date = d GROUP BY d ORDER BY d
--- series in the select list
SELECT generate_series(1, 3)
--- derived table
SELECT s.status, s.n FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) s WHERE s.n > 1
--- scalar subquery
SELECT id, (SELECT name FROM customers WHERE customers.id = orders.customer_id) AS customer FROM orders
--- exists
SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)
--- not exists
SELECT name FROM customers c WHERE NOT EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id)
--- in list
SELECT id FROM orders WHERE status IN ('shipped', 'pending') AND id NOT IN (1, 2)
--- in subquery
SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE total > 100)
--- any array
SELECT id FROM orders WHERE status = ANY (ARRAY['shipped', 'pending']) AND id = ANY ($1)
--- any subquery and all
SELECT id FROM orders WHERE total >= ALL (SELECT total FROM orders) OR id = SOME (SELECT parent_id FROM orders)
--- row comparison
SELECT id FROM orders WHERE (status, id) > ('pending', 100) AND (id, status) IN ((100, 'shipped'), (101, 'processing'))
--- between
SELECT id FROM orders WHERE total BETWEEN 10 AND 100 AND id NOT BETWEEN 5 AND 6 AND created_at >= '2026-01-01'
--- like
SELECT name FROM products WHERE name LIKE 'De%' OR name ILIKE '%MUG%' OR name NOT LIKE '!%x' ESCAPE '!'
--- regular expressions
SELECT name FROM products WHERE name ~ '^D' AND name !~* 'chair$' OR name SIMILAR TO '(M|C)%'
--- null tests
SELECT id FROM orders WHERE parent_id IS NULL OR parent_id IS NOT NULL AND (total > 1) IS TRUE AND parent_id IS DISTINCT FROM 3
--- case
SELECT CASE WHEN total > 100 THEN 'big' WHEN total > 50 THEN 'medium' ELSE 'small' END AS size FROM orders
--- simple case
SELECT CASE status WHEN 'shipped' THEN 1 ELSE 0 END FROM orders
--- coalesce and friends
SELECT COALESCE(parent_id, 0), NULLIF(total, 0), GREATEST(1, 2), LEAST(id, 5) FROM orders
--- casts
SELECT total::int, CAST(id AS text), '2026-01-01'::date, total::numeric(10, 1), id::bigint, '{1,2}'::int[], created_at::timestamp(0) FROM orders
--- typed literals
SELECT date '2026-01-01', timestamp '2026-01-01 10:00', interval '1 day', timestamptz '2026-01-01 10:00+00', interval '3' day
--- date arithmetic
SELECT now() - interval '7 days', current_date - 1, created_at + interval '1 month', age(created_at) FROM orders
--- date functions
SELECT date_trunc('month', created_at) AS month, extract(year FROM created_at), to_char(created_at, 'YYYY-MM') FROM orders GROUP BY created_at
--- at time zone
SELECT created_at AT TIME ZONE 'Asia/Kolkata' FROM orders
--- string functions
SELECT upper(name), length(name), substring(name FROM 1 FOR 2), substring(name, 2), trim(name), trim(BOTH 'x' FROM name), position('a' IN name), overlay(name PLACING 'zz' FROM 1 FOR 2), left(name, 1) || '.', initcap(name), split_part(name, ' ', 1), replace(name, 'a', 'b'), concat(name, '-', sku), reverse(name), strpos(name, 'a') FROM products
--- padding
SELECT lpad(id::text, 8, '0'), rpad(status, 12), repeat('=', 20), repeat('#', (total / 10)::int) FROM orders
--- format
SELECT format('%s: %s (%-10s)', id, status, total) FROM orders
--- maths
SELECT round(total, 1), ceil(total), floor(total), abs(-total), mod(id, 2), id % 2, power(2, 3), 2 ^ 3, sqrt(total), -id ^ 2, trunc(total), |/ 25.0 FROM orders
--- bit operators
SELECT 5 & 3, 5 | 3, 5 # 3, ~5, 1 << 3, 8 >> 1
--- hashes
SELECT md5(name), encode(sha256(convert_to(name, 'UTF8')), 'hex') FROM products
--- aggregates
SELECT count(*), count(DISTINCT customer_id), sum(total), avg(total), min(total), max(total), stddev(total), bool_or(total > 100) FROM orders
--- aggregate with FILTER
SELECT count(*) FILTER (WHERE status = 'shipped') AS shipped, sum(total) FILTER (WHERE total > 50) FROM orders
--- string_agg with ORDER BY
SELECT string_agg(DISTINCT name, ', ' ORDER BY name DESC) FROM products
--- array_agg
SELECT customer_id, array_agg(id ORDER BY id), (array_agg(status))[1] FROM orders GROUP BY customer_id
--- percentile
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total), mode() WITHIN GROUP (ORDER BY status) FROM orders
--- having
SELECT customer_id, count(*) FROM orders GROUP BY customer_id HAVING count(*) > 1 ORDER BY count(*) DESC
--- group by position and alias
SELECT date_trunc('day', created_at) AS day, status, count(*) FROM orders GROUP BY day, 2 ORDER BY day DESC NULLS LAST, 3
--- group by expression
SELECT lower(status), count(*) FROM orders GROUP BY lower(status) ORDER BY lower(status)
--- rollup
SELECT status, customer_id, count(*), grouping(status) FROM orders GROUP BY ROLLUP (status, customer_id)
--- cube
SELECT status, customer_id, sum(total) FROM orders GROUP BY CUBE (status, customer_id)
--- grouping sets
SELECT status, customer_id, sum(total) FROM orders GROUP BY GROUPING SETS ((status, customer_id), (status), ())
--- distinct
SELECT DISTINCT status FROM orders ORDER BY status
--- distinct on
SELECT DISTINCT ON (customer_id) customer_id, id, total FROM orders ORDER BY customer_id, created_at DESC
--- window functions
SELECT id, row_number() OVER (ORDER BY created_at), rank() OVER (PARTITION BY status ORDER BY total DESC), lag(total) OVER (ORDER BY id), sum(total) OVER (PARTITION BY customer_id) FROM orders
--- window frame
SELECT id, avg(total) OVER (ORDER BY created_at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), sum(total) OVER (ORDER BY created_at RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM orders
--- range frame with an interval
SELECT id, sum(total) OVER (ORDER BY created_at RANGE BETWEEN interval '30 days' PRECEDING AND CURRENT ROW) FROM orders
--- named window
SELECT id, sum(total) OVER w, count(*) OVER (w ROWS 1 PRECEDING) FROM orders WINDOW w AS (PARTITION BY status ORDER BY id)
--- top per group
SELECT * FROM (SELECT o.*, row_number() OVER (PARTITION BY customer_id ORDER BY total DESC) AS place FROM orders o) ranked WHERE place = 1
--- share of total
SELECT status, count(*) * 100.0 / sum(count(*)) OVER () AS percent FROM orders GROUP BY status
--- cte
WITH big AS (SELECT * FROM orders WHERE total > 50) SELECT c.name, b.total FROM big b JOIN customers c ON c.id = b.customer_id
--- cte with columns and two of them
WITH a(x) AS (SELECT id FROM orders), b AS MATERIALIZED (SELECT x + 1 AS y FROM a) SELECT a.x, b.y FROM a, b
--- cte in a subquery
SELECT * FROM (WITH a AS (SELECT 1 AS n) SELECT n FROM a) AS s
--- cte that shadows a table
WITH orders AS (SELECT 1 AS id) SELECT id FROM orders
--- recursive tree
WITH RECURSIVE tree AS (SELECT id, parent_id, 1 AS depth, ARRAY[id] AS path FROM orders WHERE parent_id IS NULL UNION ALL SELECT o.id, o.parent_id, t.depth + 1, t.path || o.id FROM orders o JOIN tree t ON o.parent_id = t.id WHERE t.depth < 10) SELECT * FROM tree ORDER BY path
--- recursive text path
WITH RECURSIVE t(id, path) AS (SELECT id, id::text FROM orders WHERE parent_id IS NULL UNION ALL SELECT o.id, t.path || ' > ' || o.id::text FROM orders o JOIN t ON o.parent_id = t.id) SELECT path FROM t
--- recursive counter
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT sum(i) FROM n
--- fibonacci
WITH RECURSIVE f(a, b) AS (SELECT 0, 1 UNION ALL SELECT b, a + b FROM f WHERE b < 100) SELECT a FROM f
--- union
SELECT id FROM orders WHERE id < 101 UNION SELECT customer_id FROM orders ORDER BY id DESC LIMIT 3
--- union all of three
SELECT 'a' AS kind, count(*) FROM orders UNION ALL SELECT 'b', count(*) FROM products UNION ALL SELECT 'c', count(*) FROM customers
--- intersect and except
SELECT id FROM orders INTERSECT SELECT parent_id FROM orders EXCEPT SELECT 1
--- parenthesised union
(SELECT id FROM orders ORDER BY total LIMIT 1) UNION ALL (SELECT id FROM orders ORDER BY total DESC LIMIT 1)
--- limit and offset
SELECT id FROM orders ORDER BY id LIMIT 2 OFFSET 1
--- limit by parameter
SELECT id FROM orders ORDER BY id LIMIT $1 OFFSET $2
--- fetch first
SELECT id FROM orders ORDER BY id FETCH FIRST 2 ROWS ONLY
--- fetch with ties
SELECT id FROM orders ORDER BY status FETCH FIRST 2 ROWS WITH TIES
--- order by expression and alias
SELECT id, total * 2 AS doubled FROM orders ORDER BY doubled DESC NULLS LAST, lower(status), total + 1
--- order by what is not selected
SELECT name FROM products ORDER BY price DESC
--- random sample
SELECT sku FROM products ORDER BY random() LIMIT 1
--- json operators
SELECT details ->> 'color', details -> 'sizes' -> 0, details #>> '{sizes,1}', details @> '{"watt": 9}', details ? 'color', details ?| ARRAY['a', 'color'] FROM products
--- json comparison
SELECT sku FROM products WHERE details ->> 'color' = 'black' AND (details ->> 'watt')::int > 5
--- json functions
SELECT jsonb_typeof(details), jsonb_array_length(details -> 'sizes'), jsonb_build_object('sku', sku, 'price', price), to_jsonb(tags) FROM products WHERE details ? 'sizes'
--- json aggregation
SELECT json_agg(json_build_object('id', id, 'total', total) ORDER BY id) FROM orders
--- nested json aggregation
SELECT json_agg(json_build_object('id', o.id, 'items', (SELECT json_agg(i) FROM order_items i WHERE i.order_id = o.id))) FROM orders o
--- row as json
SELECT row_to_json(o) FROM orders o
--- masked row as json
SELECT to_jsonb(c) FROM customers c
--- row of a subquery as json
SELECT row_to_json((SELECT d FROM (SELECT o.id, o.total) AS d)) FROM orders o
--- json rows
SELECT p.sku, e.key, e.value FROM products p, jsonb_each_text(p.details) AS e
--- json elements
SELECT p.sku, size FROM products p, jsonb_array_elements(p.details -> 'sizes') AS size
--- json elements as text
SELECT p.sku, s.value::int FROM products p CROSS JOIN LATERAL jsonb_array_elements_text(p.details -> 'sizes') s
--- json records
SELECT r.a, r.b FROM jsonb_to_recordset('[{"a":1,"b":"x"}]') AS r(a int, b text)
--- json path
SELECT jsonb_path_query(details, '$.sizes[*] ? (@ > 1)') FROM products
--- json path match
SELECT sku FROM products WHERE details @? '$.sizes[*] ? (@ == 2)'
--- arrays
SELECT tags[1], tags[1:2], array_length(tags, 1), 'desk' = ANY (tags), tags @> ARRAY['light'], tags && '{kitchen}', array_to_string(tags, ', '), cardinality(tags), tags || 'new'::text FROM products
--- array of a subquery
SELECT ARRAY(SELECT id FROM orders ORDER BY id)
--- string to rows
SELECT word FROM string_to_table('a b c', ' ') AS word
--- regexp functions
SELECT regexp_replace(name, '[aeiou]', '*', 'g'), regexp_match(name, '(\w+)'), (regexp_match(name, '(\w)'))[1] FROM products
--- ranges
SELECT daterange('2026-01-01', '2026-02-01') @> date '2026-01-15', int4range(1, 5) && int4range(4, 8)
--- overlaps
SELECT (date '2026-01-01', date '2026-02-01') OVERLAPS (date '2026-01-15', interval '1 month')
--- collation
SELECT name FROM products ORDER BY name COLLATE "C"
--- full text search
SELECT name FROM products WHERE to_tsvector('english', name) @@ plainto_tsquery('english', 'lamp')
--- masked column compared
SELECT id FROM customers WHERE email LIKE '%@example.com'
--- dollar quotes and escapes
SELECT $$it's$$, E'a\nb\\c', 'back\slash', U&'d\0061ta'
--- unicode text
SELECT id FROM customers WHERE name = 'Äneas O''Neil'
--- boolean expressions
SELECT NOT (id > 100 AND status = 'shipped' OR total < 5) FROM orders WHERE TRUE
--- whole row count
SELECT count(o) FROM orders o
--- parenthesised column of a row
SELECT (o).status FROM orders o
--- nested functions
SELECT round(avg(extract(epoch FROM now() - created_at) / 86400)::numeric, 2) FROM orders
--- pivot by case
SELECT customer_id, sum(CASE WHEN status = 'shipped' THEN total ELSE 0 END) AS shipped, sum(CASE WHEN status = 'pending' THEN total ELSE 0 END) AS pending FROM orders GROUP BY customer_id
--- running total
SELECT created_at::date AS day, sum(total) AS revenue, sum(sum(total)) OVER (ORDER BY created_at::date) AS running FROM orders GROUP BY created_at::date ORDER BY day
--- month over month
WITH m AS (SELECT date_trunc('month', created_at) AS month, sum(total) AS revenue FROM orders GROUP BY 1) SELECT month, revenue, revenue - lag(revenue) OVER (ORDER BY month) AS change FROM m ORDER BY month
--- deep but ordinary nesting
SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT id FROM orders) a) b) c) d) e) f
--- many alternatives
SELECT id FROM orders WHERE id = 1 OR id = 2 OR id = 3 OR id = 4 OR id = 5 OR id = 6 OR id = 7 OR id = 8 OR id = 9 OR id = 10 OR id = 11 OR id = 12 OR id = 13 OR id = 14 OR id = 15 OR id = 16 OR id = 17 OR id = 18 OR id = 19 OR id = 20 OR id = 21 OR id = 22 OR id = 23 OR id = 24 OR id = 25
--- explain
EXPLAIN SELECT * FROM orders WHERE id = 100
--- explain with options
EXPLAIN (COSTS off, VERBOSE, FORMAT json) SELECT id FROM orders
--- named argument
SELECT make_interval(days => 10, hours => 2)
--- interval arithmetic
SELECT sum(total) FROM orders WHERE created_at >= date_trunc('month', now()) - interval '1 month' * 2 AND created_at < now() + (2 || ' days')::interval
