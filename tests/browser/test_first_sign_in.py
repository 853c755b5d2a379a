"""The first superuser of an empty site, from the code of the machine to the admin, with and without JavaScript."""

import re
import time

import pytest
from playwright.sync_api import expect

from accounts.models import User
from accounts.sign_in import first_superuser
from lib.allauth_internals import format_hotp_value, hotp_value
from tests.accounts.kit import PASSWORD
from tests.browser.checks import assert_accessible, assert_fits, assert_well_in_every_look

pytestmark = pytest.mark.usefixtures("home")
ADDRESS = "/compte/premiere-entree/"
KEY = re.compile(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_the_code_of_the_machine_leads_to_the_admin(window, javascript):
    User.objects.filter(is_superuser=True).delete()
    user, code = first_superuser.open_code()
    page = window(width=320, javascript=javascript)
    page.goto(ADDRESS)
    if javascript:
        assert_well_in_every_look(page)
    page.get_by_label("Code écrit sur la machine").fill("x" * len(code))
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Le même, une deuxième fois").fill(PASSWORD)
    page.get_by_role("button", name="Entrer", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Ce n’est pas le code qui attend")
    if javascript:
        assert_accessible(page)
        assert_fits(page)
    page.get_by_label("Code écrit sur la machine").fill(code)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Le même, une deuxième fois").fill(PASSWORD)
    page.get_by_role("button", name="Entrer", exact=True).click()
    expect(page.get_by_text(f"Votre identifiant est {user.username}")).to_be_visible()
    secret = KEY.search(page.inner_text("main"))[0].replace(" ", "")
    page.get_by_label("Code de votre application").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="C’est prêt").click()
    page.wait_for_url(re.compile(r"/admin/"))
    page.goto(ADDRESS)
    expect(page.get_by_text("Aucun code n’attend ici.")).to_be_visible()
    if javascript:
        assert_well_in_every_look(page)
