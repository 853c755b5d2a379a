"""The security headers of every answer, errors included, and the cookies under https."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
SHARE = "/p/Zm9vYmFyYmF6cXV4MTIzNA"
ANSWERS = {
    "home": ("/", 200),
    "not found": ("/nulle-part/", 404),
    "led elsewhere": ("/compte/", 302),
    "no such method": ("/compte/quitter/", 405),
    "sign-in": ("/compte/connexion/", 200),
    "admin": ("/admin/", 302),
    "alive": ("/sante", 200),
    "whom to tell": ("/.well-known/security.txt", 200),
    "picture": ("/media/images/rien.png", 404),
    "share": (SHARE, 200),
    "no share": ("/p/rien", 404),
}


def _has_security_headers(answer) -> None:
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src '" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_has_the_security_headers(name, client):
    address, status = ANSWERS[name]
    answer = client.get(address)
    assert answer.status_code == status
    _has_security_headers(answer)


def test_errors_limits_and_wrong_hosts_have_the_security_headers(client, settings, monkeypatch):
    settings.LIMITS = {"search": "0/m/ip"}
    _has_security_headers(client.get("/recherche/", {"q": "a"}))
    wrong = Client(HTTP_HOST="mal.test").get("/")
    assert wrong.status_code == 400
    assert "mal.test" not in wrong.text
    _has_security_headers(wrong)
    monkeypatch.setattr("config.search.views.look_up", lambda *_: 1 / 0)
    settings.LIMITS = {}
    fault = Client(raise_request_exception=False).get("/recherche/", {"q": "a"})
    assert fault.status_code == 500
    _has_security_headers(fault)


COOKIES = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)
print(s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_HTTPONLY, s.CSRF_COOKIE_SAMESITE)
print(s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)
"""


def test_cookies_under_https_are_host_only_and_secure():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "ORIGIN": "https://exemple.org"}
    environment["PYTHONPATH"] = os.pathsep.join([str(settings.BASE_DIR / "site"), str(settings.BASE_DIR)])
    said = subprocess.run([sys.executable, "-c", COOKIES], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-3:] == [
        "__Host-sessionid True True Lax",
        "__Host-csrftoken True True Lax",
        "None None /",
    ]
