"""A small site to write in: the home page, the list of modules, a module, a lesson, the three roles."""

import pytest
from wagtail.models import Page, Site

from content.admin.roles import ensure_roles
from content.models import HomePage
from courses.models import LessonPage, ModuleIndexPage, ModulePage

BODY = [{"type": "text", "value": {"heading": "", "text": "<p>On compte à deux.</p>"}}]


@pytest.fixture
def home(db) -> HomePage:
    home = HomePage(title="Accueil", slug="accueil", promise="Ensemble", lede="Entre pairs.")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})
    return home


@pytest.fixture
def lesson(home) -> LessonPage:
    modules = home.add_child(instance=ModuleIndexPage(title="Se former", slug="formations"))
    module = modules.add_child(instance=ModulePage(title="Tenir la trésorerie", slug="tresorerie"))
    ensure_roles()
    return module.add_child(instance=LessonPage(title="Compter", slug="compter", body=BODY))
