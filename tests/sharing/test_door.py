"""The door of a share: the same silent page for every address, then the passport for the reader with the code."""

import pytest
from django.utils import timezone

from accounts.models import User
from passport.models import Opening, Share
from tests.passport.factories import code_of, make_person, make_share, token_of
from tests.sharing.kit import door, enter, wrong

pytestmark = pytest.mark.django_db
UNAVAILABLE = "Ce partage n’est pas disponible. Demandez à la personne."


@pytest.fixture
def member():
    return make_person("Camille")


@pytest.fixture
def share(member):
    return make_share(member)


@pytest.fixture
def together(member):
    return make_share(member, way=Share.Way.TOGETHER)


def every_token(share, member):
    stopped, paused = make_share(member), make_share(member)
    stopped.stop()
    Share.objects.filter(pk=paused.pk).update(tries_left=0)
    over = make_share(member)
    past = timezone.now() - timezone.timedelta(days=40)
    Share.objects.filter(pk=over.pk).update(opens_at=past, closes_at=past + timezone.timedelta(days=7))
    return {
        "real": token_of(share),
        "stopped": token_of(stopped),
        "paused": token_of(paused),
        "over": token_of(over),
        "unknown": "A" * 22,
        "short": "-" * 16,
        "long": "_" * 64,
    }


def test_the_page_says_the_same_to_every_address_and_asks_nothing(share, member, client, django_assert_num_queries):
    answers = set()
    for token in every_token(share, member).values():
        with django_assert_num_queries(0):
            response = client.get(door(token))
        assert not response.cookies
        headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
        answers.add((response.status_code, response.content, tuple(sorted(headers.items()))))
    assert len(answers) == 1
    status, page, _ = answers.pop()
    assert status == 200
    assert "Si le partage est ouvert, vous lirez" in page.decode(), "a stopped share would keep no promise"
    assert not Opening.objects.exists()


def test_the_page_is_the_same_for_somebody_signed_in(share, client_of, client, django_assert_num_queries):
    signed_in = client_of("member")
    with django_assert_num_queries(0):
        assert signed_in.get(door(token_of(share))).content == client.get(door(token_of(share))).content


def test_after_the_button_every_closed_share_is_the_same_404(share, member, client):
    tokens = every_token(share, member)
    del tokens["real"]
    answers = {client.post(door(token), {"reader": "A"}).content for token in tokens.values()}
    answers |= {client.post(door(token), {"code": "123456"}).content for token in tokens.values()}
    assert len(answers) == 1
    assert UNAVAILABLE in answers.pop().decode()
    assert client.post(door(tokens["stopped"])).status_code == 404


@pytest.mark.parametrize(
    "path", ["", "rien", "a/b/c", "vue/", "vue/x/", "%00", "A" * 65, "A" * 23 + "/", "é" * 20, "%0a"]
)
def test_any_other_address_is_the_same_neutral_404(client, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(f"/p/{path}")
    assert response.status_code == 404
    assert UNAVAILABLE in response.content.decode()


def test_a_share_shown_together_opens_in_one_press(together, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        response = client.post(door(token_of(together)), {"reader": "Clubhouse"})
    assert response.status_code == 303
    with django_assert_max_num_queries(8):
        page = client.get(response.url).content.decode()
    assert "Camille" in page
    opening = Opening.objects.get()
    assert (opening.declared_reader, opening.outcome) == ("Clubhouse", "shown")


def test_the_code_is_asked_after_the_press_and_the_name_is_kept(share, client):
    page = client.post(door(token_of(share)), {"reader": "Club « A »"}).content.decode()
    assert "Les 6 chiffres" in page
    assert 'value="Club « A »"' in page
    assert not Opening.objects.exists()
    assert "Camille" in enter(client, share).content.decode()


def test_a_wrong_code_is_said_plainly_and_noted(share, client):
    response = client.post(door(token_of(share)), {"reader": "A", "code": wrong(share)})
    assert response.status_code == 422
    assert "Ce ne sont pas les bons chiffres." in response.content.decode()
    assert Opening.objects.get().outcome == Opening.Outcome.WRONG_CODE


@pytest.mark.parametrize("typed", ["", "12", "abcdef", "\x00", "9" * 10_000, "\u202e402118🎉"])
def test_what_is_not_a_code_uses_no_try(share, client, typed):
    assert client.post(door(token_of(share)), {"code": typed}).status_code == 422
    share.refresh_from_db()
    assert share.tries_left == 5


@pytest.mark.parametrize("reader", ["x" * 121, "x" * 10_000, "a\x00b"])
@pytest.mark.parametrize("known", [True, False])
def test_an_odd_name_is_refused_whether_or_not_the_share_exists(share, client, reader, known):
    response = client.post(door(token_of(share) if known else "B" * 22), {"reader": reader})
    assert response.status_code == 422
    assert "field-error" in response.content.decode()


def test_after_five_wrong_codes_the_share_rests_until_a_new_code(share, client, client_of):
    for _ in range(5):
        client.post(door(token_of(share)), {"code": wrong(share)})
    assert client.post(door(token_of(share)), {"code": code_of(share)}).status_code == 404
    assert client.post(door(token_of(share))).status_code == 404
    share.renew_code()
    assert "Camille" in enter(client, share).content.decode()


def test_the_shares_of_a_closed_account_are_closed(share, member, client):
    """Those who were reading, too."""
    reading = enter(client, share)
    view = reading.redirect_chain[-1][0]
    assert client.get(view).status_code == 200
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert client.get(view).status_code == 404
    assert not Share.objects.open().filter(member=member).exists()
    assert not Share.objects.take_try(share.pk)
