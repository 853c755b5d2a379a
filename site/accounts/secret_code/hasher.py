from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id, two passes over 19 MiB, one lane (6-quality.md §1: 21 ms)."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
