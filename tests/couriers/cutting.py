"""A way to a server that is cut after so many bytes, in one direction; and where the pieces of a talk end."""

import contextlib
import socket
import threading


class Cut:
    """Passes bytes between a client and the server at `port`, and hangs up both when `limit` bytes went.

    answers  are the server's bytes counted, or the client's?
    ends     after how many bytes each piece ended that was counted
    """

    def __init__(self, port, limit=None, *, answers=False):
        self.port, self.limit, self.answers = port, limit, answers
        self.passed, self.ends, self.open = 0, [], []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.reached = self.listening.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            inner, _ = self.listening.accept()
            outer = socket.create_connection(("127.0.0.1", self.port))
            self.open = [inner, outer]
            for one in self.open:
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each piece waits 40 ms
            for source, target, is_answer in ((inner, outer, False), (outer, inner, True)):
                threading.Thread(target=self.hand_on, args=(source, target, is_answer), daemon=True).start()

    def hand_on(self, source, target, is_answer):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                data = self.counted(data) if is_answer is self.answers else data
                target.sendall(data)
                if self.limit is not None and self.passed >= self.limit:
                    break
        self.hang_up()

    def counted(self, data):
        data = data if self.limit is None else data[: self.limit - self.passed]
        self.passed += len(data)
        self.ends.append(self.passed)
        return data

    def hang_up(self):
        for one in self.open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.hang_up()
        for one in (self.listening, *self.open):
            one.close()


def offsets(ends, *, every):
    """Before, in and after each piece; or `every` byte. What came in part says nothing to its reader."""
    return range(ends[-1] + 1) if every else sorted({0, *ends, *(one + 1 for one in ends[:-1])})
