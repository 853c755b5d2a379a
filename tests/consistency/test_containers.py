"""The image and the compose file of docs/deploy, read without any engine: who runs, what is reached, what is kept."""

import re
import stat
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml
from django.core.management import get_commands

from tests.config.test_settings import start

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs/deploy"
IMAGE = (DEPLOY / "Containerfile").read_text()
STEPS = re.sub(r"\s*\\\n\s*", " ", re.sub(r"^#.*\n", "", IMAGE, flags=re.MULTILINE)).splitlines()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("prepare", "web", "worker", "backup")
NAMES = ["www.exemple.org", "document.exemple.net"]
SETTINGS = [ROOT / "site/config/settings.py", ROOT / "site/config/settings_parts/services.py"]
SITE_READS = "\n".join(path.read_text() for path in SETTINGS)


def steps(kind: str) -> list[str]:
    return [line.removeprefix(f"{kind} ") for line in STEPS if line.startswith(f"{kind} ")]


def new_env(tmp_path: Path, *options: str) -> dict[str, str]:
    """Return what the command of the guide writes, and see that it is for its owner alone."""
    path = tmp_path / "env"
    subprocess.run([sys.executable, ROOT / "tools/new_env.py", *options, *NAMES, path], check=True, capture_output=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


def test_the_image_runs_for_an_ordinary_user_and_writes_in_one_volume():
    assert steps("USER")[-1] == "10001:10001"
    assert STEPS.index("USER 10001:10001") > max(STEPS.index(line) for line in STEPS if line.startswith("RUN "))
    assert steps("VOLUME") == ['["/var/lib/entrepairs"]']
    assert "VAR_DIR=/var/lib/entrepairs" in steps("ENV")[0]


def test_the_image_asks_an_address_of_health_that_exists():
    checked = steps("HEALTHCHECK")[0]
    assert '"tools/alive.py", "http://127.0.0.1:8000/sante"' in checked
    assert (ROOT / "tools/alive.py").exists()


def test_the_image_installs_the_lock_with_its_hashes_and_holds_no_secret():
    installs = [line for line in steps("RUN") if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line and "-r /tmp/base.txt" in line for line in installs)
    assert any("collectstatic" in line for line in steps("RUN"))
    lasting = " ".join([*steps("ENV"), *steps("ARG")])
    assert not re.search(r"KEY|PASSWORD|ORIGIN", lasting)
    assert not [line for line in steps("COPY") if ".env" in line]
    assert (ROOT / ".dockerignore").read_text().startswith("*\n"), "only what is named is sent to the build"


def test_what_the_build_is_sent_holds_all_that_runs():
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {"site", "content", "passport", "courses", "static", "tools", "requirements"} <= sent
    assert all((ROOT / name).exists() for name in sent)
    assert not sent & {"var", "docs", "tests", ".venv", ".git"}


@pytest.mark.parametrize("name", ["database", "cache"])
def test_no_network_reaches_the_database_nor_redis(name):
    service = SERVICES[name]
    assert service["network_mode"] == "none"
    assert not {"ports", "expose", "networks"} & service.keys()


def test_only_the_proxy_is_published():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert SERVICES["proxy"]["ports"] == ["80:80", "443:443"]


def test_redis_keeps_nothing_on_disk():
    words = SERVICES["cache"]["command"]
    assert words[words.index("--save") + 1] == ""
    assert words[words.index("--appendonly") + 1] == "no"
    assert words[words.index("--port") + 1] == "0"


def test_an_error_of_postgresql_tells_no_row():
    words = SERVICES["database"]["command"]
    assert {"listen_addresses=", "log_min_error_statement=panic", "log_error_verbosity=terse"} <= set(words)


@pytest.mark.parametrize("name", OURS)
def test_ours_run_closed_and_start_what_exists(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["env_file"] == ".env"
    words = " ".join(service["command"]).split()
    if "site/manage.py" in words:
        assert words[words.index("site/manage.py") + 1] in get_commands()
    else:
        assert (ROOT / words[words.index("-c") + 1]).exists()


def test_each_waits_for_what_it_needs_and_says_how_it_is():
    waits = {name: service.get("depends_on", {}) for name, service in SERVICES.items()}
    assert waits["prepare"] == {name: {"condition": "service_healthy"} for name in ("database", "cache")}
    assert waits["web"] == {"prepare": {"condition": "service_completed_successfully"}}
    assert {waits[name]["web"]["condition"] for name in ("worker", "backup", "proxy")} == {"service_healthy"}
    checked = {name for name, service in SERVICES.items() if "test" in service.get("healthcheck", {})}
    assert checked == SERVICES.keys() - {"prepare", "backup"}, "one ends, the other sleeps"
    assert all(SERVICES[name]["image"] == "entrepairs" for name in OURS)
    assert [name for name in SERVICES if "build" in SERVICES[name]] == ["prepare"]


def test_all_that_lasts_fits_two_gigabytes():
    lasting = [service for name, service in SERVICES.items() if name != "prepare"]
    assert sum(int(service["mem_limit"].removesuffix("m")) for service in lasting) < 1900
    assert all(service["logging"]["options"]["max-size"] for service in SERVICES.values())


def test_each_volume_is_declared():
    used = {mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])}
    assert {name for name in used if not name.startswith(".")} == COMPOSE["volumes"].keys()
    assert all((DEPLOY / name).exists() for name in used if name.startswith("."))


@pytest.mark.parametrize("options", [(), ("--containers",)])
def test_the_settings_of_a_new_site_start_it(tmp_path, options):
    made = new_env(tmp_path, *options)
    assert made["ORIGIN"] == "https://www.exemple.org"
    assert made["PASSPORT_ORIGIN"] == "https://document.exemple.net"
    done = start(tmp_path, **made | {"VAR_DIR": str(tmp_path)})
    assert done.returncode == 0, done.stderr


def test_the_names_of_the_settings_are_those_that_are_read(tmp_path):
    made = new_env(tmp_path, "--containers")
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    assert asked <= made.keys()
    assert asked == {"POSTGRES_PASSWORD", "SITE_HOST", "NEUTRAL_HOST"}
    assert not [name for name in made.keys() - asked if f'"{name}"' not in SITE_READS]
    assert made["POSTGRES_PASSWORD"] in made["DATABASE_URL"]
    caddy = set(re.findall(r"\{\$(\w+)", (DEPLOY / "Caddyfile").read_text()))
    assert SERVICES["proxy"]["environment"].keys() <= caddy


def test_secrets_are_drawn_anew_and_a_file_is_never_replaced(tmp_path):
    made = new_env(tmp_path)
    kept = (tmp_path / "env").read_bytes()
    command = [sys.executable, ROOT / "tools/new_env.py", *NAMES, tmp_path / "env"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    assert (tmp_path / "env").read_bytes() == kept
    (tmp_path / "other").mkdir()
    other = new_env(tmp_path / "other")
    assert all(made[name] != other[name] for name in ("SECRET_KEY", "CODE_KEY", "PASSPORT_KEYS"))


class _Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        good = self.path == "/sante" and self.headers["Host"] == "www.exemple.org"
        self.send_response(200 if good else 503)
        self.end_headers()

    def log_message(self, *_args) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("path", "status"), [("/sante", 0), ("/sante/pret", 1)])
def test_the_health_check_ends_as_the_site_is(path, status):
    server = HTTPServer(("127.0.0.1", 0), _Health)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        asked = f"http://127.0.0.1:{server.server_port}{path}"
        command = [sys.executable, ROOT / "tools/alive.py", asked]
        done = subprocess.run(command, env={"ORIGIN": "https://www.exemple.org"}, check=False)
        assert done.returncode == status
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_health_check_says_when_nobody_answers():
    command = [sys.executable, ROOT / "tools/alive.py", "http://127.0.0.1:9/sante"]
    assert subprocess.run(command, check=False).returncode == 1
