# name: sqlite3 works on a file in /tmp
# expect: ok
# value is: (1000,)

import sqlite3

db = sqlite3.connect("/tmp/work.db")
with db:
    db.execute("CREATE TABLE t (n INTEGER)")
    db.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(1000)])
db.close()
sqlite3.connect("/tmp/work.db").execute("SELECT count(*) FROM t").fetchone()
