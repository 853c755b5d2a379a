"""Settings of the test suite: the product's own, with fixed secrets, and nothing slow or outside.

SQLite runs on a file, as in production: threads then have connections of their own. DATABASE_URL chooses
PostgreSQL, TEST_REDIS_URL (without a database number) a Redis of which nothing is kept. Processes of one run share
TEST_VAR_DIR, made by the first and removed when it ends.
"""

import atexit
import os
import shutil
import tempfile

if "TEST_VAR_DIR" not in os.environ:
    os.environ["TEST_VAR_DIR"] = tempfile.mkdtemp(prefix="entrepairs-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_VAR_DIR"], ignore_errors=True)
os.environ |= {
    "VAR_DIR": os.environ["TEST_VAR_DIR"],
    "ORIGIN": "http://localhost",
    "SECRET_KEY": "tests-only-" + "k" * 50,
    "CODE_KEY": "tests-only-" + "c" * 50,
    "PASSPORT_KEYS": "UTWz9TUdyYZ2VNGXnPXxwKlzXSs1Sq9DEtoQfUc1RPM=",
    "LOG_JSON": "1",
    "LOG_LEVEL": "WARNING",  # a line for each request is a seventh of its time; `caplog` gives them to whoever reads
}
for name in ("DEBUG", "EXTRA_HOSTS", "PASSPORT_ORIGIN", "PROXY_COUNT", "REDIS_URL", "EMAIL_URL"):
    os.environ.pop(name, None)

from config.settings import *
from tests.strict_templates import LoudWhenOurs

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
_database = DATABASES["default"]
_run = os.path.basename(os.environ["TEST_VAR_DIR"])[-8:].replace("-", "_")  # noqa: PTH119
_database["TEST"] = {
    "NAME": str(VAR_DIR / "test.sqlite3") if _database["ENGINE"].endswith("sqlite3") else f"test_entrepairs_{_run}"
}
_patience = "timeout" if _database["ENGINE"].endswith("sqlite3") else "connect_timeout"
_database["OPTIONS"] = {**_database["OPTIONS"], _patience: 20}  # dozens of threads press at once on a busy machine
if _database["ENGINE"].endswith("postgresql"):  # nothing of a test outlives a power cut
    _database["OPTIONS"]["options"] = f"{_database['OPTIONS'].get('options', '')} -c synchronous_commit=off".strip()
_database["CONN_MAX_AGE"] = 0  # a thread of a test must not leave a connection behind
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = LoudWhenOurs()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
LIMITS: dict[str, str] = {}
DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_BACKEND = DELIVERY_BACKEND
STYLES_FROM_SOURCES = True  # tests/browser makes the two sheets, as `collectstatic` does
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages", "renditions", "fragments", "here")
}
if _redis := os.environ.get("TEST_REDIS_URL"):  # each process has two numbered databases of its own: it empties them
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for _number, _name in enumerate(("default", "pages")):
        CACHES[_name] = {
            "BACKEND": "config.operations.caches.MissOnOutageRedisCache",
            "LOCATION": f"{_redis}/{2 * _worker + _number}",
        }
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
