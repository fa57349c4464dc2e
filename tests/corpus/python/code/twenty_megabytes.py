# name: code of twenty megabytes is refused clearly or run
# code: pad 20000000
# expect: ok | refused | exception | out_of_memory
# value is: 'small at heart'

"small at heart"
