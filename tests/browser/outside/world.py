"""Fill the database of a site that a test starts: a formation, people with their sessions, their shares.

Run as a program with the settings of that site; it prints, as JSON, what a browser needs to be each of them.
"""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402 - the models come after the settings
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Collection, Locale, Page  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.sign_in import own_email  # noqa: E402
from content.admin import roles  # noqa: E402
from content.models import HomePage  # noqa: E402
from courses.models import ModuleIndexPage  # noqa: E402
from tests.courses.factories import LessonPageFactory, ModulePageFactory, address, build_site  # noqa: E402
from tests.passport.factories import code_of, make_line, make_share, make_skill, token_of  # noqa: E402
from tests.people import mark_second_factor, person  # noqa: E402

MEMBERS = 24  # each is one test's own
MODULES = 8


def cookie(user: User, *, second_factor: bool = False) -> str:
    """Open the session of a person who has just signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    if second_factor:
        mark_second_factor(client)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def tables() -> None:
    """Make every table, and what Wagtail's migrations would have written."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    Locale.objects.create(language_code=settings.LANGUAGE_CODE)
    Page.add_root(title="Racine", slug="root")
    Collection.add_root(name="Racine")


def member(number: int) -> dict[str, str | int]:
    """Make a member with an entry, a share and a proved e-mail address."""
    user = person(f"Membre {number}")
    own_email.keep(user, f"membre-{number}@exemple.org", proved=True)
    share = make_share(user, [make_line(user, own_title="Tenir un stand")], shown_name="Prénom choisi")
    return {
        "pk": user.pk,
        "email": user.email,
        "cookie": cookie(user),
        "share": f"/p/{token_of(share)}",
        "code": code_of(share),
    }


def module(index: ModuleIndexPage, number: int) -> dict[str, str | int]:
    """Make a module of two lessons."""
    made = ModulePageFactory(parent=index, title=f"Formation {number}")
    lessons = [LessonPageFactory(parent=made) for _ in range(2)]
    return {"pk": made.pk, "title": made.title, "lesson": address(lessons[0])}


def world() -> dict:
    """Make everything and describe it."""
    tables()
    index = build_site()
    roles.ensure_roles()
    editor, moderator = (person(name, email=f"{name}@exemple.org".lower()) for name in ("Redaction", "Moderation"))
    for user, role in ((editor, roles.EDITORS), (moderator, roles.MODERATORS)):
        user.groups.add(roles.Group.objects.get(name=role))
        own_email.keep(user, user.email, proved=True)
    return {
        "members": [member(number) for number in range(MEMBERS)],
        "modules": [module(index, number) for number in range(MODULES)],
        "skill": make_skill("Tenir une caisse").slug,
        "editor": {"cookie": cookie(editor, second_factor=True)},
        "moderator": {"email": moderator.email},
        "home": HomePage.objects.get().pk,
    }


if __name__ == "__main__":
    print(json.dumps(world()))  # noqa: T201
