"""Which sheets the admin shows: one list for what lists, finds, chooses, counts or names pages there.

The sheets that members wrote, and the answers, are for their author and for those who moderate. `SheetRights` says so
of one page; Wagtail asks it of what one edits, not of what one lists.
"""

import contextlib
import json
import re
from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.query import PageQuerySet

from accounts.models import User
from accounts.requests import MemberRequest
from content.models import PracticePage
from content.practices.permissions import moderates
from lib.http import View

BULK, CHOSEN = "wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple"  # `id` in the query names pages
LARGEST_KEY = 2**63
NAMES_A_PAGE = re.compile(r"page|parent|destination|childOf")  # of the parts of an address of the admin
PAGES = "wagtailadmin_pages"
LINKS_ELSEWHERE = {"DOCUMENT", "EMBED", "IMAGE"}  # of what a text of the editor names by a number
UNREAD = Q(live=False) | Q(has_unpublished_changes=True)


def hidden_from(user: User) -> QuerySet[PracticePage]:
    """Return the sheets of which the admin shows nothing to this person; none for those who moderate."""
    if moderates(user):
        return PracticePage.objects.none()
    return PracticePage.objects.filter(Q(owner__isnull=False) | Q(is_answer=True)).exclude(owner=user.pk)


class ShownPages(PagePermissionPolicy):
    """Wagtail's rights on pages. What one may explore is what lists, search, the API and histories show."""

    def explorable_instances(self, user: Any) -> PageQuerySet:
        """Return the pages that a person may look through."""
        return super().explorable_instances(user).exclude(pk__in=hidden_from(user).values("pk"))


def register() -> None:
    """Have Wagtail ask these rights of every page, and name in its filters nobody whose sheets are hidden."""
    register_permission_policy(Page, ShownPages(Page))
    PageFilterSet.base_filters["owner"].queryset = _owners
    PageFilterSet.base_filters["edited_by"].queryset = _changers


def _owners(request: MemberRequest) -> QuerySet[User]:
    shown = Page.objects.exclude(pk__in=hidden_from(request.user).values("pk")).order_by()
    return User.objects.filter(pk__in=shown.values("owner"))


def _changers(request: MemberRequest) -> QuerySet[User]:
    changes = PageLogEntry.objects.filter(action="wagtail.edit").order_by()
    return User.objects.filter(pk__in=changes.exclude(page__in=hidden_from(request.user).values("pk")).values("user"))


def in_choosers(pages: PageQuerySet, request: MemberRequest) -> PageQuerySet:
    """Leave in the choosers of a page only what this person may see there, and what everybody reads on the site."""
    return pages.exclude(pk__in=hidden_from(request.user).filter(UNREAD).values("pk"))


def refuse_hidden(view: View) -> View:
    """Refuse an address of the admin that names a sheet of which this person may see nothing: it shows its title."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pages = _pages_named(request, kwargs)
        if pages is not None and request.user.is_authenticated and hidden_from(request.user).filter(pages).exists():
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def _pages_named(request: HttpRequest, kwargs: dict[str, Any]) -> Q | None:
    """Return which pages an address names, in its path or its query; None for none."""
    match = request.resolver_match
    if match and match.url_name in {BULK, CHOSEN} and kwargs.get("model_name", "page") == "page":
        named = request.GET.getlist("id")
        asked = _all_of(request) if "all" in named else Q(pk__in=_keys(named))
        return asked & UNREAD if match.url_name == CHOSEN else asked
    said: list[object] = [value for name, value in kwargs.items() if NAMES_A_PAGE.search(name)]
    said += [value for name, values in request.GET.lists() if NAMES_A_PAGE.search(name) for value in values]
    if request.method == "POST" and match and PAGES in match.namespaces:
        said += _named_in_a_form(request, kwargs)
    keys = _keys(said)
    return Q(pk__in=keys) if keys else None


def _named_in_a_form(request: HttpRequest, kwargs: dict[str, Any]) -> list[object]:
    """Return the keys of pages in the fields and the links of a page being written, but those it names already.

    The form shown again, and the preview, would say the title or the address of each.
    """
    said: list[object] = []
    for name, values in request.POST.lists():
        said += [*values] if NAMES_A_PAGE.search(name) else []
        said += [key for value in values for key in _linked(value)]
    known = _named_already(_keys([kwargs.get("page_id")]))
    return [each for each in said if not set(_keys([each])) <= known]


def _linked(text: str) -> list[object]:
    """Return what each link to a page gives as its key, in a text as the editor sends it; none in another text."""
    try:
        entities = json.loads(text)["entityMap"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
    found = entities.values() if isinstance(entities, dict) else entities if isinstance(entities, list) else ()
    links = [each for each in found if isinstance(each, dict) and each.get("type") not in LINKS_ELSEWHERE]
    return [link["data"].get("id") for link in links if isinstance(link.get("data"), dict)]


def _named_already(keys: list[int]) -> set[int]:
    """Return the keys of the pages that the last version of a page leads to, in its blocks, links and fields."""
    page = Page.objects.filter(pk__in=keys).first()
    written = page.get_latest_revision() if page else None
    if written is None:
        return set()
    pages = ContentType.objects.get_for_model(Page).pk
    found = ReferenceIndex._extract_references_from_object(written.as_object())
    return set(_keys(key for kind, key, *_ in found if kind == pages))


def _keys(said: Iterable[object]) -> list[int]:
    """Return the keys among what was said, read as Django reads them: « +9 », « 0_9 » and « ٩ » are 9."""
    keys = []
    for each in said:
        with contextlib.suppress(ValueError, TypeError):  # too many digits for Python, too
            keys.append(int(str(each)))
    return [key for key in keys if 0 < key < LARGEST_KEY]


def _all_of(request: HttpRequest) -> Q:
    """Return the pages of « tout choisir » in a list: those under a page, or all of them."""
    keys = _keys([request.GET.get("childOf", "")])
    parent = Page.objects.filter(pk__in=keys).first()
    return Q(path__startswith=parent.path) if parent else Q()
