"""The part of the content app in « Tout ce que le site sait de moi », and in the erasure of an account."""

from dataclasses import asdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import User
from content import open_forms
from content.admin import journals, old_versions
from content.models import ColleagueQuestion, PracticeMessage, PracticePage, Question, ReviewStep, SecondWriter, Tried
from content.practices.colleagues import rules as colleagues
from content.practices.colleagues import told
from content.practices.permissions import own_sheets
from content.practices.questions import answer_rules
from content.practices.sheets import drafts, last_text
from content.practices.sheets.signed_names import hold, written_by
from content.practices.sheets.states import state_of
from content.remembered import bump

SAID = ("title", "situation", "what_we_did", "what_helped", "limits", "credit_as", "credit")


def export(user: User) -> dict[str, Any]:
    """Return the sheets, drafts, messages, lines « J’ai essayé » and readings of a member.

    The questions they asked are not there: nothing says who asked them.
    """
    lines = Tried.objects.filter(user=user).select_related("practice").order_by("sent_at")
    sheets = own_sheets(user).select_related("latest_revision", "second_writer").prefetch_related("messages")
    return {
        "mes fiches": [_sheet(sheet) for sheet in sheets],
        "fiches écrites à deux": [
            {"titre": each.practice.draft_title, "depuis": each.asked_at, **_signature(each)}
            for each in SecondWriter.objects.filter(user=user).select_related("practice").order_by("asked_at", "pk")
        ],
        "fiches commencées": [
            {"le": draft.updated_at, "texte": asdict(drafts.read(draft))} for draft in user.practice_drafts.all()
        ],
        "relectures faites": [
            {"le": step.done_at, "quoi": step.get_act_display(), "pourquoi": step.reason}
            for step in ReviewStep.objects.filter(actor=user).exclude(case__practice__owner=user)
        ],
        "« j’ai essayé »": [
            {
                "fiche": line.practice.title,
                "ce que ça a donné": line.words,
                "envoyé le": line.sent_at,
                "où ça en est": line.get_state_display(),
                "remarque": line.reason,
            }
            for line in lines
        ],
        **told.export(user),
        "gestes sur les pages du site": journals.export(user),
        "remarques à côté des textes": journals.remarks(user),
        "pages ouvertes dans l’espace de rédaction": open_forms.export(user),
        "réponses écrites comme pair-advocate": _days(Question.objects.filter(drafted_by=user)),
        "réponses relues comme pair-advocate": _days(Question.objects.filter(read_by=user)),
    }


def _signature(second: SecondWriter) -> dict[str, Any]:
    """Return how the second person of a sheet signs it; the title alone stays theirs once they took their name off."""
    return {"nom retiré le": second.left_at} if second.left_at else {"signature": second.signature}


def _sheet(sheet: PracticePage) -> dict[str, Any]:
    latest, second = _latest(sheet), getattr(sheet, "second_writer", None)
    return {
        "où elle en est": state_of(sheet).words,
        "titre": latest.title,
        "la situation": latest.situation,
        "ce que nous avons fait": latest.what_we_did,
        "ce qui a aidé": latest.what_helped,
        "les limites": latest.limits,
        "signature": latest.signature,
        "écrite à deux": bool(second and second.is_present),
        "messages": [
            {"le": message.sent_at, "de moi": message.from_author, "texte": message.text}
            for message in sheet.messages.all()
        ],
    }


def _latest(sheet: PracticePage) -> PracticePage:
    """Return a page with the fields SAID of its latest version: the whole page would cost Wagtail eight queries."""
    if sheet.latest_revision is None:
        return sheet
    return PracticePage(**{name: sheet.latest_revision.content[name] for name in SAID})


@transaction.atomic
def erase(user: User) -> None:
    """Erase the unpublished sheets of an account about to be erased; take its name off the published ones.

    A sheet that stays keeps the text that anybody reads, and no other: Wagtail keeps every version, those that were
    refused or never sent too. What was said about it goes with the account. What it asked other groups goes
    with its answers. A sheet written by two passes to the second person when it is published or they signed its latest
    text; where the account was the second person, its name alone goes.
    """
    journals.leave(user)
    colleagues.erase(ColleagueQuestion.objects.filter(author=user))
    answer_rules.leave(user)
    hold(written_by(user))
    for second in SecondWriter.objects.present().filter(practice__owner=user).select_related("practice"):
        if second.practice.live or second.has_signed(second.latest_text):
            _pass_on(second)
    for sheet in PracticePage.objects.filter(owner=user, live=False):
        sheet.delete()
    nobody = {"credit_as": PracticePage.CreditAs.NONE.value, "credit": "", "owner": None}
    kept = list(written_by(user))
    PracticePage.objects.filter(pk__in=[sheet.pk for sheet in kept]).update(**nobody)
    for sheet in kept:
        last_text.keep_live(sheet)
    _forget_what_was_said(kept)
    old_versions.leave(user)
    bump()


def _forget_what_was_said(sheets: list[PracticePage]) -> None:
    """Erase what the first author of sheets and the moderators said to each other, wherever it is repeated."""
    PracticeMessage.objects.filter(practice__in=sheets).delete()
    ReviewStep.objects.filter(case__practice__in=sheets).update(reason="")
    keys, kind = [str(sheet.pk) for sheet in sheets], ContentType.objects.get_for_model(Page)
    states = WorkflowState.objects.filter(base_content_type=kind, object_id__in=keys)
    TaskState.objects.filter(workflow_state__in=states).update(comment="")
    journals.forget_words(sheets)
    journals.forget_titles(PracticePage.objects.filter(pk__in=keys))
    open_forms.forget(sheets)
    open_forms.forget_sent_too_late(sheets)


def _pass_on(second: SecondWriter) -> None:
    """Make the second person of a sheet its only author; the messages were for the first one.

    The text that passes is the one on the site, signed if they signed it, or else the latest one, which they signed:
    any other goes with its author.
    """
    sheet = second.practice
    signed = _signed_by(second, sheet if sheet.live else second.latest_text)
    aliases = list(PracticePage.objects.filter(alias_of=sheet))
    PracticePage.objects.filter(alias_of=sheet).update(**signed)
    PracticePage.objects.filter(pk=sheet.pk).update(**signed, owner=second.user)
    if sheet.live:
        for page in (sheet, *aliases):
            last_text.keep_live(page)
    else:
        last_text.keep_latest(sheet, **signed, owner=second.user_id)
    _forget_what_was_said([sheet, *aliases])
    second.delete()


def _signed_by(second: SecondWriter, text: PracticePage) -> dict[str, str]:
    """Return the signature of a text whose second person is its only author from now on."""
    if second.has_signed(text):
        return {"credit_as": second.credit_as, "credit": second.credit}
    return {"credit_as": PracticePage.CreditAs.NONE.value, "credit": ""}


def _days(questions: QuerySet[Question]) -> list[dict[str, Any]]:
    """Return the day and the state of questions, without their text: it belongs to nobody here."""
    return [{"question posée le": each.asked_on, "où ça en est": each.get_state_display()} for each in questions]
