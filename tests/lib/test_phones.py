"""One pattern of a telephone number for the whole site."""

import doctest
import re

import pytest

from directory.templatetags.contact_links import contact_links
from lib import phones


def test_the_examples_of_the_module_hold():
    found = doctest.testmod(phones)
    assert found.attempted and not found.failed


@pytest.mark.parametrize("text", ["Le 01/02/2026", "Le 01/02/2026 12 h", "06 12 34 56 7", "SIRET 012 345 678 00012"])
def test_a_day_or_a_longer_number_is_none(text):
    assert re.search(phones.PHONE, text) is None


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("02 35 00 00 00", "0235000000"),
        ("0 800 123 456", "0800123456"),
        ("0033 2 35 00 00 00", "0033235000000"),
        ("+33 (0)2.35.00.00.00", "+33235000000"),
        ("02/35/00/00/00", "0235000000"),
    ],
)
def test_it_is_to_call_on_the_page_of_a_place(written, dialled):
    assert f'href="tel:{dialled}"' in contact_links(f"Appelez le {written}, le matin.")
