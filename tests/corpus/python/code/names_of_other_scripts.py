# name: names in other scripts are names
# expect: ok
# value is: 6

größe, 数 = 2, 3
größe * 数
