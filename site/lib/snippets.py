"""The snippets of Wagtail's admin, whose choosers show no more than their lists do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

BULK = "wagtail_bulk_action"  # the page that asks before it acts on several rows, and names each
ANY_RIGHT = ("add", "change", "delete", "view")
View = Callable[..., HttpResponse]


def _not_found(request: HttpRequest) -> HttpResponse:
    raise Http404


def refuse_unseen_rows(view: View) -> View:
    """Refuse the acts on several rows of a snippet to who has no right on it: their page would name each of them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match = request.resolver_match
        if match and match.url_name == BULK and request.user.is_authenticated:
            model = _snippet(str(kwargs.get("app_label")), str(kwargs.get("model_name")))
            if model and not ModelPermissionPolicy(model).user_has_any_permission(request.user, ANY_RIGHT):
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _snippet(app: str, name: str) -> type[Model] | None:
    """Return the model of these names if it is one of the snippets; None for another, or for none."""
    known = {(each._meta.app_label, each._meta.model_name): each for each in get_snippet_models()}
    return known.get((app, name))


class OwnChooserViewSet(SnippetChooserViewSet):
    """A chooser for who may see the list; nothing is made in it without a form to make it with."""

    @property
    def create_view(self) -> View:
        """Return the view that makes what is then chosen, for a chooser that has one."""
        return super().create_view if self.creation_form_class or self.form_fields else _not_found

    def construct_view(self, view_class: type, **kwargs: Any) -> View:
        """Return a view of the chooser, refused to who has no right on what it shows."""
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **found: Any) -> HttpResponse:
            if not ModelPermissionPolicy(self.model).user_has_any_permission(request.user, ANY_RIGHT):
                raise PermissionDenied
            return view(request, *args, **found)

        return guarded


class OwnSnippetViewSet(SnippetViewSet):
    """A snippet of this site. A test finds those that are not made with it."""

    chooser_viewset_class = OwnChooserViewSet
