"""Forgetting one’s password: a link goes to a proved address, and the page never says whether one went."""

import re
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.sign_in import own_email
from accounts.sign_in.adapter import AccountAdapter
from tests.accounts.kit import PASSWORD, card_of, sent_code, with_password

LOGIN = "/compte/connexion/"
ALEX = "alex@exemple.org"
PRIVATE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def proved(user: User | None = None, email: str = ALEX) -> User:
    user = user or with_password()
    own_email.keep(user, email, proved=True)
    return user


def ask_for_a_link(client, email=ALEX):
    return client.post(reverse("account_reset_password"), {"email": email})


def sent() -> list:
    """Return the mails that have a recipient."""
    return [message for message in mail.outbox if message.to]


def sign_in(client, login, password=PASSWORD, **data):
    return client.post(LOGIN, {"login": login, "password": password, **data})


def test_the_link_is_on_the_origin_of_the_site_whatever_the_visitor_says(client, db, settings):
    settings.ORIGIN = "https://exemple.org"
    proved()
    client.post(reverse("account_reset_password"), {"email": ALEX}, headers={"Host": "testserver:8444"})
    assert re.search(r"https://exemple\.org/compte/mot-de-passe/\S+", mail.outbox[0].body)
    assert "testserver" not in mail.outbox[0].body


def test_a_forgotten_password_is_replaced_by_mail(client, db):
    user = proved()
    asked = ask_for_a_link(client, "Alex@exemple.org")
    assert asked.url == reverse("account_reset_password_done")
    assert client.get(asked.url).status_code == 200
    message = mail.outbox[0]
    assert "Entrepairs" not in message.subject + message.from_email
    assert "GEM" not in message.body
    link = re.search(r"http://\S+", message.body).group()
    page = client.get(link, follow=True)
    form = page.request["PATH_INFO"]
    assert client.post(form, {"password1": "court", "password2": "court"}).status_code == 422
    chosen = "une autre phrase bien longue"
    done = client.post(form, {"password1": chosen, "password2": chosen})
    assert client.get(done.url).status_code == 200
    assert sign_in(client, user.username, chosen).status_code == 302
    used = Client().get(link, follow=True)
    assert "ne marche plus" in used.content.decode()


RESETS_NOTHING = {
    "nobody": lambda: None,
    "never proved": lambda: with_password(email=ALEX),
    "kept as unproved": lambda: own_email.keep(with_password(), ALEX, proved=False),
    "a copy of allauth, unproved": lambda: EmailAddress.objects.create(user=with_password(email=ALEX), email=ALEX),
    "of a card": lambda: proved(card_of().user),
    "of a closed account": lambda: User.objects.filter(pk=proved().pk).update(is_active=False),
    "changed since": lambda: User.objects.filter(pk=proved().pk).update(email="autre@exemple.org"),
    "emptied since": lambda: User.objects.filter(pk=proved().pk).update(email=None),
    "of somebody else, unproved here": lambda: proved(with_password("Sacha"), "sacha@exemple.org"),
}


@pytest.mark.parametrize("how", RESETS_NOTHING)
def test_only_a_proved_address_resets_a_password_and_the_answer_never_says_it(how, db):
    RESETS_NOTHING[how]()
    proved(with_password("Nour"), "connue@exemple.org")
    pages = []
    for email in ("connue@exemple.org", ALEX):
        client = Client()
        asked = ask_for_a_link(client, email)
        pages.append((asked.status_code, asked.url, PRIVATE.sub("", client.get(asked.url).text)))
    assert pages[0] == pages[1]
    assert [message.to for message in sent()] == [["connue@exemple.org"]]


def test_an_address_that_resets_nothing_takes_as_long_as_a_mail(db, monkeypatch):
    rendered, kept = [], AccountAdapter.render_mail

    def render(self, prefix, *args, **more):
        rendered.append(prefix)
        return kept(self, prefix, *args, **more)

    monkeypatch.setattr(AccountAdapter, "render_mail", render)
    proved()
    for email in (ALEX, "personne@exemple.org"):
        ask_for_a_link(Client(), email)
    assert len(set(rendered)) == 1
    assert len(rendered) == len(mail.outbox) == 2
    lengths = [len(message.body) for message in mail.outbox]
    assert abs(lengths[0] - lengths[1]) < 10, "what waits for the worker is as long"


def test_requests_for_links_are_limited_for_known_and_unknown_addresses(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "60/m/ip,2/h/key"}
    proved()
    for email in (ALEX, "personne@exemple.org"):
        assert [ask_for_a_link(Client(), email).status_code for _ in range(3)] == [302, 302, 429]
    assert len(mail.outbox) == 4


def test_an_address_becomes_proved_in_the_account_and_then_resets(client, db):
    user = with_password(email=ALEX)
    sign_in(client, ALEX)
    client.post(reverse("accounts:email"), {"email": ALEX, "proof": PASSWORD})
    client.post(reverse("accounts:email_code"), {"code": sent_code()})
    ask_for_a_link(Client())
    assert sent()[-1].to == [ALEX]
    assert "nouveau/" in sent()[-1].body
    assert user.check_password(PASSWORD)


def test_without_a_proved_address_the_operator_makes_a_link(client, db, settings):
    user = with_password(email=ALEX, username="p-tech", is_superuser=True)
    out = StringIO()
    call_command("password_link", "p-tech", stdout=out)
    link = out.getvalue().strip()
    assert link.startswith(f"{settings.ORIGIN}/compte/mot-de-passe/nouveau/")
    form = client.get(link, follow=True).request["PATH_INFO"]
    chosen = "une autre phrase bien longue"
    assert client.post(form, {"password1": chosen, "password2": chosen}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(chosen)
    assert "ne marche plus" in Client().get(link, follow=True).text


@pytest.mark.parametrize("who", ["of a card", "closed", "nobody"])
def test_no_link_is_made_for_a_person_without_a_password(who, db):
    name = {"of a card": lambda: card_of().user.username, "nobody": lambda: "p-nobody"}.get(
        who, lambda: with_password(is_active=False).username
    )()
    with pytest.raises(CommandError, match="Aucun compte ouvert"):
        call_command("password_link", name)


def test_where_no_mail_is_sent_the_page_offers_none(client, db, settings):
    settings.MAIL_IS_SENT = False
    with_password(email="alex@exemple.org")
    forgotten = reverse("account_reset_password")
    assert forgotten not in client.get(reverse("account_login")).text
    for answer in (client.get(forgotten), client.post(forgotten, {"email": "alex@exemple.org"})):
        assert "n’envoie pas d’e-mail" in answer.text
        assert 'name="email"' not in answer.text
    assert mail.outbox == []


def test_a_failing_mail_server_tells_nothing_of_who_has_an_account(client, db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody listens there
    proved()
    for email in (ALEX, "personne@exemple.org"):
        assert ask_for_a_link(client, email).url == reverse("account_reset_password_done")


def test_a_requested_reset_does_not_prevent_setting_up_a_second_code(client, db):
    user = with_password(email=ALEX)
    ask_for_a_link(client)
    sign_in(client, user.username)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
