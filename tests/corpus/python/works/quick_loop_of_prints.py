# name: a thousand short lines do not make a call slow
# expect: ok
# within: 6
# stdout has: 0\n1\n2\n

for n in range(1000):
    print(n)
