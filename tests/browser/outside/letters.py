"""A mail server that keeps what it is given. It knows the few words of SMTP that Django says (RFC 5321)."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage

QUICKLY = 0.05  # seconds between two looks at whether it was asked to stop


class Letters(socketserver.ThreadingTCPServer):
    """`received` holds the letters in the order they came, each with its one recipient in « To »."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[EmailMessage] = []
        threading.Thread(target=self.serve_forever, args=[QUICKLY], daemon=True).start()

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters that this person received."""
        return [letter for letter in list(self.received) if letter["To"] == address]

    def close(self) -> None:
        """Stop for good."""
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    """One client. A letter counts once its last line is read."""

    server: Letters

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        """Answer until the client leaves."""
        self._say("220 ready")
        for line in self.rfile:
            word = line.split()[0].upper()
            if word == b"DATA":
                self._say("354 go on")
                lines = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.received.append(message_from_bytes(lines, policy=policy.default))
            self._say("250 ok")
            if word == b"QUIT":
                return
