"""A web server that misbehaves on demand, on this machine, in threads: sockets are real.

`with FaultyServer() as server:` then `server.serve("/x.csv", whole(b"…"))`. An answer is a function
of (server, connection, request headers); `in_turn` gives a different one at each request.
"""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable

Headers = dict[str, str]
Answer = Callable[["FaultyServer", socket.socket, Headers], None]


class _Handler(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self):
        lines = []
        while (line := self.rfile.readline().decode("latin-1").strip()) != "":
            lines.append(line)
        if not lines:
            return
        path = lines[0].split(" ")[1]
        pairs = (line.split(":", 1) for line in lines[1:])
        headers = {name.strip().lower(): value.strip() for name, value in pairs}
        server = self.server.faulty
        server.asked.append((path, headers))
        answer = server.answers.get(path, status(404))
        with contextlib.suppress(ConnectionError, TimeoutError):
            answer(server, self.connection, headers)


class _Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 32


class FaultyServer:
    """A server on a free port; `asked` holds the path and the headers of every request."""

    def __init__(self):
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, Headers]] = []
        self.stopped = threading.Event()

    def __enter__(self):
        self._threads = _Threads(("127.0.0.1", 0), _Handler)
        self._threads.faulty = self
        self.base = f"http://127.0.0.1:{self._threads.server_address[1]}"
        self._loop = threading.Thread(target=self._threads.serve_forever, args=(0.01,))
        self._loop.start()
        return self

    def __exit__(self, *error):
        self.stopped.set()
        self._threads.shutdown()
        self._loop.join()
        self._threads.server_close()

    def serve(self, path: str, answer: Answer) -> str:
        """Answer a path so from now on; its address."""
        self.answers[path] = answer
        return f"{self.base}{path}"

    def times(self, path: str) -> int:
        """How many times a path was asked."""
        return sum(asked == path for asked, _ in self.asked)


def _head(code: int, headers: Headers, version: str = "1.1") -> bytes:
    lines = [f"HTTP/{version} {code} Said", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("latin-1")


def whole(body: bytes, **headers: str) -> Answer:
    """The file, with its length. Headers are written with underscores: Last_Modified."""
    return status(200, body, **headers)


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """An answer of any code."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("Content-Length", str(len(body)))
    return lambda server, connection, asked: connection.sendall(_head(code, named) + body)


def cut(body: bytes, at: int) -> Answer:
    """A length announced, and the connection closed before."""
    return status(200, body[:at], Content_Length=str(len(body)))


def cut_chunks(body: bytes, at: int) -> Answer:
    """A body in chunks, closed without the last one."""
    head = _head(200, {"Transfer-Encoding": "chunked"})
    chunk = f"{at:x}\r\n".encode() + body[:at] + b"\r\n"
    return lambda server, connection, asked: connection.sendall(head + chunk)


def without_length(body: bytes) -> Answer:
    """HTTP/1.0: the end of the body is the end of the connection; a cut cannot be told from an end."""
    return lambda server, connection, asked: connection.sendall(_head(200, {}, "1.0") + body)


def chunked(body: bytes) -> Answer:
    """A whole body in one chunk, of no announced length."""
    head = _head(200, {"Transfer-Encoding": "chunked"})
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    return lambda server, connection, asked: connection.sendall(head + chunk)


def dripping(body: bytes, seconds: float = 1, *, head_too: bool = False) -> Answer:
    """One byte at a time, `seconds` apart: of the body only, or of the headers too."""

    def answer(server: FaultyServer, connection: socket.socket, asked: Headers) -> None:
        head = _head(200, {"Content-Length": str(len(body))})
        slow = head + body if head_too else body
        if not head_too:
            connection.sendall(head)
        for byte in slow:
            if server.stopped.wait(seconds):
                return
            connection.sendall(bytes([byte]))

    return answer


def silent() -> Answer:
    """The connection is open, and nothing comes."""
    return lambda server, connection, asked: server.stopped.wait()


def endless(block: bytes) -> Answer:
    """A body that never ends, of no announced length."""

    def answer(server: FaultyServer, connection: socket.socket, asked: Headers) -> None:
        connection.sendall(_head(200, {}, "1.0"))
        while not server.stopped.is_set():
            connection.sendall(block)

    return answer


def conditional(body: bytes, etag: str | None = None, last_modified: str | None = None) -> Answer:
    """The file with its stamps, and 304 to who has it already."""
    stamps = {"ETag": etag, "Last-Modified": last_modified}
    stamps = {name: value for name, value in stamps.items() if value}

    def answer(server: FaultyServer, connection: socket.socket, asked: Headers) -> None:
        had = asked.get("if-none-match"), asked.get("if-modified-since")
        if (etag and had[0] == etag) or (last_modified and not had[0] and had[1] == last_modified):
            connection.sendall(_head(304, stamps))
        else:
            connection.sendall(_head(200, stamps | {"Content-Length": str(len(body))}) + body)

    return answer


def redirect(to: str, code: int = 302) -> Answer:
    """Elsewhere."""
    return status(code, Location=to)


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other; the last one stays."""
    left = list(answers)

    def answer(server: FaultyServer, connection: socket.socket, asked: Headers) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(server, connection, asked)

    return answer


def closed_port() -> str:
    """The address of a port of this machine where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
