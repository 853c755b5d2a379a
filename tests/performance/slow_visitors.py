"""How the site answers while one visitor is slow on purpose, bare and behind nginx with `docs/deploy/nginx.conf`.

    PYTHONPATH=tools python3 tests/performance/slow_visitors.py

The site is served as in production on a scratch database; the shipped file is used as it is, but for its ports, its
certificates and the port of the site. `/sante` is asked five times during each attack. Without nginx or openssl on the
machine, only the bare site is measured. Not a test: what it says depends on gunicorn and nginx. Standard library only.
"""

import http.client
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import environment, manage
from bench_client import Server, free_port
from install import install
from steps import ROOT, Stop, end, end_when_asked, end_with_parent, say

ASKED = 5  # times, during each attack
PATIENCE = 5.0  # seconds a person waits for a page
PACE = 2.0  # seconds between two bytes, or two lines, of a slow visitor
SETTLED = 6.0  # seconds of attack before the first question: some servers close a silent visitor after five
HEAD = b"POST /compte/connexion/ HTTP/1.1\r\nHost: localhost\r\n"
BODY = HEAD + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
# Name, connections, what each sends first, what it sends again and again.
ATTACKS = (
    ("40 slow heads", 40, HEAD, b"X-Slow: y\r\n"),
    ("40 slow bodies", 40, BODY, b"a"),
    ("200 silent connections", 200, b"", b""),
)
CONFIGURATION = """
daemon off; pid {work}/nginx.pid; error_log {work}/nginx.log; worker_processes auto;
events {{ worker_connections 768; }}
http {{
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/f;
    uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
    include {work}/site.conf;
}}
"""


class Attack:
    """Connections of one visitor, opened and kept: a closed one is opened again."""

    def __init__(self, open_one: Callable[[], socket.socket], count: int, first: bytes, again: bytes) -> None:
        self._open, self._first, self._again = open_one, first, again
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._hold) for _ in range(count)]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()
        time.sleep(SETTLED)

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _hold(self) -> None:
        while not self._over.is_set():
            try:
                with self._open() as held:
                    held.sendall(self._first)
                    while not self._over.wait(PACE) and not _is_closed(held):
                        held.sendall(self._again)
            except OSError:
                self._over.wait(PACE / 10)


def _is_closed(held: socket.socket) -> bool:
    """Return whether the server closed, or answered: then it holds nothing any more."""
    held.settimeout(0.001)
    try:
        held.recv(1)
    except (TimeoutError, ssl.SSLWantReadError):
        return False
    finally:
        held.settimeout(PATIENCE)
    return True


def answers(ask: Callable[[], http.client.HTTPConnection]) -> list[str]:
    """Ask `/sante`; return the milliseconds of each answer, or a dash where none came."""
    said = []
    for _ in range(ASKED):
        began = time.perf_counter()
        connection = ask()
        try:
            connection.request("GET", "/sante", headers={"Host": "localhost"})
            answered = connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            answered = False
        finally:
            connection.close()
        said.append(f"{(time.perf_counter() - began) * 1000:.0f}" if answered else "-")
    return said


def measure(where: str, open_one: Callable[[], socket.socket], ask: Callable[[], http.client.HTTPConnection]) -> None:
    """Print a line for the site at rest, then one for each attack."""
    say(f"{where}, at rest: {' '.join(answers(ask))} ms")
    for name, count, first, again in ATTACKS:
        with Attack(open_one, count, first, again):
            said = answers(ask)
        say(f"{where}, {name}: {ASKED - said.count('-')} of {ASKED} ({' '.join(said)} ms)")


def _plain(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), PATIENCE)


def bare(server: Server) -> None:
    """Measure the site without a proxy."""
    measure("bare", lambda: _plain(server.port), lambda: _client(server.port, None))


def _client(port: int, tls: ssl.SSLContext | None) -> http.client.HTTPConnection:
    if tls is None:
        return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    return http.client.HTTPSConnection("127.0.0.1", port, timeout=PATIENCE, context=tls)


def behind_nginx(server: Server, work: Path) -> None:
    """Measure the site behind nginx; the attacks come through TLS, but those who say nothing."""
    tls = ssl.create_default_context(cafile=str(work / "certificate.pem"))
    tls.check_hostname = False
    with _nginx(server.port, work) as port:

        def open_one() -> socket.socket:
            return tls.wrap_socket(_plain(port))

        measure("nginx", open_one, lambda: _client(port, tls))


@contextmanager
def _nginx(site: int, work: Path) -> Iterator[int]:
    port = free_port()
    key, certificate = work / "key.pem", work / "certificate.pem"
    shipped = (ROOT / "docs" / "deploy" / "nginx.conf").read_text()
    for written, ours in (
        ("listen [::]:", "# "),
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("listen 80", f"listen 127.0.0.1:{free_port()}"),
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
    ):
        if written not in shipped:
            raise Stop(f"docs/deploy/nginx.conf has no « {written} » any more.")
        shipped = shipped.replace(written, ours)
    for name in ("entrepairs.exemple", "document.exemple"):
        shipped = shipped.replace(f"/etc/letsencrypt/live/{name}/fullchain.pem", str(certificate))
        shipped = shipped.replace(f"/etc/letsencrypt/live/{name}/privkey.pem", str(key))
    (work / "site.conf").write_text(shipped)
    (work / "nginx.conf").write_text(CONFIGURATION.format(work=work))
    process = subprocess.Popen(["nginx", "-c", str(work / "nginx.conf")], preexec_fn=end_with_parent)
    try:
        _wait_for(port, process)
        yield port
    finally:
        end(process)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            _plain(port).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Stop("nginx did not start.")


def _certificate(work: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run(
        [*command, "-keyout", str(work / "key.pem"), "-out", str(work / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip


def main() -> None:
    """Serve a scratch site, bare, then behind nginx."""
    end_when_asked()
    install("base")
    work = Path(tempfile.mkdtemp(prefix="entrepairs-slow-"))
    try:
        given = {"EXTRA_HOSTS": "localhost,127.0.0.1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        environ = environment(work / "var") | given
        manage(environ, "prepare")
        with Server(environ, work, bare=False) as server:
            bare(server)
        if not (shutil.which("nginx") and shutil.which("openssl")):
            say("No nginx, or no openssl, on this machine: nothing more is measured.")
            return
        work.chmod(0o755)  # nginx's own processes are another user's
        _certificate(work)
        with Server({**environ, "PROXY_COUNT": "1"}, work, bare=False) as server:
            behind_nginx(server, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
