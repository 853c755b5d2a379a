"""A missing or impossible setting stops the start with a sentence; ORIGIN decides the transport."""

import json
import os
import re
import subprocess
import sys
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from config.settings_parts import services
from tests.consistency.tree import ROOT
from tests.server_settings import gunicorn_settings

COMPLETE = {
    "ORIGIN": "https://exemple.org",
    "SECRET_KEY": "k" * 50,
    "CODE_KEY": "c" * 50,
    "PASSPORT_KEYS": "UTWz9TUdyYZ2VNGXnPXxwKlzXSs1Sq9DEtoQfUc1RPM=",
}
SHOWN = """
import json
from config import settings as s
names = ("DEBUG SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_HSTS_PRELOAD "
         "SECURE_HSTS_INCLUDE_SUBDOMAINS SESSION_COOKIE_SECURE SESSION_COOKIE_NAME CSRF_COOKIE_NAME "
         "ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS DELIVERY_BACKEND MAIL_IS_SENT").split()
database = s.DATABASES["default"]
shown = {**{n: getattr(s, n) for n in names}, "atomic": database["ATOMIC_REQUESTS"], **database.get("OPTIONS", {})}
print(json.dumps(shown))
"""


def start(tmp_path, **given: str | None) -> subprocess.CompletedProcess:
    """Read the settings as a fresh process would, with `COMPLETE` changed by `given`."""
    wanted = {**COMPLETE, "VAR_DIR": str(tmp_path), "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", **given}
    environ = {"PATH": os.environ["PATH"], **{name: value for name, value in wanted.items() if value is not None}}
    return subprocess.run([sys.executable, "-c", SHOWN], env=environ, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("value", [None, "  "])
def test_a_missing_secret_or_origin_is_named_with_where_to_look(tmp_path, name, value):
    done = start(tmp_path, **{name: value})
    assert done.returncode != 0
    assert f"{name} is not set: see .env.example" in done.stderr
    assert done.stderr.count(f"{name} is") == 1


@pytest.mark.parametrize("origin", ["exemple.org", "ftp://exemple.org", "https://exemple.org/site", "https://"])
def test_an_invalid_origin_is_refused(tmp_path, origin):
    done = start(tmp_path, ORIGIN=origin)
    assert "ORIGIN is scheme://host[:port] without a path" in done.stderr


@pytest.mark.parametrize("keys", ["court", "UTWz9TUdyYZ2VNGXnPXxwKlzXSs1Sq9DEtoQfUc1RPM=,", "é" * 44])
def test_an_invalid_passport_key_is_refused_without_printing_it(tmp_path, keys):
    done = start(tmp_path, PASSPORT_KEYS=keys)
    assert done.returncode != 0
    assert "PASSPORT_KEYS holds something that is no key" in done.stderr
    assert keys not in done.stderr.splitlines()[-1]


IMPOSSIBLE = {
    "DEBUG": "peut-être",
    "PROXY_COUNT": "yes",
    "EXTRA_HOSTS": "https://exemple.org",
    "PASSPORT_ORIGIN": "document.example",
    "DATABASE_URL": "mysql://someone:secretword@db.example/site",
    "REDIS_URL": "127.0.0.1:6379",
    "EMAIL_URL": "smtp.exemple.org",
    "WORKER": "oui",
    "HSTS_SECONDS": "un an",
    "HSTS_PRELOAD": "oui",
    "LOG_LEVEL": "BAVARD",
    "LOG_JSON": "peut-être",
}


def test_one_sentence_names_every_setting_that_is_wrong(tmp_path):
    done = start(tmp_path, **IMPOSSIBLE, SECRET_KEY=None, CODE_KEY=None, ORIGIN="exemple", PASSPORT_KEYS="court")
    told = done.stderr.splitlines()[-1]
    assert told.startswith("config.settings_parts.environment.ImpossibleSettingsError: The site cannot start: ")
    assert [name for name in [*IMPOSSIBLE, *COMPLETE] if f"{name} " not in told] == []
    assert "secretword" not in done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "postgres://someone:secr@t/word@db.example/site",
        "postgres://someone:secret#word@db.example/site",
        "postgres://someone:secret?word@db.example/site",
        "postgres://someone:secret:word/x@db.example/site",
        "postgres://someone:word@db.example:port/site",
    ],
)
def test_a_password_that_breaks_the_address_of_the_database_is_explained(tmp_path, address):
    done = start(tmp_path, DATABASE_URL=address)
    assert "DATABASE_URL cannot be read: in a password, write @ as %40" in done.stderr
    assert "secr" not in done.stderr.splitlines()[-1]


def test_an_encoded_password_is_read(tmp_path):
    address = "postgres://someone:s%40%2F%23%3F%25@db.example:5432/site"
    assert start(tmp_path, DATABASE_URL=address).returncode == 0
    assert services.database("NOWHERE", tmp_path / "a")["NAME"] == str(tmp_path / "a")
    with mock.patch.dict(os.environ, {"DATABASE_URL": address}):
        assert services.database("DATABASE_URL", tmp_path)["PASSWORD"] == "s@/#?%"


def test_an_address_without_a_database_is_refused(tmp_path):
    assert "DATABASE_URL names no database" in start(tmp_path, DATABASE_URL="postgres://a:b@db.example").stderr
    assert "DATABASE_URL is sqlite:////the/path" in start(tmp_path, DATABASE_URL="sqlite://").stderr


def test_empty_settings_are_their_defaults(tmp_path):
    empty = dict.fromkeys(set(IMPOSSIBLE), "")
    assert start(tmp_path, **empty).returncode == 0


@pytest.mark.parametrize("command", [["site/manage.py", "check"], ["-m", "gunicorn", "-c", "tools/gunicorn.conf.py"]])
def test_every_process_says_it_in_a_sentence_and_nothing_else(tmp_path, command):
    given = {**COMPLETE, "VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"], "PROXY_COUNT": "yes", "PORT": "web"}
    command = [sys.executable, *command, *(["config.wsgi"] if "gunicorn" in command else [])]
    done = subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    port = "PORT is a whole number up to 65535, not « web »; " if "gunicorn" in command else ""
    assert done.stderr == f"The site cannot start: {port}PROXY_COUNT is a whole number up to 9, not « yes ».\n"
    assert done.stdout == ""


def test_the_neutral_host_of_shares_is_allowed(tmp_path):
    shown = json.loads(start(tmp_path, PASSPORT_ORIGIN="https://document.example/").stdout)
    assert shown["ALLOWED_HOSTS"] == ["exemple.org", "document.example"]
    done = start(tmp_path, PASSPORT_ORIGIN="document.example")
    assert "PASSPORT_ORIGIN is scheme://host[:port] without a path" in done.stderr


def test_https_brings_every_protection_of_the_transport(tmp_path):
    shown = json.loads(start(tmp_path).stdout)
    assert shown["DEBUG"] is False
    assert shown["SECURE_SSL_REDIRECT"] is True
    assert shown["SECURE_HSTS_SECONDS"] == 3600
    assert shown["SECURE_HSTS_PRELOAD"] is shown["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is False
    assert shown["SESSION_COOKIE_SECURE"] is True
    assert shown["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert shown["CSRF_COOKIE_NAME"].startswith("__Host-")


def test_a_year_of_https_and_the_lists_of_browsers_are_asked_for(tmp_path):
    shown = json.loads(start(tmp_path, HSTS_SECONDS="31536000", HSTS_PRELOAD="1").stdout)
    assert shown["SECURE_HSTS_SECONDS"] == 31_536_000
    assert shown["SECURE_HSTS_PRELOAD"] is shown["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    http = json.loads(start(tmp_path, ORIGIN="http://localhost", HSTS_SECONDS="9", HSTS_PRELOAD="1").stdout)
    assert (http["SECURE_HSTS_SECONDS"], http["SECURE_HSTS_PRELOAD"]) == (0, False)


def test_http_brings_no_protection_of_the_transport(tmp_path):
    shown = json.loads(start(tmp_path, ORIGIN="http://localhost:8123").stdout)
    assert shown["SECURE_SSL_REDIRECT"] is False
    assert shown["SECURE_HSTS_SECONDS"] == 0
    assert shown["SESSION_COOKIE_NAME"] == "sessionid"
    assert shown["ALLOWED_HOSTS"] == ["localhost"]
    assert shown["CSRF_TRUSTED_ORIGINS"] == ["http://localhost:8123"]


@pytest.mark.parametrize(
    ("given", "backend", "is_sent"),
    [
        ({}, "dummy", False),  # a mail printed in a log would give its link away
        ({"EMAIL_URL": ""}, "dummy", False),
        ({"EMAIL_URL": "smtp+tls://nom:secret@smtp.exemple.org:587"}, "smtp", True),
        ({"ORIGIN": "http://localhost:8123"}, "console", True),
    ],
)
def test_without_a_mail_server_production_neither_sends_nor_prints_mails(tmp_path, given, backend, is_sent):
    shown = json.loads(start(tmp_path, **given).stdout)
    assert (shown["DELIVERY_BACKEND"], shown["MAIL_IS_SENT"]) == (
        f"django.core.mail.backends.{backend}.EmailBackend",
        is_sent,
    )


def test_sqlite_is_set_for_several_writers(tmp_path):
    shown = json.loads(start(tmp_path).stdout)
    assert shown["transaction_mode"] == "IMMEDIATE"
    assert shown["timeout"] == 5
    assert "journal_mode=WAL" in shown["init_command"]
    assert shown["atomic"] is False


def test_postgresql_is_waited_for_5_seconds_unless_its_address_says_otherwise(tmp_path):
    address = "postgres://someone@db.example:5432/site"
    shown = json.loads(start(tmp_path, DATABASE_URL=address).stdout)
    assert shown["connect_timeout"] <= 5
    assert 0 < shown["tcp_user_timeout"] <= 5000
    shown = json.loads(start(tmp_path, DATABASE_URL=f"{address}?connect_timeout=9&sslmode=require").stdout)
    assert (shown["connect_timeout"], shown["sslmode"]) == (9, "require")


def test_the_environment_wins_over_the_private_file(tmp_path):
    (tmp_path / "env").write_text("ORIGIN=http://file.example:1\nSECRET_KEY=from-the-file\n")
    assert json.loads(start(tmp_path).stdout)["CSRF_TRUSTED_ORIGINS"] == ["https://exemple.org"]
    shown = json.loads(start(tmp_path, ORIGIN=None).stdout)
    assert shown["CSRF_TRUSTED_ORIGINS"] == ["http://file.example:1"]


def test_the_example_names_only_variables_that_are_read():
    names = {line.lstrip("#").split("=")[0] for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line}
    names = {name for name in names if name.isupper()}
    read = "".join((ROOT / path).read_text() for path in ("site/config/settings.py", "tools/gunicorn.conf.py"))
    assert {"ORIGIN", "SECRET_KEY", "CODE_KEY", "PASSPORT_KEYS", "DATABASE_URL"} <= names
    assert [name for name in sorted(names) if not re.search(rf"[\"']{name}[\"']", read)] == []


@pytest.mark.parametrize(("host", "proxies", "warned"), [("127.0.0.1", 0, 0), ("0.0.0.0", 0, 1), ("0.0.0.0", 1, 0)])
def test_a_server_that_a_network_reaches_says_that_it_has_no_proxy(host, proxies, warned, monkeypatch, caplog):
    monkeypatch.setenv("BIND", host)
    server = gunicorn_settings()
    with override_settings(PROXY_COUNT=proxies):
        server["on_starting"](None)
    assert sum("without a proxy" in line.getMessage() for line in caplog.records) == warned


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/aide/", "/compte/connexion/", "/nulle-part/"])
def test_every_page_carries_a_strict_policy(path):
    policy = Client().get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


@pytest.mark.django_db
def test_no_site_may_frame_a_page():
    headers = Client().get("/aide/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
