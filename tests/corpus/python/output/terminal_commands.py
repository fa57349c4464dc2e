# name: commands for a terminal break nothing
# expect: ok
# value is: 'written'
# stdout has: after

print("\x1b[2J\x1b[31m\x1b]0;title\x07\x1b]52;c;cHduZWQ=\x07\x9b31m\x08\x7f\r after")
"written"
