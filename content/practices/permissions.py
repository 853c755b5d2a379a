"""The rules of who may do what in the practice exchange, and what they load. The first line of each says who."""

from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import Membership, User
from accounts.permissions import may_enter_admin
from accounts.requests import MemberRequest
from content.models import (
    ColleagueAnswer,
    ColleagueQuestion,
    ColleagueReader,
    PracticeIndexPage,
    PracticePage,
    Question,
    ReviewCase,
)
from content.publishing import set_hours
from content.serving import find, reachable, refuse_unreadable
from lib.alphabetical import Alphabetical


def takes_part(user: User | AnonymousUser) -> bool:
    """Everybody signed in, except referents of a collective who are nothing else: write sheets, « J’ai essayé »."""
    if not user.is_authenticated:
        return False
    if user.is_superuser or not user.referent_of.exists():
        return True
    return user.memberships.current().exists() or user.groups.exists()


def has_written(user: User | AnonymousUser, sheet: PracticePage) -> bool:
    """Whoever wrote a sheet, or what it repeats, alone or as one of two: they do not say « J’ai essayé » of it."""
    written = PracticePage.objects.get(pk=sheet.alias_of_id) if sheet.alias_of_id else sheet
    return user.is_authenticated and written.is_written_by(user)


def is_peer_advocate(user: User | AnonymousUser) -> bool:
    """Current members proposed by their group and confirmed by the coordination: answer questions. Nobody else."""
    return user.is_authenticated and Membership.objects.advocating().filter(user=user).exists()


def moderates(user: User | AnonymousUser) -> bool:
    """The moderators of the site, and superusers: read what is proposed, then publish it or refuse it."""
    return user.is_active and user.has_perm("content.change_reviewcase")


def moderators() -> QuerySet[User]:
    """Return all those for whom `moderates` is true, by name."""
    right = Permission.objects.filter(content_type__app_label="content", codename="change_reviewcase")
    hold_it = Q(is_superuser=True) | Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    return User.objects.filter(hold_it, is_active=True).distinct().order_by(Alphabetical("display_name"), "username")


def own_sheet(request: MemberRequest, pk: int) -> PracticePage:
    """The author only: return one of their own sheets, as `own_sheets` reads it. Raises Http404 for anybody else."""
    return get_object_or_404(own_sheets(request.user), id=pk)


def own_sheets(user: User) -> QuerySet[PracticePage]:
    """The author only: return their sheets, the latest change first, with what `state_of` reads (three queries)."""
    cases = ReviewCase.objects.order_by("opened_at", "pk").prefetch_related("steps")
    sheets = PracticePage.objects.filter(owner=user, alias_of__isnull=True)
    sheets = sheets.annotate(comes_at=set_hours.of_each())
    return sheets.prefetch_related(Prefetch("cases", cases)).order_by("-latest_revision_created_at", "-pk")


def sheet_to_write(request: MemberRequest, pk: int | None) -> PracticePage | None:
    """Members who take part: return their own sheet `pk`, to be changed, or None for a new sheet.

    Raises Http404 for the sheet of somebody else, or while there is no list to put a new one in; PermissionDenied for
    a member who takes no part.
    """
    sheet = own_sheet(request, pk) if pk is not None else None
    if not takes_part(request.user):
        raise PermissionDenied
    if sheet is None and not reachable(PracticeIndexPage.objects).exists():
        raise Http404
    return sheet


def may_delete(sheet: PracticePage) -> bool:
    """The author, a sheet that nobody reads: it is neither on the site nor on the desk."""
    return not sheet.live and ReviewCase.find_open(sheet) is None


def readable_sheet(request: HttpRequest, slug: str) -> PracticePage:
    """Everybody, unless a view restriction refuses them: return a published sheet. Raises Http404 otherwise."""
    sheet = find(PracticePage, slug)
    refuse_unreadable(request, sheet)
    return sheet


def reads_questions(request: HttpRequest) -> bool:
    """Peer advocates; moderators who may enter the admin, who may be the second person of an answer."""
    return is_peer_advocate(request.user) or (moderates(request.user) and may_enter_admin(request))


def question_to_read(request: HttpRequest, pk: int) -> Question:
    """Peer advocates; moderators, a question whose answer is to be read: return it. Raises Http404 for anybody else."""
    question = _question(pk) if reads_questions(request) else None
    if question is None or (question.state != Question.State.DRAFTED and not is_peer_advocate(request.user)):
        raise Http404
    return question


def question_to_answer(request: HttpRequest, pk: int) -> Question:
    """Peer advocates: return a question, with its writer, its reader and its sheet. Raises Http404 for anybody else."""
    if not is_peer_advocate(request.user):
        raise Http404
    return _question(pk)


def _question(pk: int) -> Question:
    return get_object_or_404(Question.objects.select_related("drafted_by", "read_by", "practice"), pk=pk)


def reads_colleagues(user: User) -> bool:
    """Current members of a group who accept to: read what other groups ask, and answer. Nobody else."""
    in_a_group = Membership.objects.current().filter(user=user)
    return ColleagueReader.objects.filter(user=user, user__in=in_a_group.values("user")).exists()


def colleague_question(request: MemberRequest, pk: int) -> ColleagueQuestion:
    """Whoever asked; those who accept such questions, a published one. Raises Http404 for anybody else."""
    question = get_object_or_404(ColleagueQuestion.objects.select_related("author"), pk=pk)
    is_shown = question.state == ColleagueQuestion.State.PUBLISHED and reads_colleagues(request.user)
    if question.author_id != request.user.pk and not is_shown:
        raise Http404
    return question


def own_colleague_answer(request: MemberRequest, pk: int) -> ColleagueAnswer:
    """Whoever wrote it: return an answer with its question. Raises Http404 for anybody else."""
    answers = ColleagueAnswer.objects.select_related("question")
    return get_object_or_404(answers, pk=pk, author=request.user)


def colleague_answer_to_choose(request: MemberRequest, pk: int) -> ColleagueAnswer:
    """Whoever asked: return a published answer to their question. Raises Http404 for anybody else."""
    shown = ColleagueAnswer.objects.published().filter(question__author=request.user)
    return get_object_or_404(shown, pk=pk)
