# name: the shortest limit is enough for a short program
# expect: ok
# timeout: 1
# value is: 'done'

"done"
