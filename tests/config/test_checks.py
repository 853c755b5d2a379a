"""What `check` says of the settings: addresses of shares, the proxy, Redis, the folder."""

import pytest
from django.test import override_settings

from config import checks


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


def test_a_folder_that_others_read_or_that_cannot_be_written_is_named(tmp_path):
    for mode, wrong in [(0o700, 0), (0o750, 1), (0o701, 1)]:
        tmp_path.chmod(mode)
        with override_settings(VAR_DIR=tmp_path):
            assert ids(checks.private_folder(None)) == ["entrepairs.W004"] * wrong
    with override_settings(VAR_DIR=tmp_path / "gone"):
        assert "cannot be written: No such file" in checks.private_folder(None)[0].msg
