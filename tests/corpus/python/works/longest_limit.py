# name: the longest limit does not make a short program longer
# expect: ok
# timeout: 30
# within: 5
# value is: 'done'

"done"
