"""What `check` says of the settings: addresses of shares, the proxy, Redis, the folder."""

from types import SimpleNamespace
from unittest import mock

import pytest
from django.db import DatabaseError
from django.test import override_settings
from environ import Env

from config import checks
from content.models import SiteSettings
from content.models.site_operator import COMPULSORY


@pytest.mark.parametrize(("length", "refused"), [(37, False), (38, True)])
def test_an_address_too_long_for_a_qr_is_refused(length, refused):
    origin = "https://".ljust(length, "a")
    with override_settings(ORIGIN=origin, PASSPORT_ORIGIN=""):
        assert bool(checks.share_address_fits_the_qr(None)) is refused
    with override_settings(ORIGIN=origin, PASSPORT_ORIGIN="https://court.example"):
        assert not checks.share_address_fits_the_qr(None)


def test_without_a_neutral_host_a_check_warns_what_addresses_of_shares_tell():
    with override_settings(PASSPORT_ORIGIN=""):
        assert [each.id for each in checks.neutral_host(None)] == ["entrepairs.I001"]
    with override_settings(PASSPORT_ORIGIN="https://court.example"):
        assert checks.neutral_host(None) == []
    with override_settings(ORIGIN="https://exemple.org", PASSPORT_ORIGIN="https://passeport.exemple.org"):
        assert [each.id for each in checks.neutral_host(None)] == ["entrepairs.W005"]


@pytest.mark.django_db
def test_https_is_refused_while_the_site_does_not_say_who_runs_it():
    with override_settings(SECURE_SSL_REDIRECT=True):
        (refusal,) = checks.says_who_runs_it(None)
        assert refusal.id == "entrepairs.E003"
        assert "hébergeur" in refusal.msg and "qui contacter pour ses données" in refusal.msg
        SiteSettings.objects.create(**dict.fromkeys(COMPULSORY, "Exemple"))
        assert checks.says_who_runs_it(None) == []
        SiteSettings.objects.update(host_phone="Exemple : un numéro")
        assert "téléphone de l’hébergeur." in checks.says_who_runs_it(None)[0].msg
        SiteSettings.objects.update(host_phone="  ")
        assert "téléphone de l’hébergeur." in checks.says_who_runs_it(None)[0].msg
    with override_settings(SECURE_SSL_REDIRECT=False):
        assert checks.says_who_runs_it(None) == []


def test_before_the_tables_are_made_the_check_of_who_runs_the_site_says_nothing(monkeypatch):
    monkeypatch.setattr(SiteSettings.objects, "first", mock.Mock(side_effect=DatabaseError))
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert checks.says_who_runs_it(None) == []


def ids(messages) -> list[str]:
    return [each.id for each in messages]


@pytest.mark.parametrize(
    ("proxies", "debug", "https", "slow", "endless"),
    [
        (0, False, True, True, True),
        (0, False, False, True, False),
        (0, True, False, False, False),
        (1, False, True, 0, 0),
    ],
)
def test_a_site_without_a_proxy_is_warned_of_what_it_lacks(proxies, debug, https, slow, endless):
    with override_settings(PROXY_COUNT=proxies, DEBUG=debug, SECURE_SSL_REDIRECT=https):
        assert ids(checks.buffering_proxy(None)) == ["entrepairs.W001"] * slow
        assert ids(checks.proxy_ends_tls(None)) == ["entrepairs.W002"] * endless


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "redis://127.0.0.1:1/zero"])
def test_a_redis_that_does_not_answer_is_named(address):
    with override_settings(REDIS_URL=address):
        assert ids(checks.redis_answers(None)) == ["entrepairs.W003"]
    with override_settings(REDIS_URL=""):
        assert checks.redis_answers(None) == []


@pytest.mark.parametrize(
    ("named", "database", "cache", "mail"),
    [
        ("", "sqlite:///x.sqlite3", "", ""),
        ("", "postgres://a:b@127.0.0.1:5432/c", "redis://localhost:6379", "smtp://localhost:25"),
        ("", "postgres:///c?host=/run/postgresql", "redis://[::1]:6379", "dummymail://"),
        (
            "",
            "postgres://a:b@base.exemple/c?sslmode=verify-full",
            "rediss://cache.exemple:6379",
            "smtps://m.exemple:587",
        ),
        ("", "sqlite:///x.sqlite3", "unix:///run/redis.sock", "smtp+ssl://mail.exemple:465"),
        ("DATABASE_URL", "postgres://a:b@base.exemple:5432/c", "", ""),
        ("DATABASE_URL", "postgres://a:b@10.0.0.2/c?sslmode=require", "", ""),
        ("DATABASE_URL", "postgres:///c?host=base.exemple", "", ""),
        ("REDIS_URL", "sqlite:///x.sqlite3", "redis://cache.exemple:6379", ""),
        ("REDIS_URL", "sqlite:///x.sqlite3", "rediss://cache.exemple:6379?ssl_cert_reqs=none", ""),
        ("EMAIL_URL", "sqlite:///x.sqlite3", "", "smtp://mail.exemple:25"),
    ],
)
def test_another_machine_is_reached_by_verified_tls_alone(named, database, cache, mail):
    described = {"DATABASES": {"default": Env.db_url_config(database)}, "REDIS_URL": cache, "EMAIL_URL": mail}
    nothing = {"EMAIL_HOST": "localhost", "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}
    sent = Env.email_url_config(mail) if mail else {}
    with mock.patch("config.checks.settings", SimpleNamespace(**{**nothing, **described, **sent})):
        messages = checks.other_machines_are_reached_by_tls(None)
    assert ids(messages) == ["entrepairs.E002"] * bool(named)
    assert all(each.msg.startswith(f"{named} leads to ") for each in messages)


def test_a_folder_that_others_read_or_that_cannot_be_written_is_named(tmp_path):
    for mode, wrong in [(0o700, 0), (0o750, 1), (0o701, 1)]:
        tmp_path.chmod(mode)
        with override_settings(VAR_DIR=tmp_path):
            assert ids(checks.private_folder(None)) == ["entrepairs.W004"] * wrong
    with override_settings(VAR_DIR=tmp_path / "gone"):
        assert "cannot be written: No such file" in checks.private_folder(None)[0].msg
