# name: a value whose repr ends the program is no escape
# expect: exit_code | ok | exception | signal | sandbox_died
# exit code is: 0

import os


class Odd:
    def __repr__(self):
        os._exit(0)


Odd()
