# name: the code cannot pass for another file in a traceback
# expect: exception
# exception is: ValueError

exec(compile("raise ValueError('elsewhere')", "/etc/passwd", "exec"))
