# name: two input files cannot have the same name
# input: same.txt = one
# input: same.txt = two
# expect: refused | ok
# stdout has: o

print(open("/tmp/in/same.txt").read())
