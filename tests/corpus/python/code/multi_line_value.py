# name: an expression over several lines is the value
# expect: ok
# value is: [1, 2]

[
    1,
    2,
]
