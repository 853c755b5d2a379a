"""/reseau/fichier/: groups brought by a file, in two steps, and taken away as a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import kept_texts
from accounts.coordination import overview, prepared_file, rules
from accounts.coordination.forms import FileForm
from accounts.coordination.prepared_file import Prepared
from accounts.permissions import coordination_only
from accounts.requests import MemberRequest
from directory.editing import ChangedMeanwhileError
from directory.models import PeerGroup
from directory.tables import files, reading, rows, writing
from directory.tables.plan import Outcome
from directory.tables.reading import Fault
from directory.tables.refusals import FileRefusedError
from lib.http import INVALID, form_view

MOST_FAULTS = 100  # shown at once
CHANGED = "L’annuaire a changé pendant ce temps. Relisez, puis confirmez de nouveau."
WRITTEN = "C’est écrit dans l’annuaire. Groupes ajoutés : {added}. Groupes changés : {changed}."
NOTHING = "Le fichier est laissé de côté. Rien n’a changé."


@coordination_only
@form_view
def send(request: MemberRequest) -> HttpResponse:
    """Read a file; lead to its preview, or say line by line what to mend (422)."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        try:
            faults = _kept(request, form.cleaned_data["file"])
        except FileRefusedError as refused:
            form.add_error("file", str(refused))
        else:
            if not faults:
                return redirect("coordination:file_preview")
    context = {"form": form, "faults": faults[:MOST_FAULTS], "more": len(faults) - MOST_FAULTS}
    status = INVALID if form.errors or faults else 200
    return render(request, "accounts/coordination/file.html", context, status=status)


def _kept(request: MemberRequest, content: bytes) -> list[Fault]:
    """Keep what a file says for its preview; of a file with faults, keep nothing and return them."""
    found = reading.read(rows.rows_of(content))
    faults = writing.faults_of(found)
    if not faults:
        prepared_file.keep(request.user, Prepared(found.lines, found.left_aside))
    return faults


@coordination_only
@form_view
def preview(request: MemberRequest) -> HttpResponse:
    """Show what the file would do, then write all of it."""
    if request.method == "POST":
        return _answer(request)
    prepared = prepared_file.find(request.user)
    if prepared is None:
        return redirect("coordination:file")
    plan = writing.planned(prepared.lines)
    context = {
        "plan": plan,
        "added": plan.of(Outcome.ADDED),
        "changed": plan.of(Outcome.CHANGED),
        "kept": plan.of(Outcome.KEPT),
        "same": plan.of(Outcome.SAME),
        "left_aside": prepared.left_aside,
        "seen": prepared_file.mark(plan.told),
    }
    return render(request, "accounts/coordination/file_preview.html", context)


def _answer(request: MemberRequest) -> HttpResponse:
    if "forget" in request.POST:
        kept_texts.forget(request.user, prepared_file.KEY)
        messages.info(request, NOTHING)
        return redirect("coordination:groups")
    try:
        written = rules.write_file(request.user, request.POST.get("seen", ""))
    except ChangedMeanwhileError:
        messages.warning(request, CHANGED)
        return redirect("coordination:file_preview")
    if written:
        added, changed = written.of(Outcome.ADDED), written.of(Outcome.CHANGED)
        messages.success(request, WRITTEN.format(added=len(added), changed=len(changed)))
        request.session[overview.JUST_ADDED] = [step.group.pk for step in added]
    return redirect("coordination:groups")


@coordination_only
@require_safe
def take_away(request: MemberRequest, kind: str) -> StreamingHttpResponse | HttpResponse:
    """Return every group as a file: no account, no person."""
    groups = PeerGroup.objects.order_by("department_code", "town", "name", "pk")
    return _file(f"groupes-{timezone.localdate():%Y-%m-%d}", kind, files.rows_of(groups.iterator()))


@coordination_only
@require_safe
def model(request: MemberRequest, kind: str) -> StreamingHttpResponse | HttpResponse:
    """Return a file with the headings and what each means, to fill in."""
    return _file("modele-groupes", kind, files.model_rows())


def _file(name: str, kind: str, lines: files.Rows) -> StreamingHttpResponse | HttpResponse:
    if kind not in files.KINDS:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "no-store"}
    if kind == "csv":
        return StreamingHttpResponse(files.as_csv(lines), content_type=files.KINDS[kind], headers=headers)
    return HttpResponse(files.as_workbook(lines), content_type=files.KINDS[kind], headers=headers)
