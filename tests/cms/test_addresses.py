"""The slugs that editors give: plain letters only, as courses/urls.py reads them."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from courses.models import LessonPage, ModulePage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [LessonPage, ModulePage])
def test_an_address_with_an_accent_is_refused(model):
    model(title="Écrire", slug="ecrire").clean()
    with pytest.raises(ValidationError, match="sans accent"):
        model(title="Écrire", slug="écrire").clean()


def test_an_address_made_from_a_title_has_no_accent():
    page = Page.objects.get(depth=1).add_child(instance=LessonPage(title="La leçon d’été"))
    assert page.slug == "la-lecon-dete"
