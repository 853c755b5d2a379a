"""/formations/comite/: what those who sit have to read, and what they think of each subject."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from courses.models import Subject, SubjectOpinion
from courses.models.subjects import LONGEST_REASON
from courses.subjects import permissions, rules
from courses.subjects.committee import Committee
from courses.subjects.forms import NO, YES, WeighForm
from lib.http import INVALID, form_view

KEPT = "C’est noté. Personne ne lit qui pense quoi."
CHOSEN = "C’est noté. Le comité a choisi ce sujet."
NOT_KEPT = "C’est noté. Le comité ne retient pas ce sujet, et dit pourquoi."
CHANGED = "Ce sujet a changé pendant ce temps. Relisez-le, puis redites ce que vous pensez."
GONE = "Ce sujet n’attend plus : il est décidé, ou retiré."
NOT_SITTING = "Le comité ne peut pas décider aujourd’hui. La page du comité dit pourquoi."
_TOLD = {Subject.State.PROPOSED: KEPT, Subject.State.CHOSEN: CHOSEN, Subject.State.NOT_KEPT: NOT_KEPT}


@never_cache
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show those who sit the subjects that wait, those they have not weighed first. Constant number of queries."""
    if not permissions.sits(request.user):
        raise Http404
    given = SubjectOpinion.objects.filter(seat__user=request.user).values_list("subject", "keeps")
    opinions = dict(given)
    subjects = sorted(Subject.objects.proposed()[:100], key=lambda each: each.pk in opinions)
    context = {
        "subjects": [(each, opinions.get(each.pk)) for each in subjects],
        "committee": Committee.today(),
        "seat": request.user.committee_seat,
    }
    return render(request, "courses/subjects/committee.html", context)


@never_cache
@form_view
def weigh(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask one who sits what they think of a subject that waits."""
    subject = permissions.subject_to_weigh(request.user, pk)
    given = SubjectOpinion.objects.filter(subject=subject, seat__user=request.user).first()
    begun = {"opinion": YES if given.keeps else NO} if given else {}
    form = WeighForm(subject, request.user, request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid() and not form.is_hinted(request.POST.getlist("already_said")):
        answer = _said(request, form)
        if answer is not None:
            return answer
    status = INVALID if form.is_bound else 200
    typed = request.POST.get("reason", "")[:LONGEST_REASON] if subject.reason else ""
    context = {"form": form, "subject": subject, "seen": rules.seen_of(subject), "typed": typed}
    return render(request, "courses/subjects/weigh.html", context, status=status)


def _said(request: MemberRequest, form: WeighForm) -> HttpResponse | None:
    """Note what was said and lead back to the list; None when the page is to be read again."""
    said = form.cleaned_data
    keeps, reason = said["opinion"] == YES, said.get("reason", "").strip()
    try:
        subject = rules.say(request.user, form.subject.pk, reason, said["seen"], keeps=keeps)
    except rules.GoneError:
        messages.warning(request, GONE)
    except rules.NotSittingError:
        messages.warning(request, NOT_SITTING)
    except (rules.ChangedError, rules.NeedsReasonError):
        form.add_error(None, CHANGED)
        return None
    else:
        messages.success(request, _TOLD[Subject.State(subject.state)])
    return redirect("courses:committee")
