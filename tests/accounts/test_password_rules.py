"""What a password may be: long, of any characters, compared as it was typed; never short, common or one's own name."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from accounts.secret_code.hasher import Argon2Hasher
from config import settings as product
from tests.accounts.kit import PASSWORD, with_password
from tests.directory.factories import PeerGroupFactory

pytestmark = pytest.mark.django_db
LOGIN = "/compte/connexion/"


def change(user: User, chosen: str) -> int:
    """Ask for another password; return the status."""
    client = Client()
    client.force_login(user)
    data = {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen}
    return client.post(reverse("account_change_password"), data).status_code


def opens(user: User, typed: str) -> bool:
    """Return whether this password signs in."""
    return Client().post(LOGIN, {"login": user.username, "password": typed}).status_code == 302


@pytest.mark.parametrize(
    "chosen", ["x9" * 64, "toutenminuscules", "un mot, des espaces", "パスワードは長いほうがよい", "Ünïcödé-é-ù"]
)
def test_a_password_may_be_long_and_of_any_characters(chosen):
    user = with_password()
    assert change(user, chosen) == 302
    assert opens(user, chosen)
    assert not opens(user, chosen[:-1])
    assert not opens(user, chosen.swapcase()) or chosen == chosen.swapcase()


@pytest.mark.parametrize("chosen", ["neufchars", "1234567890", "7391846205", "qwertyuiop", "Maximilienne"])
def test_a_short_a_common_a_numeric_and_one_s_own_name_are_refused(chosen):
    user = with_password(name="Maximilienne")
    assert change(user, chosen) == 422
    assert opens(user, PASSWORD)


@pytest.mark.parametrize(
    "chosen", ["entrepairs2026", "Le passeport GEM", "entraide mutuelle", "AMIS de la Caisse 76", "Les amis de Rouen"]
)
def test_the_words_of_the_site_and_of_one_s_group_are_refused(chosen):
    user = with_password()
    group = PeerGroupFactory(name="Les Amis de la Caisse", town="Rouen")
    Membership.objects.create(user=user, peer_group=group)
    assert change(user, chosen) == 422
    assert opens(user, PASSWORD)


@pytest.mark.parametrize(
    "chosen", ["Les amis de Rouen", "mes amis jouent dans la caisse", "!?;!?;!?;!?;", "des gemmes et du sel"]
)
def test_the_words_of_another_group_and_longer_phrases_are_taken(chosen):
    assert change(with_password(), chosen) == 302


def test_a_password_is_kept_as_argon2id(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    kept = with_password().password
    assert kept.startswith(f"argon2$argon2id$v=19$m={19 * 1024},t=2,p=1$")
    assert isinstance(identify_hasher(kept), Argon2Hasher)
