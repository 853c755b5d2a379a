"""The hasher of secret codes and passwords.

A hash takes a processor and 19 MiB for some 20 ms. Two are computed at once in a process, and some of its threads never
wait for one, so that many sign-ins hold up neither the memory nor the other pages.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher

from lib.turns import Turns

turns = Turns(at_once=2, waiting=3, patience=2)  # seconds; tools/gunicorn.conf.py gives a process eight threads


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id, two passes over 19 MiB, one lane: about 21 ms (docs/architecture.md#budgets).

    Raises TooBusyError when too many are asked for at once.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Hash, in turn."""
        with turns.one():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Compare, in turn."""
        with turns.one():
            return super().verify(password, encoded)
