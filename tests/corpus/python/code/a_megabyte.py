# name: code of a megabyte is refused clearly or run
# code: pad 1000000
# expect: ok | refused
# value is: 'small at heart'

"small at heart"
