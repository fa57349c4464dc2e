# name: an expression that is too deep for the compiler ends at most the call
# expect: exception | signal | out_of_memory
# timeout: 20

eval("-" * 1_000_000 + "1")
