# name: imports from the future can stand first
# expect: ok
# value is: {'x': 'int'}

from __future__ import annotations


def f(x: int): ...


f.__annotations__
