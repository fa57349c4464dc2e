-- Statements that must be answered as PostgreSQL itself answers them. Those of
-- group "masked" show disguised values, or less than all: they must be answered.
-- Those of group "unread" are beyond our parser, and their refusal says so.

-- name: read 1
SELECT * FROM orders

-- name: read 2
SELECT id, total FROM orders WHERE status = 'shipped' ORDER BY total DESC LIMIT 5

-- name: read 3
SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id

-- name: read 4
SELECT o.id, c.name FROM orders AS o LEFT JOIN customers AS c ON o.customer_id = c.id WHERE c.city IS NOT NULL

-- name: read 5
SELECT c.name, count(o.id) AS orders FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name ORDER BY 2 DESC, 1

-- name: read 6
SELECT status, count(*), sum(total), avg(total), min(total), max(total) FROM orders GROUP BY status ORDER BY status

-- name: read 7
SELECT status, count(*) AS n FROM orders GROUP BY 1 HAVING count(*) > 10 ORDER BY n DESC

-- name: read 8
SELECT DISTINCT status FROM orders ORDER BY status

-- name: read 9
SELECT DISTINCT ON (customer_id) customer_id, id, placed_at FROM orders ORDER BY customer_id, placed_at DESC

-- name: read 10
SELECT * FROM public.orders WHERE id = 7

-- name: read 11
SELECT * FROM "orders" WHERE "id" IN (1, 2, 3)

-- name: read 12
SELECT ID, Total FROM Orders WHERE Status = 'pending' AND ID < 10

-- name: read 13
SELECT * FROM order_totals ORDER BY status

-- name: read 14
SELECT "Id", "sel ect", "quo""te", "Käse" FROM "Weird Table"

-- name: read 15
SELECT w."Id" FROM "Weird Table" w WHERE w."quo""te" = 'b'

-- name: read 16
SELECT "Group", "count" FROM products ORDER BY "count"

-- name: read 17
SELECT p."Group", count(*) FROM products p GROUP BY p."Group"

-- name: read 18
SELECT id, mood FROM products WHERE id < 4 ORDER BY id

-- name: read 19
SELECT mood, count(*) FROM products GROUP BY mood ORDER BY mood

-- name: read 20
SELECT date_trunc('day', placed_at) AS day, count(*), sum(total) FROM orders GROUP BY 1 ORDER BY 1

-- name: read 21
SELECT date_trunc('month', placed_at)::date AS month, sum(total) FROM orders GROUP BY 1 ORDER BY 1

-- name: read 22
SELECT extract(year FROM placed_at) AS year, extract(dow FROM placed_at) AS dow, count(*) FROM orders GROUP BY 1, 2 ORDER BY 1, 2

-- name: read 23
SELECT to_char(placed_at, 'YYYY-MM') AS month, count(*) FROM orders GROUP BY 1 ORDER BY 1

-- name: read 24
SELECT id FROM orders WHERE placed_at >= '2026-01-10' AND placed_at < '2026-01-20' ORDER BY id

-- name: read 25
SELECT id FROM orders WHERE placed_at BETWEEN timestamptz '2026-01-10 00:00+00' AND timestamp '2026-01-12 00:00' ORDER BY id

-- name: read 26
SELECT id FROM orders WHERE placed_at > date '2026-01-20' + interval '3 days' ORDER BY id

-- name: read 27
SELECT placed_at AT TIME ZONE 'Asia/Kolkata' FROM orders WHERE id = 1

-- name: read 28
SELECT max(placed_at) - min(placed_at) FROM orders

-- name: read 29
SELECT placed_at::date, total::int, id::text || '-x' FROM orders WHERE id < 4

-- name: read 30
SELECT age(timestamp '2026-03-01', timestamp '2025-12-25')

-- name: read 31
SELECT count(*) FILTER (WHERE status = 'shipped') AS shipped, count(*) FILTER (WHERE status <> 'shipped') AS other FROM orders

-- name: read 32
SELECT round(100.0 * count(*) FILTER (WHERE status = 'refunded') / count(*), 2) AS share FROM orders

-- name: read 33
SELECT round(avg(total), 2), trunc(stddev(total), 3), percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders

-- name: read 34
SELECT status, percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY total) FROM orders GROUP BY status ORDER BY 1

-- name: read 35
SELECT mode() WITHIN GROUP (ORDER BY status) FROM orders

-- name: read 36
SELECT id, row_number() OVER (PARTITION BY status ORDER BY total DESC) AS place FROM orders ORDER BY id

-- name: read 37
SELECT id, rank() OVER w, dense_rank() OVER w FROM orders WINDOW w AS (PARTITION BY customer_id ORDER BY total) ORDER BY id

-- name: read 38
SELECT id, total - lag(total) OVER (ORDER BY placed_at) AS change, lead(total, 2, 0) OVER (ORDER BY placed_at) FROM orders ORDER BY id

-- name: read 39
SELECT id, sum(total) OVER (ORDER BY placed_at ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS week FROM orders ORDER BY id

-- name: read 40
SELECT id, sum(total) OVER (ORDER BY placed_at RANGE BETWEEN interval '1 day' PRECEDING AND CURRENT ROW) FROM orders ORDER BY id

-- name: read 41
SELECT id, avg(total) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) FROM orders ORDER BY id

-- name: read 42
SELECT id, first_value(id) OVER w, last_value(id) OVER w, nth_value(id, 2) OVER w, ntile(4) OVER w FROM orders WINDOW w AS (ORDER BY total) ORDER BY id

-- name: read 43
SELECT * FROM (SELECT id, row_number() OVER (PARTITION BY customer_id ORDER BY total DESC) AS r FROM orders) x WHERE r <= 2 ORDER BY id

-- name: read 44
WITH big AS (SELECT * FROM orders WHERE total > 500) SELECT status, count(*) FROM big GROUP BY status ORDER BY 1

-- name: read 45
WITH a AS (SELECT id, total FROM orders), b AS (SELECT avg(total) AS mean FROM a) SELECT a.id FROM a, b WHERE a.total > b.mean ORDER BY 1

-- name: read 46
WITH x AS MATERIALIZED (SELECT id FROM orders WHERE id < 5), y AS NOT MATERIALIZED (SELECT id FROM x) SELECT * FROM y ORDER BY id

-- name: read 47
WITH x(a, b) AS (VALUES (1, 'one'), (2, 'two')) SELECT x.b FROM x WHERE a = 2

-- name: read 48
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n

-- name: read 49
WITH RECURSIVE months AS (SELECT date '2026-01-01' AS d UNION ALL SELECT (d + interval '1 month')::date FROM months WHERE d < date '2026-06-01') SELECT d, count(o.id) FROM months LEFT JOIN orders o ON date_trunc('month', o.placed_at)::date = d GROUP BY d ORDER BY d

-- name: read 50
SELECT day::date, count(o.id) FROM generate_series(date '2026-01-01', date '2026-01-10', interval '1 day') AS day LEFT JOIN orders o ON o.placed_at::date = day::date GROUP BY 1 ORDER BY 1

-- name: read 51
SELECT n FROM generate_series(1, 10) AS n WHERE n % 2 = 0

-- name: read 52
SELECT id FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE vip) ORDER BY id

-- name: read 53
SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.total > 1000) ORDER BY 1

-- name: read 54
SELECT name FROM customers c WHERE NOT EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id)

-- name: read 55
SELECT id, (SELECT name FROM customers c WHERE c.id = o.customer_id) AS customer FROM orders o WHERE id <= 10 ORDER BY id

-- name: read 56
SELECT c.name, last.id, last.total FROM customers c CROSS JOIN LATERAL (SELECT id, total FROM orders o WHERE o.customer_id = c.id ORDER BY placed_at DESC LIMIT 2) AS last ORDER BY 1, 2

-- name: read 57
SELECT c.name, last.id FROM customers c LEFT JOIN LATERAL (SELECT id FROM orders o WHERE o.customer_id = c.id ORDER BY total DESC LIMIT 1) last ON true ORDER BY 1

-- name: read 58
SELECT name FROM customers UNION SELECT name FROM products ORDER BY name

-- name: read 59
SELECT id FROM orders INTERSECT SELECT id FROM products ORDER BY 1

-- name: read 60
(SELECT id FROM orders EXCEPT SELECT id FROM products) ORDER BY 1 LIMIT 3

-- name: read 61
SELECT 'order' AS kind, count(*) FROM orders UNION ALL SELECT 'product', count(*) FROM products

-- name: read 62
SELECT CASE WHEN total > 1000 THEN 'large' WHEN total > 500 THEN 'medium' ELSE 'small' END AS size, count(*) FROM orders GROUP BY 1 ORDER BY 1

-- name: read 63
SELECT CASE status WHEN 'shipped' THEN 1 ELSE 0 END FROM orders WHERE id < 5 ORDER BY id

-- name: read 64
SELECT COALESCE(note, 'none'), NULLIF(status, 'pending'), GREATEST(id, 3), LEAST(id, 3) FROM orders WHERE id < 8 ORDER BY id

-- name: read 65
SELECT lower(name), upper(name), initcap(name), length(name), left(name, 2), right(name, 2), reverse(name) FROM customers ORDER BY id

-- name: read 66
SELECT name || ' from ' || city FROM customers ORDER BY id

-- name: read 67
SELECT concat(name, ' (', city, ')'), concat_ws(', ', name, city) FROM customers ORDER BY id

-- name: read 68
SELECT format('%s has %s', name, id) FROM customers ORDER BY id

-- name: read 69
SELECT substring(name FROM 1 FOR 3), position('v' IN name), trim(BOTH ' ' FROM name), overlay(name PLACING 'X' FROM 1 FOR 1) FROM customers ORDER BY id

-- name: read 70
SELECT replace(sku, 'SKU-', ''), split_part(sku, '-', 2)::int, lpad(id::text, 4, '0') FROM products ORDER BY id

-- name: read 71
SELECT name FROM customers WHERE name ILIKE 'r%' OR name NOT LIKE '%a%' ORDER BY 1

-- name: read 72
SELECT name FROM products WHERE name ~ '^Product 1[0-2]$' AND sku !~* 'x' ORDER BY id

-- name: read 73
SELECT regexp_replace(name, '[0-9]+', '#', 'g'), substring(name FROM '[0-9]+') FROM products ORDER BY id

-- name: read 74
SELECT string_agg(name, ', ' ORDER BY name) FROM customers

-- name: read 75
SELECT status, array_agg(id ORDER BY id) FROM orders WHERE id < 10 GROUP BY status ORDER BY status

-- name: read 76
SELECT array_agg(DISTINCT status ORDER BY status) FROM orders

-- name: read 77
SELECT id, tags, array_length(tags, 1), cardinality(tags) FROM customers ORDER BY id

-- name: read 78
SELECT id FROM customers WHERE 'loyal' = ANY (tags) OR tags @> ARRAY['quiet'] ORDER BY id

-- name: read 79
SELECT id, tag FROM customers, unnest(tags) AS tag ORDER BY 1, 2

-- name: read 80
SELECT c.id, t.tag, t.place FROM customers c CROSS JOIN LATERAL unnest(c.tags) WITH ORDINALITY AS t(tag, place) ORDER BY 1, 3

-- name: read 81
SELECT sizes[1], sizes[1:2], sizes || 9 FROM products WHERE id < 4 ORDER BY id

-- name: read 82
SELECT id, profile ->> 'age', (profile ->> 'age')::int + 1, profile -> 'langs' -> 0, profile #>> '{langs,0}' FROM customers ORDER BY id

-- name: read 83
SELECT id FROM customers WHERE profile @> '{"langs": ["en"]}' OR profile ? 'age' ORDER BY id

-- name: read 84
SELECT c.id, lang FROM customers c, jsonb_array_elements_text(c.profile -> 'langs') AS lang ORDER BY 1, 2

-- name: read 85
SELECT key, value FROM customers c, jsonb_each(c.profile) WHERE c.id = 1 ORDER BY key

-- name: read 86
SELECT jsonb_build_object('id', id, 'total', total) FROM orders WHERE id = 1

-- name: read 87
SELECT json_agg(json_build_object('id', id) ORDER BY id) FROM orders WHERE id < 4

-- name: read 88
SELECT jsonb_path_query(profile, '$.langs[*]') FROM customers WHERE id = 1

-- name: read 89
SELECT sum(i.quantity * i.price) AS revenue, p.name FROM order_items i JOIN products p ON p.id = i.product_id JOIN orders o ON o.id = i.order_id WHERE o.status <> 'refunded' GROUP BY p.name ORDER BY revenue DESC, p.name LIMIT 10

-- name: read 90
SELECT o.id, count(*) AS lines, sum(quantity) FROM orders o JOIN order_items i ON i.order_id = o.id GROUP BY o.id HAVING sum(quantity) > 2 ORDER BY o.id

-- name: read 91
SELECT status, customer_id, sum(total) FROM orders GROUP BY ROLLUP (status, customer_id) ORDER BY 1, 2

-- name: read 92
SELECT status, customer_id, grouping(status), count(*) FROM orders GROUP BY GROUPING SETS ((status), (customer_id), ()) ORDER BY 1, 2

-- name: read 93
SELECT status, customer_id, count(*) FROM orders GROUP BY CUBE (status, customer_id) ORDER BY 1, 2

-- name: read 94
SELECT * FROM orders ORDER BY note NULLS FIRST, id DESC LIMIT 7 OFFSET 3

-- name: read 95
SELECT id FROM orders ORDER BY total DESC FETCH FIRST 3 ROWS ONLY

-- name: read 96
SELECT status FROM orders ORDER BY status FETCH FIRST 1 ROW WITH TIES

-- name: read 97
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, s) ORDER BY n

-- name: read 98
VALUES (1, 'x'), (2, 'y')

-- name: read 99
TABLE order_totals

-- name: read 100
SELECT 1 + 2 * 3, 7 / 2, 7 % 3, 2 ^ 3, -5, @ -5, |/ 16, 5 & 3, 5 | 3, 5 # 3, ~5, 1 << 3

-- name: read 101
SELECT 1.5e3, 0.1 + 0.2, 9223372036854775807, 12345678901234567890.123, 1e-3::float8

-- name: read 102
SELECT true AND NOT false OR NULL, 1 IS DISTINCT FROM NULL, true IS NOT FALSE, NULL IS UNKNOWN

-- name: read 103
SELECT NOT 1 = 2, - 2 ^ 2, 2 - 3 - 4, 100 / 10 / 2, 1 < 2 AND 2 < 3, 'a' || 'b' = 'ab'

-- name: read 104
SELECT 'it''s', E'tab\there', $$dollar 'quoted'$$, U&'\0041', 'back\slash', 'Käse 東京 🦀'

-- name: read 105
SELECT 'a' LIKE 'a', 'a_c' LIKE 'a\_c', 'a%c' LIKE 'a!%c' ESCAPE '!', 'abc' SIMILAR TO '(a|b)bc'

-- name: read 106
SELECT ceil(1.2), floor(-1.2), abs(-3), sign(-2), sqrt(2.0::float8), power(2, 10), mod(7, 3), ln(1), exp(0), pi()

-- name: read 107
SELECT make_date(2026, 1, 31), date '2026-01-31' + 1, date '2026-03-01' - date '2026-01-01', interval '1 day 2 hours' * 2

-- name: read 108
SELECT id, picture, weight FROM products WHERE id < 4 ORDER BY id

-- name: read 109
SELECT a.id, b.id FROM orders a CROSS JOIN products b WHERE a.id < 3 AND b.id < 3 ORDER BY 1, 2

-- name: read 110
SELECT id, status, quantity FROM orders JOIN order_items ON order_id = id WHERE line = 1 ORDER BY id

-- name: read 111
SELECT id, a.name, b.name FROM customers a FULL JOIN products b USING (id) ORDER BY id

-- name: read 112
SELECT * FROM (SELECT id, name FROM products) p NATURAL JOIN (SELECT id, status FROM orders) o ORDER BY id

-- name: read 113
SELECT (SELECT count(*) FROM orders), (SELECT max(price) FROM products)

-- name: read 114
SELECT id FROM orders WHERE total > ALL (SELECT price FROM products) ORDER BY id LIMIT 5

-- name: read 115
SELECT id FROM orders WHERE (customer_id, status) IN ((1, 'pending'), (2, 'shipped')) ORDER BY id

-- name: read 116
SELECT id FROM orders WHERE (placed_at, id) > (timestamptz '2026-01-20 00:00+00', 0) ORDER BY placed_at, id LIMIT 5

-- name: read 117
SELECT (DATE '2026-01-01', DATE '2026-02-01') OVERLAPS (DATE '2026-01-15', DATE '2026-03-01')

-- name: read 118
SELECT width_bucket(total, 0, 1300, 4) AS bucket, count(*) FROM orders GROUP BY 1 ORDER BY 1

-- name: read 119
SELECT corr(total, id), regr_slope(total, id), var_pop(id), bool_or(total > 5), every(total > 5) FROM orders

-- name: read 120
SELECT count(DISTINCT customer_id), count(DISTINCT (customer_id, status)) FROM orders

-- name: read 121
SELECT md5('x'), encode('abc'::bytea, 'base64'), encode(sha256('x'), 'hex')

-- name: read 122
SELECT ARRAY[1, 2] || 3, ARRAY(SELECT id FROM orders WHERE id < 4 ORDER BY id), ARRAY[[1, 2], [3, 4]]

-- name: read 123
SELECT int4range(1, 5) @> 3, daterange('2026-01-01', '2026-02-01') && daterange('2026-01-15', '2026-03-01')

-- name: read 124
SELECT to_tsvector('english', 'The quick foxes') @@ to_tsquery('english', 'fox')

-- name: read 125
SELECT count(*) FROM orders -- how many

-- name: read 126
SELECT /* all of them */ count(*) FROM orders;

-- name: read 127
SELECT o.*, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id < 4 ORDER BY o.id

-- name: read 128
SELECT id AS "select", total AS "Total Value" FROM orders WHERE id = 1

-- name: read 129
SELECT id total, total id FROM orders ORDER BY total, id LIMIT 3

-- name: read 130
SELECT sum(total) AS total FROM orders GROUP BY status ORDER BY total

-- name: read 131
SELECT total + 1 AS total FROM orders ORDER BY orders.total DESC LIMIT 3

-- name: read 132
SELECT status AS id, count(*) FROM orders GROUP BY status ORDER BY id

-- name: read 133
SELECT row_to_json(x) FROM (SELECT id, total FROM orders WHERE id < 3 ORDER BY id) x

-- name: unread 1
SELECT id, status, sum(total) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) FROM orders ORDER BY id

-- name: unread 2
WITH RECURSIVE t(id, parent) AS (SELECT 1, 0 UNION ALL SELECT id + 1, id FROM t WHERE id < 4) SEARCH DEPTH FIRST BY id SET ordering SELECT id FROM t ORDER BY ordering

-- name: read 136
EXPLAIN SELECT * FROM orders WHERE id = 1

-- name: masked 1
SELECT * FROM customers

-- name: masked 2
SELECT c.* FROM customers c ORDER BY id

-- name: masked 3
SELECT name, email FROM customers ORDER BY email

-- name: masked 4
SELECT c.email, o.id FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.id < 5

-- name: masked 5
SELECT split_part(email, '@', 2) AS domain, count(*) FROM customers GROUP BY 1

-- name: masked 6
WITH c AS (SELECT * FROM customers) SELECT id, email FROM c

-- name: masked 7
SELECT name, email IS NULL FROM customers
