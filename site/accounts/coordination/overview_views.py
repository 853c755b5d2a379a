"""/reseau/: every group, for the coordination; one group's state."""

from typing import Any

from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts import permissions
from accounts.coordination import overview, rules
from accounts.coordination.forms import ListForm, StageForm
from accounts.permissions import coordination_only, group_for
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from lib.http import form_view, render_form

PER_PAGE = 30
STAGE_KEPT = "{name} : c’est noté."


@coordination_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List every group with what waits there; the form says an unknown filter beside its field (422)."""
    every = overview.groups()
    form = ListForm(request.GET, every)
    added = request.session.pop(overview.JUST_ADDED, ())
    context: dict[str, Any] = {"just_added": PeerGroup.objects.filter(pk__in=added).order_by("name") if added else ()}
    if form.is_valid():
        asked = form.cleaned_data
        found = overview.matching(every, asked["q"], asked["departement"], asked["etat"])
        try:
            page = Paginator(found, PER_PAGE).page(request.GET.get("page") or 1)
        except InvalidPage:
            raise Http404("page") from None
        kept = request.GET.copy()
        kept.pop("page", None)
        context |= {"page_obj": page, "total": len(found), "query": kept.urlencode()}
    return render_form(request, "accounts/coordination/groups.html", form, **context)


@coordination_only
@form_view
def stage(request: MemberRequest, slug: str) -> HttpResponse:
    """Say whether a group is in creation or open, and whether everybody sees it."""
    group = group_for(request.user, slug, permissions.can_enter_group)
    form = StageForm(request.POST if request.method == "POST" else None, instance=group)
    if request.method == "POST" and form.is_valid():
        rules.set_stage(group, form.cleaned_data, request.user)
        messages.success(request, STAGE_KEPT.format(name=group.name))
        return redirect("groups:home", slug)
    return render_form(request, "accounts/coordination/stage.html", form, group=group)
