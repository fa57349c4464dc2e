# name: content that is no base64 is refused
# input base64: broken.bin = this is no base64!!
# expect: refused

print("it ran")
