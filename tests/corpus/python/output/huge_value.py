# name: a value of a hundred megabytes is bounded
# expect: ok | out_of_memory | exception | sandbox_died
# stdout is: 
# timeout: 20

"x" * 100_000_000
