# name: sqlite3 works in memory
# expect: ok
# value is: [('a', 3), ('b', 4)]

import sqlite3

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE t (name TEXT, n INTEGER)")
db.executemany("INSERT INTO t VALUES (?, ?)", [("a", 1), ("b", 4), ("a", 2)])
db.execute("SELECT name, sum(n) FROM t GROUP BY name ORDER BY name").fetchall()
