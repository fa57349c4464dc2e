# name: no module and no other kernel can be loaded
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import ctypes

with open("/tmp/module.ko", "wb") as file:
    file.write(b"\x7fELF" + bytes(2000))
image = ctypes.create_string_buffer(b"\x7fELF" + bytes(2000))
opened = os.open("/tmp/module.ko", os.O_RDONLY)
attempt("init_module", syscall, "init_module", image, len(image), b"")
attempt("finit_module", syscall, "finit_module", opened, b"", 0)
attempt("delete_module", syscall, "delete_module", b"loop", 0o4000)
attempt("kexec_load", syscall, "kexec_load", 0, 0, None, 0)
attempt("kexec_file_load", syscall, "kexec_file_load", opened, opened, 0, b"", 0)
attempt("modprobe", lambda: subprocess.run(["modprobe", "loop"], timeout=3).returncode == 0)
print("all tried")
