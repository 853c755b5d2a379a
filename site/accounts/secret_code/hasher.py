"""The hasher of secret codes."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id, two passes over 19 MiB, one lane: about 21 ms (docs/architecture.md#budgets)."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
