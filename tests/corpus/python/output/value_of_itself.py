# name: a value that holds itself is shown
# expect: ok
# value is: [[...]]

circle = []
circle.append(circle)
circle
