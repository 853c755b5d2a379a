"""Words of Wagtail's that the site says more plainly: an editor knows an address, not a slug."""

import inspect

import pytest
from django.utils import translation
from wagtail.admin.forms import pages as forms
from wagtail.admin.views.pages import move

TWINS = [
    (move, "The slug '%(page_slug)s' is already in use at the selected parent page. "
           "Make sure the slug is unique and try again."),
    (forms, "The slug '%(page_slug)s' is already in use within the parent page."),
    (forms, 'This slug is already in use within the context of its parent page "%(parent_page_title)s"'),
]  # fmt: skip


@pytest.mark.parametrize(("module", "sentence"), TWINS)
def test_a_page_with_the_address_of_another_is_refused_in_words_of_ours(module, sentence):
    assert sentence in inspect.getsource(module), "Wagtail says something else by now"
    with translation.override("fr"):
        said = translation.gettext(sentence)
    assert "adresse" in said
    assert "slug" not in said.replace("%(page_slug)s", "")


def test_pages_that_cannot_be_moved_are_refused_in_the_same_words():
    with translation.override("fr"):
        for count in (1, 2):
            said = translation.ngettext(
                "The following page cannot be moved due to duplicate slug",
                "The following pages cannot be moved due to duplicate slugs",
                count,
            )
            assert "slug" not in said
