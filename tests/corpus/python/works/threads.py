# name: threads, locks and queues work
# expect: ok
# value is: 4950

import queue, threading

todo, lock, total = queue.Queue(), threading.Lock(), 0
for n in range(100):
    todo.put(n)


def work():
    global total
    while True:
        try:
            n = todo.get_nowait()
        except queue.Empty:
            return
        with lock:
            total += n


threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
total
