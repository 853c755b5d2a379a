"""The rule of two readers: two people other than its author read a sheet about rights before it is published.

A reading is of one text, named by its `fingerprint`: changed by one comma, the text is to be read again. The readings
are in the history of the review (ReviewStep.text_hash), and count whatever way the text is then published. A text that
was refused or questioned starts again from no reading: whoever read it before says so again, knowing why.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page, Revision

from accounts.models import User
from content.blocks import Tone
from content.models.reviewing import ReviewCase, ReviewStep
from content.publishing import sent_again
from content.publishing.gate import BY_THE_CLOCK, NotReadyError, PublishGate

READERS = 2
# The fields that readers of the sheet or search engines see.
TEXT = (
    *("title", "situation", "what_we_did", "what_helped", "limits", "audience", "about_rights"),
    *("credit_as", "credit", "is_starter", "slug", "seo_title", "search_description"),
)
READ = (ReviewStep.Act.READ_ONCE, ReviewStep.Act.PUBLISHED)
QUESTIONED = (
    *(ReviewStep.Act.REMARK, ReviewStep.Act.REFUSED),
    *(ReviewStep.Act.WITHDRAWN, ReviewStep.Act.UNPUBLISHED),
)
FIRST_READER = (
    "Elle parle de droits : deux personnes la lisent. Vous êtes la première pour ce texte. "
    "Quand une autre l’aura lu aussi, il sera publié."
)
ITS_AUTHOR = "Elle parle de droits : deux autres personnes que son auteur ou son autrice la lisent."
NOT_READ = "Elle parle de droits : deux personnes doivent lire ce texte, dans « À relire »."
_first_content: ContextVar[bool] = ContextVar("first_content", default=False)
_acting_user: ContextVar[User | None] = ContextVar("acting_user", default=None)


@contextmanager
def first_content() -> Iterator[None]:
    """Let the seed publish the first sheets, which the team wrote from the facts before the site had members."""
    token = _first_content.set(True)
    try:
        yield
    finally:
        _first_content.reset(token)


def is_first_content() -> bool:
    """Return whether the seed is writing: the team read it all before a version of the site was made."""
    return _first_content.get()


@contextmanager
def acting(user: User | None) -> Iterator[None]:
    """Remember who publishes or withdraws, for the history: the signals of Wagtail do not say it."""
    token = _acting_user.set(user)
    try:
        yield
    finally:
        _acting_user.reset(token)


def acting_user() -> User | None:
    """Return who publishes or withdraws at this moment; None when nobody said it."""
    return _acting_user.get()


def fingerprint(page: Page) -> str:
    """Return the SHA-256, hexadecimal, of all that a reader of the sheet reads, and of the name still to sign it.

    Its address and its skills, with their names, are read too.
    """
    said = [_plain(getattr(page, name)) for name in TEXT]
    second = getattr(page, "second_writer", None)
    signed = second.signature_on(page) if second else ""
    due = second.signature_due(page) if second else ""
    names = [signed] if signed else [due, "due"] if due else []
    skills = sorted([skill.pk, *skill.as_carried()] for skill in page.skills.all())
    return sha256(json.dumps([said, page.sources_in_words(), skills, *names]).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return a text with plain line breaks: browsers and the database then agree on it."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value


def needs_two(page: Page) -> bool:
    """Return whether the sheet speaks of rights, does so on the site, or did in a version since its last publication.

    So that unticking the box takes two readers as well.
    """
    if page.needs_second_reader or _speaks_online(page):
        return True
    versions = Revision.objects.for_instance(page).filter(pk__gte=page.live_revision_id or 0)
    return versions.filter(Q(content__about_rights=True) | Q(content__audience=Tone.RIGHTS)).exists()


def _speaks_online(page: Page) -> bool:
    of_rights = Q(about_rights=True) | Q(audience=Tone.RIGHTS)
    return type(page).objects.filter(of_rights, pk=page.pk, live=True).exists()


def that_may_need_two(sheets: Collection[Page]) -> set[int]:
    """Return the keys of those sheets, as they stand, that speak of rights on the site, or have a version about rights
    since they were last published; one query.

    Whether the latest text speaks of rights is for `needs_second_reader` to say.
    """
    online = {sheet.pk for sheet in sheets if sheet.live and sheet.needs_second_reader}
    live = {str(sheet.pk): sheet.live_revision_id or 0 for sheet in sheets}
    versions = Revision.objects.page_revisions().filter(object_id__in=live)
    versions = versions.filter(Q(content__about_rights=True) | Q(content__audience=Tone.RIGHTS))
    return online | {int(pk) for pk, version in versions.values_list("object_id", "pk") if version >= live[pk]}


def readers(page: Page, text: str) -> set[int]:
    """Return the primary keys of those who read the text of this fingerprint, without those who wrote it.

    What was read before the latest remark or refusal, whoever said it, or before the sheet was taken off the site,
    counts no more.
    """
    said = ReviewStep.objects.filter(case__practice=page.pk)
    latest = said.filter(act__in=QUESTIONED).order_by("-pk").values_list("pk", flat=True).first() or 0
    steps = said.filter(act__in=READ, text_hash=text, actor__isnull=False, pk__gt=latest)
    return set(steps.values_list("actor_id", flat=True)) - _authors(page)


def is_author(page: Page, user: User) -> bool:
    """Return whether `user` wrote the sheet, alone or as one of two."""
    return user.pk in _authors(page)


def _authors(page: Page) -> set[int | None]:
    """Return the keys of who wrote the sheet and of the second person, if any; one query."""
    wrote = Page.objects.filter(pk=page.pk).values_list("owner_id", "practicepage__second_writer__user_id").first()
    return set(wrote or ())


def still_to_read(page: Page) -> int:
    """Return how many people must still read this text before it may be published."""
    return max(READERS - len(readers(page, fingerprint(page))), 0) if needs_two(page) else 0


@transaction.atomic
def read(page: Page, user: User) -> bool:
    """Record that `user` has read the text of `page`; return whether it may now be published.

    A second reading by the same person does not count. Raises NotReadyError for the author of a sheet about rights,
    and for a sheet that must first be sent again.
    """
    sent_again.check(page)
    if not needs_two(page):
        return True
    if is_author(page, user):
        raise NotReadyError(page, [ITS_AUTHOR])
    text = fingerprint(page)
    if user.pk not in readers(page, text):
        case = ReviewCase.open_for(practice=page)
        case.record(ReviewStep.Act.READ_ONCE, user, text_hash=text)
        ReviewCase.objects.filter(pk=case.pk).update(held_by=None)  # the second reader is somebody else
    return len(readers(page, text)) >= READERS


def read_by_approving(page: Page, user: User) -> None:
    """Record an approval as a reading. Raises NotReadyError when a second person must still read the sheet."""
    page = page.specific
    if isinstance(page, ReadByTwo) and not read(page.get_latest_revision_as_object(), user):
        raise NotReadyError(page, [FIRST_READER])


def publish_read_by(page: Page, first: User, second: User) -> None:
    """Publish the latest text, which two people have read. Raises NotReadyError for the author, or twice the same.

    The caller has checked that both may: peer advocates publish their answers without any right of the admin.
    """
    revision = page.get_latest_revision() or page.save_revision(user=first)
    latest = revision.as_object()
    for reader in (first, second):
        read(latest, reader)
    revision.publish(user=second, skip_permission_checks=True)


class ReadByTwo(PublishGate):
    """A sheet whose live text, when it speaks of rights, was read by two people who did not write it.

    Every way to publish ends in `save()`, which checks the rule. `publish()` checks it sooner, and keeps a publication
    at an hour from stopping the worker.
    """

    def reasons_to_wait(self, text: Page) -> list[str]:
        """Return that it must be sent again, or that two people must read it; nothing once they have, or for one."""
        is_read = _first_content.get() or not needs_two(text) or len(readers(text, fingerprint(text))) >= READERS
        return sent_again.reasons_to_stay(text) or ([] if is_read else [NOT_READ])

    def reasons_at_its_hour(self, revision: Revision) -> list[str]:
        """Return that something was sent, asked or refused since the hour was set; nothing otherwise."""
        return sent_again.overtaken(self, revision)

    def on_kept_back(self) -> None:
        """Put the sheet on the desk, to be read, unless it must first be sent again."""
        if not sent_again.reasons_to_stay(self):
            ReviewCase.open_for(practice=self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Raises NotReadyError for a live text about rights that two people have not read.

        A copy made live is kept as a draft instead.
        """
        check_saved(self, kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> None:
        """Publish, or set the hour, and remember who did. Raises NotReadyError until two people have read the text.

        The sheet is held meanwhile: its author takes it back before, or after. The clock has read the version before it
        waits: it takes it as it is by then, and leaves one that has no hour any more.
        """
        with transaction.atomic(), acting(user):
            Page.objects.select_for_update().filter(pk=self.pk).first()
            if kwargs.get("log_action") == BY_THE_CLOCK:
                held = Revision.objects.filter(pk=revision.pk, approved_go_live_at__isnull=False).first()
                if held is None:
                    return
                revision = held
            super().publish(revision, user, *args, **kwargs)


def check_saved(page: Page, update_fields: Iterable[str] | None) -> None:
    """Check the rules before a save. Raises NotReadyError for a live text about rights that two have not read, and for
    a sheet that comes to the site before it is sent again.
    """
    if not page.live or _first_content.get() or _leaves_the_text(update_fields):
        return
    if page._state.adding:
        if page.needs_second_reader and not _repeats_a_live_page(page):
            page.live, page.has_unpublished_changes = False, True
        return
    if not type(page).objects.filter(pk=page.pk, live=True).exists():
        sent_again.check(page)
    if not needs_two(page) or _repeats_a_live_page(page):
        return
    text = fingerprint(page)
    saved = type(page).objects.get(pk=page.pk)
    if not (saved.live and fingerprint(saved) == text) and len(readers(page, text)) < READERS:
        raise NotReadyError(page, [NOT_READ])


def _leaves_the_text(update_fields: Iterable[str] | None) -> bool:
    return update_fields is not None and {"live", *TEXT}.isdisjoint(update_fields)


def _repeats_a_live_page(page: Page) -> bool:
    """Return whether it is the alias of a published page, whose text Wagtail writes there."""
    return page.alias_of_id is not None and Page.objects.filter(pk=page.alias_of_id, live=True).exists()
