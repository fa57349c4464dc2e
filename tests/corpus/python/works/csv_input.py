# name: an input file is in /tmp/in
# input: sales.csv = region,amount\nnorth,10\nsouth,32\nnorth,5\n
# expect: ok
# value is: {'north': 15, 'south': 32}

import collections, csv

totals = collections.Counter()
with open("/tmp/in/sales.csv", newline="") as file:
    for row in csv.DictReader(file):
        totals[row["region"]] += int(row["amount"])
dict(totals)
