# name: what comes in for the sandbox cannot be read by the code
# uses: attempt
# expect: ok
# value is: 'genuine'
# within: 6

for number in range(1024):
    if number in (1, 2):
        continue
    try:
        os.set_blocking(number, False)
    except OSError:
        continue
    data = harmless(os.read, number, 65_536)
    # What the code itself came from is no secret to it.
    if data and b"cannot be read by the code" not in data:
        won("data on", number, data[:100])
"genuine"
