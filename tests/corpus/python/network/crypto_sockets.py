# name: the kernel's cipher sockets are not to be had
# uses: attempt
# expect: ok | signal
# stdout has: all tried


def bind(kind, name):
    with socket.socket(38, socket.SOCK_SEQPACKET) as alg:
        alg.bind((kind, name))


attempt("socket", socket.socket, 38, socket.SOCK_SEQPACKET)
for kind, name in [("hash", "sha256"), ("skcipher", "cbc(aes)"), ("aead", "gcm(aes)"), ("rng", "stdrng")]:
    attempt(name, bind, kind, name)
print("all tried")
