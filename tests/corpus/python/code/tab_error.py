# name: tabs mixed with spaces are told
# compiles: no
# expect: exception
# exception is: TabError

if True:
        x = 1
	y = 2
