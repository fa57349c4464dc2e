# name: names with line ends, quotes and commands are named safely or left out
# expect: ok
# file: plain.txt, 1 bytes

NAMES = ["a\nb", "a\rb", "a\tb", "\x1b[31mred", "\x7f", "a'b\"c`d$(id)", "-rf", "--help", " ", " lead", "trail ", "a\\b", "C:\\x", "%2e%2e%2f", "a?b#c&d=e", "<b>", "{x}", "~", ".hidden", "...", ". .", "plain.txt"]
for name in NAMES:
    with open("/tmp/out/" + name, "w") as file:
        file.write("x")
