"""Settings of the test suite: the product's own, with generated secrets, and nothing slow or outside."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="entrepairs-test-"))
os.environ.setdefault("ORIGIN", "http://localhost")
os.environ.setdefault("SECRET_KEY", "tests-only-" + "k" * 50)
os.environ.setdefault("CODE_KEY", "tests-only-" + "c" * 50)
os.environ.setdefault("PASSPORT_KEYS", "UTWz9TUdyYZ2VNGXnPXxwKlzXSs1Sq9DEtoQfUc1RPM=")

from config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
LIMITS: dict[str, str] = {}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages", "renditions")
}
