"""The files of docs/deploy: units that systemd takes, proxies that let in what the site takes, commands that exist."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.request_size import LARGEST_WITH_RECORDING, MEGABYTE

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs/deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
PROXIES = [DEPLOY / "nginx.conf", DEPLOY / "Caddyfile"]
CODE = "/opt/entrepairs/"


def unit(path: Path) -> ConfigParser:
    """Read a unit; a comment behind a value would be part of it, as for systemd."""
    read = ConfigParser(interpolation=None, comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True)
    read.optionxform = str
    read.read_string(path.read_text())
    return read


@pytest.mark.parametrize("path", [*SERVICES, *DEPLOY.glob("*.timer")], ids=lambda path: path.name)
def test_a_unit_holds_sections_and_values_alone(path):
    read = unit(path)
    kind = path.suffix.removeprefix(".").capitalize()
    assert {"Unit", kind} <= set(read.sections()) <= {"Unit", kind, "Install"}
    assert not [value for section in read.sections() for value in read[section].values() if " #" in value]
    if not path.name.endswith("backup.service"):  # which its timer starts
        assert read["Install"]["WantedBy"]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_unit_keeps_what_it_writes_for_its_owner_and_starts_what_exists(path):
    service = unit(path)["Service"]
    assert (service["UMask"], service["StateDirectoryMode"]) == ("0077", "0700")
    assert service["ReadWritePaths"] == f"/var/lib/{service['StateDirectory']}"
    for name in ("ExecStartPre", "ExecStart"):
        words = service.get(name, "").split()
        if not words:
            continue
        assert words[0].startswith(f"{CODE}.venv/bin/")
        assert (ROOT / words[1]).exists() or words[1] == "-c"
        if words[1] == "site/manage.py":
            assert words[2] in get_commands()
        else:
            assert (ROOT / words[2]).exists()


@pytest.mark.parametrize("path", PROXIES, ids=lambda path: path.name)
def test_a_proxy_lets_in_the_files_that_the_site_takes_and_no_more_than_twice(path):
    sizes = [
        int(size) for size in re.findall(r"(?:client_max_body_size|max_size) (\d+)\s?(?:m|MB)\b", path.read_text())
    ]
    assert LARGEST_WITH_RECORDING < max(sizes) * MEGABYTE < 2 * LARGEST_WITH_RECORDING


def test_nginx_keeps_no_address_of_a_visitor_and_sets_what_the_site_believes():
    blocks = (DEPLOY / "nginx.conf").read_text().split("\nserver {")[1:]
    assert all("access_log off;" in block for block in blocks)
    assert all("error_log /var/log/nginx/error.log emerg;" in block for block in blocks), "an error quotes the request"
    for block in blocks:
        if "proxy_pass" in block:
            assert "X-Forwarded-For $remote_addr;" in block
            assert "X-Forwarded-Proto $scheme;" in block
            assert "proxy_request_buffering off" not in block


def test_caddy_keeps_no_line_of_a_request_and_reads_each_whole():
    written = (DEPLOY / "Caddyfile").read_text()
    assert re.search(r"^\t\texclude http\.log http\.handlers http\.stdlib$", written, re.MULTILINE)
    sites = written.split("\n{$")[1:]
    assert len(sites) == 2
    for block in sites:
        assert "header_up X-Forwarded-For {remote_host}" in block
        assert "{$CADDY_BUFFERS:buffer_requests}" in block
        assert not re.search(r"^\s*log\b", block, re.MULTILINE)


def test_nginx_tells_of_no_site_to_who_names_none():
    blocks = (DEPLOY / "nginx.conf").read_text().split("\nserver {")[1:]
    closed = [block for block in blocks if "default_server" in block]
    assert ["return 444;" in block for block in closed] == [True, False]
    assert ["ssl_reject_handshake on;" in block for block in closed] == [False, True]
    assert not any(sign in block for block in closed for sign in ("ssl_certificate", "proxy_pass", "server_name"))


def test_the_guide_names_each_file():
    guide = (ROOT / "docs/operating.md").read_text()
    assert [path.name for path in DEPLOY.iterdir() if f"deploy/{path.name}" not in guide] == []
