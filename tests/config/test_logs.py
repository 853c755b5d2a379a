"""One JSON line per request, and nothing about a person in any of them."""

import doctest
import json
import logging

import pytest
from django.test import Client

from config.operations import calm_logs, logs, tracebacks
from config.operations.logs import LONGEST, scrub

TOKEN = "Zm9vYmFyYmF6cXV4MTIzNA"


@pytest.fixture(autouse=True)
def every_line(caplog) -> None:
    """Write what production writes: the other tests keep quiet."""
    caplog.set_level(logging.INFO)


def test_examples_of_the_documentation_hold():
    assert doctest.testmod(logs).attempted > 0
    assert doctest.testmod(logs).failed == 0


@pytest.mark.parametrize(
    "text",
    [
        f"GET /p/{TOKEN}",
        f"/p/{TOKEN}/",
        f"/P/{TOKEN}",
        f"/p/vue/{TOKEN}/",
        f"/compte/carte/{TOKEN}/",
        f"/passeport/confirmer/{TOKEN}/",
        f"/passeport/offre/{TOKEN}/jardiner/",
        f"https://exemple.org/p/{TOKEN} answered",
        f"/compte/carte/{TOKEN}?suite=1",
        f"/recherche/?q={TOKEN}",
        f"Error handling request GET /formations/?q={TOKEN}&page=2",
        f"nobody@{TOKEN}.example.org wrote",
        f"/p/ {TOKEN}",
        f"/p{TOKEN} and more",
        f"GET /{TOKEN}",
        f"/passeport/« {TOKEN}",
    ],
)
def test_secrets_in_an_address_are_scrubbed(text):
    assert TOKEN not in scrub(text)


@pytest.mark.parametrize(
    "long",
    [
        f"https://{'a' * 8000}@{'.' * 4500}",
        "/" * 9000,
        "a" * 9000,
        f"{'a ' * 249}/p/vue/{TOKEN}",
        f"{'a ' * 245}a@exemple.org b",
    ],
)
def test_a_long_line_is_cut_between_words_before_anything_is_looked_for(long):
    written = scrub(f"Forbidden: {long}\nthe next line")
    cut, following = written.split("\n")
    assert len(cut) <= LONGEST + 1
    assert following == "the next line"
    assert "@" not in cut and TOKEN[:6] not in cut
    assert cut.startswith("Forbidden: ")


def test_plain_addresses_stay_readable():
    assert scrub("/formations/tenir-la-tresorerie/") == "/formations/tenir-la-tresorerie/"
    assert scrub("/p/abc and /annuaire/") == "/p/*** and /annuaire/"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [f"/p/{TOKEN}", f"/p/vue/{TOKEN}/", f"/compte/carte/{TOKEN}/", f"/aide/?q={TOKEN}"])
def test_a_request_leaves_one_line_without_its_secret(path, log_lines):
    Client().get(path, headers={"User-Agent": "Navigateur-Unique", "Referer": f"http://localhost/p/{TOKEN}"})
    lines = log_lines()
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) == 1
    assert {"method", "view", "status", "ms", "request_id"} <= requests[0].keys()
    everything = json.dumps(lines)
    assert TOKEN not in everything
    assert "Navigateur-Unique" not in everything
    assert "127.0.0.1" not in everything


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "view"),
    [("/groupe/gem-du-phare/16/carte/", "groups:card"), ("/gem-du-phare.16", None), ("/sante", "health_live")],
)
def test_the_line_of_a_request_names_the_view_and_not_whom_it_is_about(path, view, log_lines):
    Client().get(path)
    Client(enforce_csrf_checks=True).post(path)  # Django writes a line of its own, which ends with the address
    lines = log_lines()
    assert [line["view"] for line in lines if line["event"] == "request"] == [view, view]
    everything = json.dumps(lines)
    assert "gem-du-phare" not in everything
    assert "Forbidden" not in everything or f"): {view}" in everything


@pytest.mark.django_db
def test_the_line_of_an_error_names_the_view(log_lines, monkeypatch):
    monkeypatch.setattr("django.contrib.auth.middleware.LoginRequiredMiddleware.process_view", _break(""))
    Client(raise_request_exception=False).get("/groupe/gem-du-phare/16/carte/")
    lines = log_lines()
    assert [line["event"] for line in lines] == ["Internal Server Error: groups:card", "request"]
    assert "gem-du-phare" not in json.dumps(lines)


@pytest.mark.django_db
def test_the_answer_carries_the_request_id_of_its_log_lines(log_lines):
    response = Client().get("/aide/")
    assert log_lines()[-1]["request_id"] == response.headers["X-Request-ID"]


@pytest.mark.django_db
def test_a_signed_in_person_is_not_named(client_of, people, log_lines):
    client_of("member").get("/compte/")
    everything = json.dumps(log_lines(), ensure_ascii=False)
    assert people.member.username not in everything
    assert people.member.display_name not in everything


def _break(message):
    def broken(*_args, **_kwargs):
        raise ValueError(message)

    return broken


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sante", f"/p/{TOKEN}", f"/compte/carte/{TOKEN}/"])
def test_an_exception_is_logged_without_words_or_tokens(path, log_lines, monkeypatch):
    from django.core.handlers.base import BaseHandler

    monkeypatch.setattr(BaseHandler, "resolve_request", _break(f"« Jeanne » typed {TOKEN} at jeanne@example.org"))
    response = Client(raise_request_exception=False).get(f"{path}?secret={TOKEN}")
    assert response.status_code == 500
    lines = log_lines()
    assert any("ValueError: (message withheld)" in line.get("exception", "") for line in lines)
    everything = json.dumps(lines, ensure_ascii=False)
    assert TOKEN not in everything
    assert "Jeanne" not in everything
    assert "jeanne@" not in everything


def _raised(error: Exception) -> str:
    try:
        raise error
    except type(error) as caught:
        return tracebacks.redacted_traceback((type(caught), caught, caught.__traceback__))


def test_messages_that_speak_of_code_are_kept():
    assert "no attribute 'x'" in _raised(AttributeError("no attribute 'x'"))


def test_rows_quoted_by_the_database_are_left_out():
    from django.db import ProgrammingError

    text = _raised(ProgrammingError('relation "x" does not exist\nDETAIL:  Key (email)=(jeanne@example.org)'))
    assert 'relation "x"' in text
    assert "jeanne" not in text


def test_the_cause_comes_first_in_a_traceback():
    try:
        try:
            raise KeyError("Jeanne")
        except KeyError as error:
            raise RuntimeError("Jeanne") from error
    except RuntimeError as error:
        text = tracebacks.redacted_traceback((type(error), error, error.__traceback__))
    assert text.index("KeyError") < text.index("RuntimeError")
    assert "test_the_cause_comes_first_in_a_traceback" in text
    assert "Jeanne" not in text.replace('raise KeyError("Jeanne")', "").replace('raise RuntimeError("Jeanne")', "")


@pytest.mark.django_db
def test_a_line_end_in_an_address_makes_no_line_of_its_own(log_lines):
    Client().get("/nulle-part%0a%7B%22event%22:%22forged%22%7D%0d/")
    assert [line["event"] for line in log_lines()] == ["request"]


@pytest.mark.django_db
def test_the_hour_of_a_line_is_utc(log_lines):
    Client().get("/aide/")
    assert log_lines()[-1]["timestamp"].endswith("Z")


@pytest.mark.django_db
def test_the_host_names_that_scanners_try_are_a_warning_a_minute(log_lines, calm, monkeypatch):
    def tried() -> list[str]:
        return [line["level"] for line in log_lines() if line["logger"] == "django.security.DisallowedHost"]

    for _ in range(3):
        assert Client(raise_request_exception=False).get("/", headers={"Host": "scanner.example"}).status_code == 400
    assert tried() == ["warning"]
    later = calm_logs.time.monotonic() + calm_logs.EVERY
    monkeypatch.setattr(calm_logs.time, "monotonic", lambda: later)
    Client(raise_request_exception=False).get("/", headers={"Host": "scanner.example"})
    assert tried() == ["warning", "warning"]


def test_an_error_of_ours_is_written_each_time(log_lines, calm):
    for _ in range(2):
        logging.getLogger("django.request").error("broken")
        logging.getLogger("django_tasks").error("broken")
    assert [line["level"] for line in log_lines()] == ["error"] * 4
