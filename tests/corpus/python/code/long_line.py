# name: a line of a megabyte is run
# expect: ok | refused
# value is: 500000

exec("x = " + "+".join(["1"] * 1000))
len(eval("[" + "1," * 500_000 + "]"))
