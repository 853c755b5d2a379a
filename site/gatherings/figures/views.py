"""/groupe/<slug>/chiffres/: the years of a group, for its board: declared, read, signed once, then taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import group_for, in_mandate
from accounts.requests import MemberRequest
from accounts.sign_in import second_factor_for_power as power
from gatherings.figures import report, rules
from gatherings.figures.charts import chart_of
from gatherings.figures.forms import DeclaredForm, SignForm
from gatherings.figures.masks import FEWEST, FEWEST_OUTSIDE, STEP
from gatherings.models import GroupYear
from gatherings.models.group_year import last_counted
from gatherings.permissions import board_year_for, signed_year_for, signing_mandate_in
from lib.http import form_view, render_form

WRITTEN = "C’est gardé. Rien n’est signé pour le moment."
SIGNED = "Les chiffres sont signés. Ils ne changent plus."
ALREADY = "Ces chiffres sont déjà signés. Ils ne changent plus."
NO_LONGER = "Vous ne signez plus pour ce groupe. Rien n’a été signé."
LACKING = "Il manque un nombre. Écrivez-le, puis signez."
CHANGED = "Ces chiffres ont changé pendant ce temps. Relisez-les, puis signez."


@never_cache
@power.required
@require_safe
def index(request: MemberRequest, slug: str) -> HttpResponse:
    """List the years of the group, the last one first."""
    group = group_for(request.user, slug, in_mandate)
    context = {
        "group": group,
        "years": group.years.order_by("-year"),
        "next_year": last_counted(timezone.localdate()) + 1,
    }
    return render(request, "gatherings/figures.html", context)


@never_cache
@power.required
@form_view
def year(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """Show a year; while nobody signed it, keep what the board declares."""
    found = board_year_for(request, slug, year)
    if request.method != "POST":
        return _page(request, found, None if found.signed_on else DeclaredForm(instance=found))
    form: DeclaredForm | None = None

    def fill(held: GroupYear) -> bool:
        nonlocal form
        form = DeclaredForm(request.POST, instance=held)
        return form.is_valid() and bool(form.save())

    try:
        if not rules.declare(found, fill):
            return _page(request, found, form)
    except rules.AlreadySignedError:
        messages.info(request, ALREADY)
    else:
        messages.success(request, WRITTEN)
    return redirect("group_life:figures_year", slug, year)


def _page(request: MemberRequest, found: GroupYear, form: DeclaredForm | None) -> HttpResponse:
    group = found.peer_group
    context = {
        "group": group,
        "year": found,
        "charts": [chart_of(each) for each in rules.read(found.counted)],
        "sentences": report.sentences_of(found) if found.signed_on else [],
        "signs": bool(group and signing_mandate_in(request.user, group)),
        "fewest": FEWEST,
        "fewest_outside": FEWEST_OUTSIDE,
        "step": STEP,
    }
    if form is None:
        return render(request, "gatherings/figures_year.html", context)
    return render_form(request, "gatherings/figures_year.html", form, **context)


@never_cache
@power.required
@form_view
def sign(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """Show once more what is declared, then freeze it. Whoever does not sign for the group is led back to the year."""
    found = board_year_for(request, slug, year)
    back = redirect("group_life:figures_year", slug, year)
    if found.signed_on:
        messages.info(request, ALREADY)
        return back
    if not (found.peer_group and signing_mandate_in(request.user, found.peer_group)):
        return back
    if not found.is_whole:
        messages.info(request, LACKING)
        return back
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _signed(request, found, form):
        return back
    found.refresh_from_db()
    context = {"group": found.peer_group, "year": found, "shown": rules.mark_of(found)}
    return render_form(request, "gatherings/figures_sign.html", form, **context)


def _signed(request: MemberRequest, found: GroupYear, form: SignForm) -> bool:
    try:
        rules.sign(found, request.user, form.cleaned_data["shown"])
    except rules.AlreadySignedError:
        messages.info(request, ALREADY)
    except rules.NoLongerSignsError:
        messages.info(request, NO_LONGER)
    except rules.ChangedMeanwhileError:
        form.add_error(None, CHANGED)
        return False
    else:
        messages.success(request, SIGNED)
    return True


@never_cache
@power.required
@require_safe
def workbook(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """Return a signed year as a workbook."""
    found = signed_year_for(request, slug, year)
    name = found.peer_group.signing_name if found.peer_group else ""
    response = HttpResponse(report.workbook_of(found, name), content_type=report.XLSX)
    response["Content-Disposition"] = f'attachment; filename="chiffres-{found.year}.xlsx"'
    return response
