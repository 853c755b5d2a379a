"""Odd input at every address and in every field: an answer, the typed text still there, never an error of ours."""

import contextlib
import copy
import itertools
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.secret_code import rules as secret_code
from tests.accounts.kit import CODE, show_words
from tests.passport.factories import code_of, token_of
from tests.people import KINDS, sign_in
from tests.security.forms import FoundForm, forms_of
from tests.security.odd import LONG, PARAMETERS, QUERIES, SCRIPT, STORED, TEXTS
from tests.security.query_readers import Reader, readers_of_query
from tests.security.table import TABLE
from tests.security.world import World

pytestmark = pytest.mark.django_db
VISITOR, MEMBER, FACILITATOR = "visitor", "member", "facilitator"
ASKERS = (VISITOR, MEMBER, FACILITATOR, "board_member", "referent")
COLUMN = {kind: KINDS.index(kind) for kind in ASKERS}


def _on_sqlite() -> bool:
    """Return whether the run is on SQLite, where we try once what only Python reads."""
    return connection.vendor == "sqlite"


def _texts() -> list[str]:
    """Return the texts sent everywhere."""
    return TEXTS if _on_sqlite() else STORED


def _alone() -> list[str]:
    """Return the texts sent field by field; the others go in every field at once."""
    return ["²"] if _on_sqlite() else ["a\x00b", LONG]


class _Undo(Exception):
    """Raised to roll back what a request wrote."""


class Hostile:
    """The browsers of several people, each as far in the site as it can go; no request changes anything."""

    def __init__(self) -> None:
        self.world = World()
        self.clients = {kind: self._browser(kind) for kind in ASKERS}
        self.arguments = dict(self.world.arguments)
        self._show_a_card()
        self._read_a_share()
        self._prepare_a_share()

    def _browser(self, kind: str) -> Client:
        browser = Client(headers={"Sec-Fetch-Site": "same-origin"}, raise_request_exception=False)
        return sign_in(browser, self.world.people, kind)

    def _show_a_card(self) -> None:
        secret_code.change(self.world.people.member, CODE)
        show_words(self.clients[VISITOR], self.world.card.words)

    def _read_a_share(self) -> None:
        share = self.world.share
        address = reverse("sharing:door", args=[token_of(share)])
        reading = self.clients[VISITOR].post(address, {"reader": "A", "code": code_of(share)})
        ref = reading.url.rstrip("/").rsplit("/", 1)[1]
        self.arguments |= {"sharing:view": {"ref": ref}, "sharing:again": {"ref": ref}}

    def _prepare_a_share(self) -> None:
        member = self.clients[MEMBER]
        begun = member.post(reverse("passport:share_new"), {"recipient": "other", "other": "Un lieu"})
        ref = begun.url.rstrip("/").split("/")[-2]
        content = {"entries": [self.world.line.pk], "shown_name": "Alix", "group_name": ""}
        assert member.post(reverse("passport:share_content", args=[ref]), content).status_code == 302
        assert member.post(reverse("passport:share_words", args=[ref]), {}).status_code == 302
        assert member.post(reverse("passport:share_way", args=[ref]), {"way": "link"}).status_code == 302
        for name in ("recipient", "content", "words", "way", "review", "draft_preview"):
            self.arguments[f"passport:share_{name}"] = {"ref": ref}

    def address(self, name: str) -> str:
        """Return the address of a view of the table."""
        return reverse(name, kwargs=self.arguments.get(name, {}))

    def ask(self, kind: str, send: Callable[[Client], HttpResponse]) -> HttpResponse:
        """Send one request, return its answer, then undo all of it, cookies included."""
        client, answer = self.clients[kind], None
        cookies = copy.deepcopy(client.cookies)
        try:
            with transaction.atomic():
                answer = send(client)
                raise _Undo
        except _Undo:
            client.cookies = cookies
        return answer

    def forms(self) -> list[tuple[str, FoundForm]]:
        """Return every POST form that these people meet, once by address and fields."""
        found: dict[tuple, tuple[str, FoundForm]] = {}
        for name in sorted(TABLE):
            for kind in ASKERS:
                page = self.address(name)
                answer = self.ask(kind, lambda client, page=page: client.get(page))
                if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
                    continue
                for form in forms_of(page, answer.content.decode()):
                    if form.method == "post":
                        key = (urlsplit(form.action).path, *sorted(form.values))
                        found.setdefault(key, (kind, form))
        return list(found.values())


@pytest.fixture
def hostile(db) -> Hostile:
    return Hostile()


def _asker(name: str) -> str:
    """Return the kind of person who gets furthest at an address."""
    gets, posts = TABLE[name]
    signs = {kind: gets[column] + posts[column] for kind, column in COLUMN.items()}
    return max(ASKERS, key=lambda kind: sum(sign in "o!" for sign in signs[kind]))


def _is_sound(answer: HttpResponse, note: object) -> None:
    assert answer.status_code < 500, note
    if not answer.streaming:
        assert SCRIPT.encode() not in answer.content, note


PLAIN = urlencode(dict.fromkeys(PARAMETERS, "a"))
AREAS = ("a", "c", "d", "e", "g", "h", "j", "l", "m", "n", "p", "r", "s", "t", "v", "y")


@pytest.mark.parametrize("area", AREAS)
def test_no_query_string_breaks_an_address(hostile, area):
    """Each place of the code that reads a query string meets each of them, at the first address that leads there."""
    odd = [*(QUERIES if _on_sqlite() else ()), *(urlencode(dict.fromkeys(PARAMETERS, text)) for text in _texts())]
    tried: set[Reader] = set()
    for name in (name for name in TABLE if name.startswith(area)):
        address = hostile.address(name)

        def ask(query: str, name=name, address=address) -> None:
            url = f"{address}?{query}"
            _is_sound(hostile.ask(_asker(name), lambda client: client.get(url)), url[:200])

        readers = readers_of_query(lambda ask=ask: ask(PLAIN))
        for query in odd if readers - tried else ():
            ask(query)
        tried |= readers


def test_every_area_of_the_table_is_tried():
    assert {name[0] for name in TABLE} == set(AREAS)


NUMBERS = (0, 10**18, 2**31, 2**63, 10**30)
SLUGS = ("0", "-", "_" * 300, "a" * 3000)


def _addresses_of_nothing(arguments_of: dict[str, dict]) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each view with one odd argument."""
    for name, arguments in arguments_of.items():
        for key, value in arguments.items():
            for odd in NUMBERS if isinstance(value, int) else SLUGS:
                with contextlib.suppress(NoReverseMatch):
                    yield name, reverse(name, kwargs=arguments | {key: odd})


def test_an_object_that_does_not_exist_breaks_no_address(hostile):
    for name, url in _addresses_of_nothing(hostile.arguments):
        for method in ("get", "post"):
            answer = hostile.ask(_asker(name), lambda client, url=url, method=method: getattr(client, method)(url))
            _is_sound(answer, (method, name, url[:200]))


STARTS = [
    *("/", "/p/", "/p/vue/", "/compte/", "/compte/carte/", "/groupe/", "/annuaire/gem/", "/passeport/", "/formations/"),
    *("/media/", "/media/images/", "/media/original_images/", "/documents/1/", "/static/", "/admin/", "/_util/"),
    *("/compte/mot-de-passe/nouveau/zzzzzzzzzzzzz-", "/compte/mot-de-passe/nouveau/1-"),
]
TAILS = ["%00", "%ff", "%0a", "é", "..%2f..%2fetc", "a" * 3000, "%F0%9F%A6%8A", "%2e%2e/", "//"]


@pytest.mark.parametrize("start", STARTS)
def test_no_path_breaks_the_site(client, start):
    client.raise_request_exception = False
    for tail in TAILS:
        for ending in ("", "/"):
            _is_sound(client.get(f"{start}{tail}{ending}"), (start, tail))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _kept(answer: HttpResponse, form: FoundForm, sent: dict, note: object) -> None:
    """Check that the page holds again what was typed."""
    page = _one_line(answer.content.decode())
    for name in form.typed & sent.keys():
        for value in sent[name] if isinstance(sent[name], list) else [sent[name]]:
            assert _one_line(escape(value)) in page, (note, name)


def _odd_answers(form: FoundForm) -> list[dict]:
    """Return what to send: odd texts in each field and in all, each field left out in turn, nothing. Each once."""
    sent_each = [{**form.values, name: text} for name in form.values for text in _alone()]
    sent_all = [dict.fromkeys(form.values, text) for text in _texts()]
    left_out = form.values if _on_sqlite() else ()
    missing = [{name: held for name, held in form.values.items() if name != left} for left in left_out]
    answers: list[dict] = []
    for sent in [*sent_each, *sent_all, *missing, {}]:
        if sent not in answers:
            answers.append(sent)
    return answers


def test_odd_text_in_a_field_breaks_no_form_and_stays_in_the_page(hostile):
    forms = hostile.forms()
    assert len(forms) > 35
    for kind, form in forms:
        for sent in _odd_answers(form):
            note = (form.action, str(sent)[:300])
            answer = hostile.ask(kind, lambda client, sent=sent, form=form: client.post(form.action, sent))
            _is_sound(answer, note)
            shows_again = "recherche" in form.action or form.action.startswith("/p/") or "more" in sent
            shows_again = shows_again or answer["Content-Type"] == "application/pdf"  # the paper itself is the answer
            assert answer.status_code != 200 or shows_again, note
            if answer.status_code == 422:
                _kept(answer, form, sent, note)
                assert "<title>Erreur" in answer.content.decode(), note


FORM = "application/x-www-form-urlencoded"
BODIES = {
    "json": (b'{"q": "a"}', "application/json"),
    "a broken multipart": (b"--x\r\nContent-Disp", "multipart/form-data; boundary=x"),
    "no boundary": (b"a", "multipart/form-data"),
    "an odd charset": (b"q=%ff", "application/x-www-form-urlencoded; charset=nulle-part"),
    "another charset": ("q=é".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
    "bytes": (bytes(range(256)), "application/octet-stream"),
    "xml": (b"<a/>", "text/xml"),
    "too much": (b"q=" + b"x" * (2 * 1024 * 1024 + 1), FORM),
    "too many fields": (b"&".join(b"f%d=1" % n for n in range(5001)), FORM),
    "twice the same": (
        b"q=1&q=2&code=1&code=2&next=/a&next=/b&_draft=1&_draft=%C2%B2",
        FORM,
    ),
}
READ_AS_A_FORM = ["an odd charset", "another charset", "twice the same"]  # the others go no further than Python


def _send(hostile: Hostile, kind: str, name: str, body: str) -> HttpResponse:
    """Return what an address answers to one of the bodies."""
    return hostile.ask(kind, lambda client: client.generic("POST", hostile.address(name), *BODIES[body]))


def test_no_body_breaks_an_address(hostile):
    for body, name in itertools.product(BODIES if _on_sqlite() else READ_AS_A_FORM, TABLE):
        _is_sound(_send(hostile, _asker(name), name, body), (body, name))


def test_too_large_a_body_is_refused_with_a_page(hostile):
    for body in ("too much", "too many fields"):
        for name in ("account_login", "accounts:card", "comfort", "sharing:door"):
            answer = _send(hostile, VISITOR, name, body)
            assert answer.status_code in {400, 413}, (body, name)
            assert "<h1" in answer.content.decode(), (body, name)
