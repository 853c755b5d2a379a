"""Contacts that look like those of one person are refused, those of an association are not."""

import pytest

from directory.tables.personal import ADDRESS, MOBILE, looks_personal

PLACE = "GEM Les Ébènes Saint-Éloi Rouen"


@pytest.mark.parametrize(
    "contact",
    [
        *("marie.durand@gmail.com", "jean-paul@orange.fr", "MARIE_DURAND@Free.fr", "zoe.martin76@laposte.net"),
        "Écrire à marie.durand@wanadoo.fr",
    ],
)
def test_an_address_of_a_first_and_a_last_name_is_refused(contact):
    assert looks_personal(contact, PLACE) == ADDRESS


@pytest.mark.parametrize(
    "contact",
    ["06 00 00 00 00", "0700000000", "+33 6 00 00 00 00", "0033(0)6.00.00.00.00", "02 35 00 00 00 / 06.00.00.00.00"],
)
def test_a_mobile_is_refused(contact):
    assert looks_personal(contact, PLACE) == MOBILE


@pytest.mark.parametrize(
    "contact",
    [
        *("02 35 00 00 00", "+33 2 35 00 00 00", "0906000000", "contact@exemple.fr", "gem.rouen@gmail.com"),
        *("les.amis@orange.fr", "ebenes.asso@free.fr", "saint.eloi@gmail.com", "gemrouen@gmail.com"),
        *("marie.durand@exemple.fr", "@gmail.com", ""),
    ],
)
def test_a_contact_of_an_association_is_taken(contact):
    assert looks_personal(contact, PLACE) == ""
