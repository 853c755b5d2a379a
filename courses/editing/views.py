"""« Dupliquer » : a screen of the admin that asks for one thing, the new title."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from wagtail.models import Page

from accounts.requests import MemberRequest
from courses.editing.duplicate import TitleTakenError, duplicate
from courses.models import ModulePage
from courses.models.training import TrainingPage
from courses.permissions import may_duplicate
from lib.http import INVALID

TAKEN = "Une page porte déjà ce titre à cet endroit. Si vous venez de la dupliquer, elle vous attend dans la liste."


class DuplicateForm(forms.Form):
    """The title of the copy."""

    title = forms.CharField(label="Nouveau titre", max_length=200, help_text="Il se change encore après.")

    def clean_title(self) -> str:
        """Raise ValidationError for a title from which no address can be made."""
        title = self.cleaned_data["title"]
        if not slugify(title):
            raise forms.ValidationError("Écrivez un titre avec des lettres ou des chiffres.")
        return title


def _page_to_duplicate(request: MemberRequest, page_id: int) -> TrainingPage:
    """Return the module or lesson. Raise Http404 when the editor may not duplicate it."""
    page = Page.objects.filter(pk=page_id).specific().first()
    if not isinstance(page, TrainingPage) or not may_duplicate(request.user, page):
        raise Http404
    return page


def duplicate_page(request: MemberRequest, page_id: int) -> HttpResponse:
    """Ask for the new title, then lead to the copy. Answer 422 when the title is refused."""
    page = _page_to_duplicate(request, page_id)
    title = page.get_latest_revision_as_object().title
    form = DuplicateForm(request.POST or None, initial={"title": f"{title[:190]} (copie)"})
    if request.method == "POST":
        form = DuplicateForm(request.POST)
        if form.is_valid():
            try:
                copy = duplicate(page, form.cleaned_data["title"], request.user)
            except TitleTakenError:
                form.add_error("title", TAKEN)
            else:
                messages.success(request, f"« {copy.title} » est prête : c’est un brouillon, à vous de l’adapter.")
                return redirect("wagtailadmin_pages:edit", copy.pk)
    return render(request, "courses/admin/duplicate.html", _context(page, title, form), status=_status(form))


def _context(page: TrainingPage, title: str, form: forms.Form) -> dict[str, Any]:
    is_module = isinstance(page, ModulePage)
    return {
        "form": form,
        "page_title": "Dupliquer cette formation" if is_module else "Dupliquer cette leçon",
        "page_subtitle": title,
        "header_icon": "copy",
        "is_module": is_module,
        "lessons": page.numchild,
        "page": page,
    }


def _status(form: forms.Form) -> int:
    return INVALID if form.is_bound and form.errors else 200
