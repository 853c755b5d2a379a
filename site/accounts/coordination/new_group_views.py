"""/reseau/ajouter/: a group in creation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.coordination import rules
from accounts.coordination.forms import NewGroupForm
from accounts.permissions import coordination_only
from accounts.requests import MemberRequest
from lib.http import form_view, render_form

ADDED = "{name} est ajouté, en création. Vous pouvez ouvrir son premier compte."


@coordination_only
@form_view
def add(request: MemberRequest) -> HttpResponse:
    """Add a group in creation, then lead to where its first account is opened."""
    form = NewGroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        group = form.save(commit=False)
        try:
            rules.add_group(group, request.user, is_sure=form.cleaned_data["sure"])
        except rules.SameGroupError as same:
            form.warn(same.groups)
        else:
            messages.success(request, ADDED.format(name=group.name))
            return redirect("groups:people", group.slug)
    return render_form(request, "accounts/coordination/new_group.html", form)
