"""A relay before a server, which a test shuts and opens again; the server behind does not know of it.

    database = Relay(("127.0.0.1", 5432))
    database.cut()          # every connection falls, new ones are refused, as when the server is gone
    database.silence()      # every connection stays and says nothing more, as when the network drops it all
    database.mend()
    database.cut_at_commit('INSERT INTO "passport_entry"')     # kept, but nobody is told

`address` is where to connect, the same for its whole life.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable

CHUNK = 65_536
COMMIT = b"COMMIT"
Where = tuple[str, int] | str  # host and port, or the path of a Unix socket


def _shut(*ends: socket.socket) -> None:
    """Close both ways at once, which wakes a thread that waits on the socket."""
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


def _connect(where: Where) -> socket.socket:
    if isinstance(where, tuple):
        return socket.create_connection(where)
    server = socket.socket(socket.AF_UNIX)
    server.connect(where)
    return server


class Relay:
    """Carries every connection to `where`, until it is told otherwise."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self._lock = threading.Lock()
        self._links: set[Link] = set()
        self._door = self._bind(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._door.getsockname()
        self.is_silent = False
        self.is_away = False
        self.back_since = float("-inf")  # the clock when it came back
        self.statement: bytes | None = None  # whose commit cuts everything
        self.has_struck = threading.Event()
        self._open()

    @staticmethod
    def _bind(address: tuple[str, int]) -> socket.socket:
        """Hold a port without listening: nobody else takes it, and every call is refused."""
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        return door

    def _open(self) -> None:
        self._door.listen(64)
        threading.Thread(target=self._welcome, args=[self._door], daemon=True).start()

    def _welcome(self, door: socket.socket) -> None:
        while True:
            try:
                client, _ = door.accept()
            except OSError:
                return  # the door is shut
            try:
                link = Link(self, client, _connect(self.where))
            except OSError:
                _shut(client)  # nobody behind
                continue
            with self._lock:
                self._links.add(link)
            link.start()
            if door is not self._door:
                link.fall()  # the door was shut while we were calling

    def forget(self, link: "Link") -> None:
        """Forget a connection that is over."""
        with self._lock:
            self._links.discard(link)

    def cut(self) -> None:
        """Drop every connection; refuse new ones."""
        self.is_away = True
        former, self._door = self._door, None
        _shut(former)
        with self._lock:
            links = list(self._links)
        for link in links:
            link.fall()
        self._door = self._bind(self.address)

    def silence(self) -> None:
        """Hold every connection, old or new, without a word."""
        self.is_silent = self.is_away = True

    def cut_at_commit(self, statement: str) -> None:
        """Cut when the server has committed a transaction that holds `statement`, before it can say so."""
        self.has_struck.clear()
        self.statement = statement.encode()

    def mend(self) -> None:
        """Carry again, from a clean start."""
        if self.is_away:
            self.back_since = time.monotonic()
        self.statement = None
        self.cut()
        self.is_silent = self.is_away = False
        self._open()

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        self._door.close()


class Link:
    """One connection: what the client says to the server, and back."""

    def __init__(self, relay: Relay, client: socket.socket, server: socket.socket) -> None:
        self.relay, self.client, self.server = relay, client, server
        self.said: bytes | None = None  # by the client, since the statement that is watched
        self.is_doomed = False

    def start(self) -> None:
        """Carry, both ways, until one end closes."""
        for source, to, watch in ((self.client, self.server, self._heard), (self.server, self.client, self._answered)):
            threading.Thread(target=self._carry, args=[source, to, watch], daemon=True).start()

    def fall(self) -> None:
        """Close both ends."""
        _shut(self.client, self.server)
        self.relay.forget(self)

    def _carry(self, source: socket.socket, to: socket.socket, watch: Callable[[bytes], bool]) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                if watch(data):
                    to.sendall(data)
        if not self.relay.is_silent:
            self.fall()

    def _heard(self, data: bytes) -> bool:
        """Look at what the client says; return whether to carry it."""
        wanted = self.relay.statement
        if self.said is not None:
            self.said += data
        elif wanted and wanted in data:
            self.said = data[data.index(wanted) :]
        self.is_doomed = wanted is not None and self.said is not None and COMMIT in self.said
        return not self.relay.is_silent

    def _answered(self, _data: bytes) -> bool:
        """Look at what the server answers; return whether to carry it."""
        if self.is_doomed:
            self.relay.statement = None
            self.relay.cut()
            self.relay.has_struck.set()
            return False
        return not self.relay.is_silent
