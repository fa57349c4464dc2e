# name: fifty nested brackets are fine
# code: deep 50
# expect: ok
# value is: 1

⟳1⟲
