# name: marks that turn the direction of text break nothing
# expect: ok
# value is: 'written'
# stdout has: after

print("\u202e\u2066drow\u2069\u202c \ufeff\u200b\u2028\u2029\ufffe after")
"written"
