# name: a byte order mark before the code is no mistake
# code: bom
# expect: ok
# value is: 42

6 * 7
