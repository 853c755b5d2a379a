"""Entries the holder declares, changes, removes and brings back."""

from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from lib.http import INVALID, form_view
from lib.idempotency import name_of_form
from passport import permissions
from passport.entries import skill_finder
from passport.entries.forms import DeclarationForm, EntryForm, OccasionForm, SkillSearchForm
from passport.models import Entry, EntryExistsError, Skill, SkillDomain, SourceKind
from passport.querysets import MOST_OCCASIONS
from passport.sensitive import words_of
from passport.sharing import prepared_shares

TITLE = "titre"  # in the address: what was looked for and not found
LONGEST_TITLE = cast("int", Entry._meta.get_field("own_title").max_length)
ENOUGH_TIMES = f"Cette compétence a déjà {MOST_OCCASIONS} fois notées. Retirez-en une pour en noter une autre."


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Let the holder find a skill of the catalogue by words or by family, or give their own title."""
    return skills_found(request, "passport/choose.html")


def skills_found(request: HttpRequest, template: str, **more: Any) -> HttpResponse:
    """Return the page of the catalogue's skills that answer the words asked, by family; `more` is for its template."""
    form = SkillSearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    answer = skill_finder.found(words) if words else None
    skills = Skill.objects.offered().select_related("domain")
    skills = skills if answer is None else skills.filter(slug__in=answer.slugs)
    found: dict[SkillDomain, list[Skill]] = {}
    for skill in skills.order_by("domain__order", "order", "label"):
        found.setdefault(skill.domain, []).append(skill)
    context = {"form": form, "words": words, "families": list(found.items()), "answer": answer}
    return render(request, template, context | more, status=INVALID if form.errors else 200)


@form_view
def declare(request: MemberRequest, slug: str = "") -> HttpResponse:
    """Let the holder say how they do a skill of the catalogue, or one of their own when there is no `slug`."""
    skills = Skill.objects.offered().select_related("domain")
    skill = get_object_or_404(skills, slug=slug) if slug else None
    fresh = Entry(member=request.user, skill=skill)
    titled = {} if skill else {"own_title": request.GET.get(TITLE, "")[:LONGEST_TITLE]}
    form = DeclarationForm(request.POST if request.method == "POST" else None, instance=fresh, initial=titled)
    entry = _declare(form) if form.is_bound else None
    if entry:
        messages.success(request, "C’est dans votre passeport. Vous seul le voyez.")
        warn_of_words(request, entry)
        return redirect("passport:index")
    context = {"form": form, "skill": skill}
    return render(request, "passport/declare.html", context, status=INVALID if form.errors else 200)


def _declare(form: DeclarationForm) -> Entry | None:
    """Save the entry with its day, once however often its page is sent; None when the form says what to mend."""
    name = name_of_form(form, form.instance.member)
    sent = Entry.objects.filter(typed_from=name)
    if sent.exists() or not form.is_valid():
        return sent.first()
    form.instance.typed_from = name
    try:
        with transaction.atomic():
            entry = form.save()
            if form.cleaned_data["happened_on"]:
                day = form.cleaned_data["happened_on"]
                entry.occasions.create(source_kind=SourceKind.DECLARED, happened_on=day, known=form.known)
    except IntegrityError:
        form.full_clean()  # the entry exists now: the form says where
        return sent.first()
    return entry


def warn_of_words(request: MemberRequest, entry: Entry) -> None:
    """Tell the holder, once the entry is kept, which of its words may let a reader guess their health."""
    warning = words_of.sentence(words_of.found_in_entry(entry, request.user))
    if warning:
        messages.info(request, f"{warning} Dans un partage, ce texte n’est montré que si vous le gardez.")


@require_safe
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show one entry in full, each time it happened, and what the holder can do with it."""
    return _detail(request, permissions.own_entry(request, pk), OccasionForm())


def _detail(request: MemberRequest, entry: Entry, form: OccasionForm) -> HttpResponse:
    entry.accepted = list(entry.confirmations.accepted().with_names().order_by("written_at", "pk"))
    for confirmation in entry.accepted:
        confirmation.entry = entry
    context = {
        "entry": entry,
        "form": form,
        "occasions": entry.occasions.all(),
        "indicators": entry.skill.indicators.all() if entry.skill else [],
        "confirmations": entry.accepted,
        "waiting": entry.confirmations.requests().with_names(),
        "warning": words_of.sentence(words_of.found_in_entry(entry, request.user)),
    }
    return render(request, "passport/entry.html", context, status=INVALID if form.errors else 200)


@form_view
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change an entry. Shares already open keep the words they had."""
    entry = permissions.own_entry(request, pk)
    is_confirmed = any(each.speaks_of(entry) for each in entry.confirmations.accepted())
    form = EntryForm(request.POST if request.method == "POST" else None, instance=entry)
    if form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            form.full_clean()
        else:
            messages.success(request, "C’est changé. Les partages déjà ouverts gardent les mots d’avant.")
            ref = request.GET.get("partage", "")
            return redirect("passport:share_words", ref) if prepared_shares.find(request.user, ref) else redirect(entry)
    warning = "" if form.is_bound else words_of.sentence(words_of.found_in_entry(entry, request.user))
    context = {"form": form, "entry": entry, "skill": entry.skill, "warning": warning, "is_confirmed": is_confirmed}
    return render(request, "passport/edit.html", context, status=INVALID if form.errors else 200)


@form_view
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, then remove: the entry disappears from every share at once."""
    if request.method != "POST":
        return render(request, "passport/remove.html", {"entry": permissions.own_entry(request, pk)})
    entry = permissions.own_entry_even_removed(request, pk)
    entry.remove()
    messages.success(request, f"« {entry.title} » est retirée, partout. Vous pouvez la remettre pendant 30 jours.")
    return redirect("passport:removed")


@require_safe
def removed(request: MemberRequest) -> HttpResponse:
    """List the entries that can still be put back."""
    entries = [entry for entry in Entry.objects.of(request.user).removed().with_skill() if entry.can_be_put_back]
    return render(request, "passport/removed.html", {"lines": entries})


@require_POST
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring a removed entry back where it was."""
    entry = permissions.own_entry_even_removed(request, pk)
    if entry.is_standing:
        return redirect("passport:index")
    if not entry.can_be_put_back:
        messages.warning(request, "Les 30 jours sont passés. Vous pouvez ajouter cette compétence de nouveau.")
        return redirect("passport:removed")
    try:
        entry.put_back()
    except EntryExistsError:
        messages.warning(request, f"« {entry.title} » est déjà dans votre passeport. Elle reste là où elle est.")
        return redirect("passport:removed")
    messages.success(request, f"« {entry.title} » est de nouveau dans votre passeport.")
    return redirect("passport:index")


@require_POST
def add_occasion(request: MemberRequest, pk: int) -> HttpResponse:
    """Add one more time it happened."""
    entry = permissions.own_entry(request, pk)
    form = OccasionForm(request.POST)
    if form.is_valid() and entry.occasions.count() >= MOST_OCCASIONS:
        form.add_error(None, ENOUGH_TIMES)
    if not form.is_valid():
        return _detail(request, entry, form)
    entry.occasions.get_or_create(
        source_kind=SourceKind.DECLARED,
        source_ref=name_of_form(form, request.user),
        defaults={name: form.cleaned_data[name] for name in ("happened_on", "source_label")} | {"known": form.known},
    )
    messages.success(request, "Cette fois est notée.")
    return redirect(entry)


@require_POST
def remove_occasion(request: MemberRequest, pk: int, occasion_pk: int) -> HttpResponse:
    """Take one time away; the entry stays."""
    entry = permissions.own_entry(request, pk)
    permissions.own_occasion(request, entry, occasion_pk).delete()
    messages.success(request, "Cette fois est retirée. La compétence reste.")
    return redirect(entry)
