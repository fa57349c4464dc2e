# Statements that must be answered on SQLite: one a line.

# reading tables
SELECT * FROM orders
SELECT * FROM customers
SELECT * FROM main.orders
SELECT order_id, total FROM orders WHERE status = 'shipped'
SELECT o.order_id, c.name FROM orders o JOIN customers c ON c.customer_id = o.customer_id
SELECT o.order_id, c.name FROM orders AS o LEFT JOIN customers AS c USING (customer_id)
SELECT * FROM orders NATURAL JOIN customers
SELECT c.name, o.order_id FROM customers c RIGHT JOIN orders o ON o.customer_id = c.customer_id
SELECT c.name, o.order_id FROM customers c FULL OUTER JOIN orders o ON o.customer_id = c.customer_id
SELECT * FROM orders CROSS JOIN customers
SELECT "order_id" FROM "orders"
SELECT [order_id] FROM [orders]
SELECT `order_id` FROM `orders`
SELECT ORDER_ID FROM ORDERS
SELECT rowid, order_id FROM orders
SELECT * FROM order_totals
SELECT * FROM main.order_totals WHERE n > 1
SELECT email FROM customers
SELECT name, email FROM customers ORDER BY email
SELECT count(*) FROM customers
SELECT count(*) FROM main.customers
SELECT customer_id FROM customers WHERE name LIKE 'R%'
SELECT order_id FROM orders WHERE customer_id IN (SELECT customer_id FROM customers WHERE name = 'Ravi')
SELECT order_id FROM orders o WHERE EXISTS (SELECT 1 FROM customers c WHERE c.customer_id = o.customer_id)
SELECT order_id, (SELECT name FROM customers c WHERE c.customer_id = o.customer_id) AS name FROM orders o
SELECT DISTINCT status FROM orders
SELECT order_id FROM orders WHERE total BETWEEN 100 AND 30000
SELECT order_id FROM orders WHERE status IN ('shipped', 'pending')
SELECT order_id FROM orders WHERE customer_id IS NOT NULL AND NOT (total < 0)
SELECT order_id FROM orders ORDER BY placed_at DESC, order_id LIMIT 10 OFFSET 2
SELECT order_id FROM orders ORDER BY total DESC NULLS LAST
SELECT order_id COLLATE NOCASE FROM orders ORDER BY 1
SELECT * FROM orders INDEXED BY orders_customer WHERE customer_id = 'C-1'
SELECT * FROM orders NOT INDEXED WHERE customer_id = 'C-1'

# aggregates and windows
SELECT count(*), sum(total), avg(total), min(total), max(total), total(total) FROM orders
SELECT status, count(*) AS n FROM orders GROUP BY status HAVING n > 0 ORDER BY n DESC
SELECT count(DISTINCT status) FROM orders
SELECT status, count(*) FILTER (WHERE total > 10000) FROM orders GROUP BY 1
SELECT group_concat(order_id, ', ') FROM orders
SELECT string_agg(order_id, '; ' ORDER BY order_id) FROM orders
SELECT order_id, row_number() OVER (PARTITION BY status ORDER BY total) FROM orders
SELECT order_id, rank() OVER w, dense_rank() OVER w FROM orders WINDOW w AS (ORDER BY total)
SELECT order_id, lag(total) OVER (ORDER BY placed_at), lead(total, 1, 0) OVER (ORDER BY placed_at) FROM orders
SELECT order_id, sum(total) OVER (ORDER BY placed_at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM orders
SELECT order_id, sum(total) OVER (ORDER BY total RANGE BETWEEN 10 PRECEDING AND 10 FOLLOWING EXCLUDE CURRENT ROW) FROM orders
SELECT ntile(4) OVER (ORDER BY total), cume_dist() OVER (ORDER BY total), percent_rank() OVER (ORDER BY total) FROM orders
SELECT first_value(order_id) OVER (ORDER BY total), nth_value(order_id, 2) OVER (ORDER BY total) FROM orders

# common table expressions and compounds
WITH big AS (SELECT * FROM orders WHERE total > 10000) SELECT count(*) FROM big
WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM a, b
WITH a AS MATERIALIZED (SELECT order_id FROM orders) SELECT * FROM a
WITH a AS NOT MATERIALIZED (SELECT order_id FROM orders) SELECT * FROM a
WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 100) SELECT sum(x) FROM n
WITH RECURSIVE d(day) AS (VALUES ('2026-01-01') UNION ALL SELECT date(day, '+1 day') FROM d WHERE day < '2026-01-31') SELECT day, count(o.order_id) FROM d LEFT JOIN orders o ON date(o.placed_at) = day GROUP BY day
WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n LIMIT 20
WITH orders AS (SELECT 1 AS x) SELECT count(*) FROM orders
WITH n AS (SELECT 1) SELECT count(*) FROM n
SELECT order_id FROM orders UNION SELECT customer_id FROM customers
SELECT order_id FROM orders UNION ALL SELECT customer_id FROM customers ORDER BY 1 LIMIT 5
SELECT customer_id FROM customers EXCEPT SELECT customer_id FROM orders
SELECT customer_id FROM customers INTERSECT SELECT customer_id FROM orders
VALUES (1, 'a'), (2, 'b')
SELECT * FROM (VALUES (1), (2)) AS v
SELECT column1 FROM (VALUES (1), (2))
SELECT 1

# expressions
SELECT 1 + 2 * 3 % 4, 7 / 2, 7.0 / 2, -5, +5, ~5, 1 << 4, 1 | 2, 3 & 1
SELECT 'a' || 'b', 'it''s', x'00ff', NULL, TRUE, FALSE, 1e3, 0x1F
SELECT CASE status WHEN 'shipped' THEN 1 ELSE 0 END FROM orders
SELECT CASE WHEN total > 10000 THEN 'big' WHEN total > 100 THEN 'small' END FROM orders
SELECT CAST('12' AS INTEGER), CAST(12 AS TEXT), CAST('1.5' AS REAL), CAST('a' AS BLOB)
SELECT iif(1, 'a', 'b'), coalesce(NULL, 1), ifnull(NULL, 2), nullif(1, 1)
SELECT upper('a'), lower('A'), length('abc'), substr('abc', 2, 1), trim('  a '), replace('aba', 'a', 'c'), instr('abc', 'b')
SELECT ltrim('00120', '0'), rtrim('abc  '), hex('a'), quote('it''s'), char(65, 66), unicode('A'), typeof(1)
SELECT abs(-1), round(1.234, 2), sign(-2), ceil(1.2), floor(1.8), sqrt(4), pow(2, 10), mod(7, 3), ln(2.7), pi()
SELECT min(1, 2, 3), max(1, 2, 3)
SELECT concat('a', 1, NULL), concat_ws('-', 'a', 'b'), octet_length('ä')
SELECT date('2026-01-31'), time('12:00'), datetime('2026-01-31', '+1 month'), strftime('%Y-%m', '2026-01-31'), julianday('2026-01-31'), unixepoch('2026-01-31'), timediff('2026-02-01', '2026-01-01')
SELECT CURRENT_DATE <> '', CURRENT_TIME <> '', CURRENT_TIMESTAMP <> ''
SELECT order_id FROM orders WHERE placed_at >= date('now', '-100 years')
SELECT 'abc' LIKE 'A%', 'abc' GLOB 'a*', 'a_b' LIKE 'a\_b' ESCAPE '\', 'abc' NOT LIKE 'x%'
SELECT 1 IS NULL, 1 IS NOT 2, NULL IS NULL, 1 IS NOT DISTINCT FROM 1, 1 NOTNULL, 1 ISNULL
SELECT (1, 2) = (1, 2), (1, 2) < (2, 1), (order_id, total) IN (SELECT order_id, total FROM orders) FROM orders
SELECT random() IS NOT NULL
SELECT soundex('Robert')

# JSON
SELECT json_extract(body, '$.tags[0]') FROM notes
SELECT body -> '$.tags', body ->> '$.title' FROM notes
SELECT notes.id, tag.value FROM notes, json_each(notes.body, '$.tags') AS tag
SELECT key, value, type, atom, path, fullkey FROM json_tree('{"a": [1, {"b": 2}]}')
SELECT json_object('a', 1, 'b', json_array(1, 2)), json_valid('[]'), json_type('[1]'), json_array_length('[1,2]')
SELECT json_group_array(order_id), json_group_object(order_id, total) FROM orders
SELECT json_set('{"a":1}', '$.b', 2), json_remove('{"a":1}', '$.a'), json_insert('{}', '$.x', 1), json_replace('{"a":1}', '$.a', 2), json_quote('x'), json('[1, 2]')

# comments, spelling, values of every kind
-- a comment⏎SELECT 1
SELECT 1 -- a comment
SELECT /* within */ 1 /* and after */;
SELECT 1;
select order_id from orders where status = 'shipped' -- ; DROP TABLE orders
SELECT 'DELETE FROM orders; DROP TABLE orders; PRAGMA x'
SELECT "total" AS "select", 'x' AS "a b" FROM orders
SELECT id, body, picture, price, big FROM notes
SELECT 9223372036854775807, -9223372036854775808, 1e308 * 10, 0.1
SELECT '日本語', '🦀', 'ä' = 'ä'
SELECT order_id FROM orders WHERE {{400*total = 1 OR }}total = 2
SELECT order_id FROM orders WHERE total IN ({{5000*1,}}2)
SELECT total FROM orders WHERE order_id IN (VALUES ('A100'), ('A101'))
WITH o AS (SELECT * FROM orders), c AS (SELECT * FROM customers), j AS (SELECT o.order_id, c.name FROM o JOIN c ON c.customer_id = o.customer_id) SELECT a.name, count(*) FROM j a JOIN j b ON a.name = b.name JOIN o ON o.order_id = a.order_id GROUP BY a.name
