"""The product's own settings, with a probe that counts, without the rate limits that a load test would meet."""

import os

os.environ.setdefault("LOG_LEVEL", "ERROR")

from config.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "benchmark"]
MIDDLEWARE = ["benchmark.probe.Probe", *MIDDLEWARE]
ACCOUNT_RATE_LIMITS = False
LIMITS: dict[str, str] = {}
