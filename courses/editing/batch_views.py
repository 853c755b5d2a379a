"""« Envoyer la formation et ses leçons », and the screen where a moderator reads and publishes several pages."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.requests import MemberRequest
from content.publishing.gate import NotReadyError
from courses.editing import batch_review, sending
from courses.models import ModulePage
from courses.permissions import may_send
from lib.http import INVALID

NOTHING = "Tout est déjà publié, ou en relecture."
NOT_FINISHED = "Rien n’est parti : complétez d’abord ce qui manque."
NOTHING_TICKED = "Cochez au moins une page."
NO_WORDS = "Dites ce qu’il faut changer, en une phrase."
CHANGED = "Rien n’est fait : une page vient de changer, ou n’attend plus. Relisez ce qui suit."


def _module(page_id: int | str) -> ModulePage:
    """Return the module of this id. Raise Http404 when there is none."""
    found = (
        ModulePage.objects.filter(pk=page_id).first() if str(page_id).isdecimal() and len(str(page_id)) < 10 else None
    )
    if found is None:
        raise Http404
    return found


def send_module(request: MemberRequest, page_id: int) -> HttpResponse:
    """Show what would be sent of a module, then send it and lead back to the module. 404 for who may not."""
    module = _module(page_id)
    if not may_send(request.user, module):
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            sent = sending.send(module, request.user)
        except sending.NotFinishedError:
            messages.error(request, NOT_FINISHED)
            status = INVALID
        except sending.NothingToSendError:
            messages.info(request, NOTHING)
            return redirect("wagtailadmin_pages:edit", module.pk)
        else:
            messages.success(request, _is_sent(len(sent)))
            return redirect("wagtailadmin_pages:edit", module.pk)
    return render(request, "courses/admin/send_module.html", _to_send(module), status=status)


def _is_sent(count: int) -> str:
    said = "Une page attend" if count == 1 else f"{count} pages attendent"
    return f"C’est parti : {said} maintenant la relecture."


def _to_send(module: ModulePage) -> dict[str, Any]:
    parcels = sending.parcels_of(module)
    return {
        "module": module,
        "parcels": parcels,
        "is_ready": bool(parcels) and not any(parcel.missing for parcel in parcels),
        "page_title": "Envoyer la formation et ses leçons",
        "page_subtitle": module.get_admin_display_title(),
        "header_icon": "mail",
    }


class BatchForm(forms.Form):
    """The ticks, and the words to who sent what is given back."""

    words = forms.CharField(label="Ce qu’il faut changer", max_length=2000, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, marks: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pieces"] = forms.MultipleChoiceField(
            label="Pages", choices=[(mark, mark) for mark in marks], error_messages={"required": NOTHING_TICKED}
        )

    def clean(self) -> dict[str, Any]:
        """Ask for words when something is given back."""
        cleaned = super().clean() or {}
        if self.gives_back and not cleaned.get("words"):
            self.add_error("words", NO_WORDS)
        return cleaned

    @property
    def gives_back(self) -> bool:
        """Return whether the moderator asks for changes."""
        return self.data.get("act") == "rendre"


def review_together(request: MemberRequest) -> HttpResponse:
    """Show what waits for this moderator, then publish or give back what they ticked; to others nothing waits."""
    module = _module(request.GET["formation"]) if "formation" in request.GET else None
    form = BatchForm(request.POST or None, marks=request.POST.getlist("pieces"))
    if request.method == "POST" and form.is_valid() and _answered(request, form):
        left = batch_review.pieces_for(request.user, module)
        return redirect(request.get_full_path() if left else reverse("wagtailadmin_home"))
    context = _waiting(request.user, module) | {"form": form, "ticked": request.POST.getlist("pieces")}
    return render(request, "courses/admin/review_together.html", context, status=INVALID if request.POST else 200)


def _answered(request: MemberRequest, form: BatchForm) -> bool:
    """Do what the moderator asked; return False, with the reason beside the ticks, when nothing was done."""
    marks = form.cleaned_data["pieces"]
    try:
        if form.gives_back:
            batch_review.ask_for_changes(request.user, marks, form.cleaned_data["words"])
            messages.success(request, "C’est rendu, avec votre mot.")
        else:
            batch_review.publish(request.user, marks)
            messages.success(request, "C’est publié.")
    except batch_review.ChangedError:
        form.add_error("pieces", CHANGED)
    except NotReadyError as error:
        form.add_error("pieces", f"Rien n’est publié : « {error.page.title} ». {' '.join(error.reasons)}")
    return not form.errors


def _waiting(user: User, module: ModulePage | None) -> dict[str, Any]:
    title = module.get_admin_display_title() if module else ""
    return {
        "pieces": batch_review.pieces_for(user, module),
        "module": module,
        "page_title": "Lire et publier",
        "page_subtitle": title,
        "header_icon": "glasses",
    }
