"""Rights on workshops: the first line of each predicate says who has the right.

The members of a group read its workshops; anybody reads those of the network.
"""

from typing import Any, cast

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Mandate, Membership, User
from accounts.permissions import groups_facilitated_by, groups_run_by, in_mandate, is_coordinator, runs
from accounts.requests import MemberRequest
from directory.models import PeerGroup, PeerGroupQuerySet
from gatherings.models import GroupYear, Leader, LeaderQuerySet, Mediator, Workshop, WorkshopDate


def groups_of(user: User) -> PeerGroupQuerySet:
    """Return the groups a person is in today, by name: those for which they may propose a workshop."""
    present = Membership.objects.current().filter(user=user).values("peer_group")
    return PeerGroup.objects.filter(pk__in=present).order_by("name")


def can_decide(user: User, workshop: Workshop) -> bool:
    """Those who run its group; for the network, the coordinators."""
    return runs(user, workshop.peer_group) if workshop.peer_group else is_coordinator(user)


def can_decide_for(user: User, group: PeerGroup | None) -> bool:
    """Those who run the group; for the network (None), the coordinators."""
    return runs(user, group) if group else is_coordinator(user)


def leads(user: User, workshop: Workshop) -> bool:
    """Those who said that they lead it, while they are in its group; for the network, while they are coordinators."""
    may_lead = is_coordinator(user) if workshop.is_of_network else _is_in(user, workshop)
    return may_lead and workshop.leaders.accepted().filter(user=user).exists()


def can_change_a_date(user: User, workshop: Workshop) -> bool:
    """Those who decide; once it is shown, those who lead it, and said yes to what it is today."""
    leads_today = leads(user, workshop) and workshop.leaders.named().filter(user=user).exists()
    return can_decide(user, workshop) or (workshop.state == Workshop.State.SHOWN and leads_today)


def can_read_proposal(user: User, workshop: Workshop) -> bool:
    """Those who decide, and whoever proposed it, while they are in its group."""
    return can_decide(user, workshop) or (workshop.proposed_by_id == user.pk and _is_in(user, workshop))


def belongs_to(user: User, workshop: Workshop) -> bool:
    """Those to whom it is open today: in a group it is for; anybody, for the network."""
    return workshop.is_of_network or Workshop.objects.open_to(user).filter(pk=workshop.pk).exists()


def counts(user: User, workshop: Workshop) -> bool:
    """Those who lead it, and the facilitators of its group: who was there is theirs to count, and nobody else reads it.

    Neither the board, nor the coordination, nor the admin.
    """
    return leads(user, workshop) or _facilitates(user, workshop)


def can_thank(user: User, workshop: Workshop) -> bool:
    """Those in its group, but who leads it; of a day of the network nobody, since no leader is named there."""
    is_led_by = workshop.leaders.accepted().filter(user=user).exists()
    return not workshop.is_of_network and belongs_to(user, workshop) and not is_led_by


def reads_opinions(user: User, workshop: Workshop) -> bool:
    """Those who count there, and those who decide of it: nobody is named, and nothing told of fewer than five."""
    return counts(user, workshop) or can_decide(user, workshop)


def can_give_opinion(user: User, workshop: Workshop) -> bool:
    """Those in its group, but who reads the answers: with four of their own, they would read somebody's."""
    return belongs_to(user, workshop) and not reads_opinions(user, workshop)


def reads_names(user: User, date: WorkshopDate) -> bool:
    """Those who led before the list opened and the facilitators, from one hour before to seven days after.

    Whoever becomes a leader, or a facilitator, once names may be there came for the names. A facilitator is one whom
    the coordination confirmed: one person alone makes another account, and gives it the place. For the network, nobody.
    """
    return date.is_list_read and not date.workshop.is_of_network and _counted_then(user, date)


def _counted_then(user: User, date: WorkshopDate) -> bool:
    places = Membership.objects.filter(user=user, peer_group=date.workshop.peer_group_id)
    there = Exists(places.current()), Exists(places.current(date.begins.date()))
    if date.workshop.leaders.leading_at(date.list_opens_at).filter(*there, user=user).exists():
        return True
    running = Membership.objects.running().filter(user=user, peer_group=date.workshop.peer_group_id)
    since = {"role_accepted_at__lte": date.ends_at, "role_confirmed_at__lte": date.ends_at}
    return running.filter(role=Membership.Role.FACILITATOR, **since).exists()


def signing_mandate(user: User, workshop: Workshop) -> Mandate | None:
    """Those who chair its group, or are its secretary, today, once they accepted with their own code.

    They sign for the association, and read nothing of who was there: they say what they know. For the network, nobody.
    """
    return signing_mandate_in(user, workshop.peer_group_id or 0)


def signing_mandate_in(user: User, group: PeerGroup | int) -> Mandate | None:
    """Those who chair the group (or its primary key), or are its secretary, today, once they accepted.

    Nobody alone makes themselves one who signs: a mandate that its holder wrote is first confirmed by the coordination.
    """
    signing = Mandate.objects.in_force().filter(office__in=Mandate.SIGNING, membership__peer_group=group)
    mine = signing.filter(membership__user=user).exclude(recorded_by=user, confirmed_at__isnull=True)
    return mine.select_related("membership__peer_group").order_by("office", "pk").first()  # the chair first


def _facilitates(user: User, workshop: Workshop) -> bool:
    return groups_facilitated_by(user).filter(pk=workshop.peer_group_id or 0).exists()


def _is_in(user: User, workshop: Workshop) -> bool:
    return Membership.objects.current().filter(user=user, peer_group=workshop.peer_group_id).exists()


def workshop_for(request: MemberRequest, pk: int) -> Workshop:
    """Return a workshop, for those who decide of it, or who proposed it. Raise Http404 for anyone else."""
    workshop = get_object_or_404(Workshop.objects.select_related("peer_group"), pk=pk)
    if not can_read_proposal(request.user, workshop):
        raise Http404
    return workshop


def decided_workshop_for(request: MemberRequest, pk: int) -> Workshop:
    """Return a workshop, for those who decide of it. Raise Http404 for anyone else."""
    workshop = get_object_or_404(Workshop.objects.select_related("peer_group"), pk=pk)
    if not can_decide(request.user, workshop):
        raise Http404
    return workshop


def changed_date_for(request: MemberRequest, pk: int) -> WorkshopDate:
    """Return a date, for those who may move or cancel it. Raise Http404 for anyone else."""
    date = get_object_or_404(WorkshopDate.objects.select_related("workshop__peer_group"), pk=pk)
    if not can_change_a_date(request.user, date.workshop):
        raise Http404
    return date


def counted_date_for(request: MemberRequest, pk: int) -> WorkshopDate:
    """Return a date of a shown workshop, for those who count who was there. Raise Http404 for anyone else."""
    shown = WorkshopDate.objects.filter(workshop__state=Workshop.State.SHOWN)
    date = get_object_or_404(shown.select_related("workshop__peer_group"), pk=pk)
    if not counts(request.user, date.workshop):
        raise Http404
    return date


def thanked_date_for(request: MemberRequest, pk: int) -> WorkshopDate:
    """Return a date of a shown workshop, for those who may thank who leads it. Raise Http404 for anyone else."""
    readable = WorkshopDate.objects.readable_by(request.user)
    date = get_object_or_404(readable.select_related("workshop__peer_group"), pk=pk)
    if not can_thank(request.user, date.workshop):
        raise Http404
    return date


def answered_date_for(request: MemberRequest, pk: int) -> WorkshopDate:
    """Return a date of a shown workshop, for those who may say what they think of it. Raise Http404 for anyone else."""
    readable = WorkshopDate.objects.readable_by(request.user)
    date = get_object_or_404(readable.select_related("workshop__peer_group"), pk=pk)
    if not can_give_opinion(request.user, date.workshop):
        raise Http404
    return date


def told_workshop_for(request: MemberRequest, pk: int) -> Workshop:
    """Return a shown workshop, for those who read what was said of it. Raise Http404 for anyone else."""
    shown = Workshop.objects.shown().select_related("peer_group")
    workshop = get_object_or_404(shown, pk=pk)
    if not reads_opinions(request.user, workshop):
        raise Http404
    return workshop


def attested_date_for(request: MemberRequest, pk: int) -> tuple[WorkshopDate, Mandate]:
    """Return a date that took place, and the mandate of whoever signs for it. Raise Http404 for anyone else."""
    shown = WorkshopDate.objects.filter(workshop__state=Workshop.State.SHOWN, is_cancelled=False)
    date = get_object_or_404(shown.select_related("workshop__peer_group"), pk=pk)
    mandate = signing_mandate(request.user, date.workshop) if date.is_over else None
    if mandate is None:
        raise Http404
    return date, mandate


def board_year_for(request: MemberRequest, slug: str, year: int) -> GroupYear:
    """Return a year of a group, for its board inside its mandate. Raise Http404 for anyone else, employees too."""
    found = GroupYear.objects.select_related("peer_group")
    group_year = get_object_or_404(found, peer_group__slug=slug, year=year)
    if group_year.peer_group is None or not in_mandate(request.user, group_year.peer_group):
        raise Http404
    return group_year


def signed_year_for(request: MemberRequest, slug: str, year: int) -> GroupYear:
    """Return a year that the board signed, for the board inside its mandate. Raise Http404 for anyone else."""
    group_year = board_year_for(request, slug, year)
    if not group_year.signed_on:
        raise Http404
    return group_year


def run_groups(user: User) -> PeerGroupQuerySet:
    """Return the groups whose week a person enters: those they run."""
    return groups_run_by(user).order_by("name")


def place_in(user: User, slug: str) -> Membership:
    """Return a person's own place in a group they are in today. One query.

    `is_running` says whether they run it, `is_mediating` whether they read the wishes that fit there.
    Raise Http404 for anyone else, coordinators too.
    """
    running = Membership.objects.running().filter(pk=OuterRef("pk"))
    mine = Membership.objects.current().filter(user=user, peer_group__slug=slug).select_related("peer_group")
    mediating = Mediator.objects.in_force().filter(membership=OuterRef("pk"))
    known = mine.annotate(is_running=Exists(running), is_mediating=Exists(mediating))
    found = known.order_by("-is_running", "pk").first()
    if found is None:
        raise Http404
    return found


def leadings_of(user: User) -> LeaderQuerySet:
    """Return what a person leads, or is asked to lead: workshops not set aside, of the network or a group of theirs."""
    groups = Membership.objects.current().filter(user=user).values("peer_group")
    theirs = Q(workshop__peer_group__isnull=True) | Q(workshop__peer_group__in=groups)
    return Leader.objects.filter(theirs, user=user).exclude(workshop__state=Workshop.State.SET_ASIDE)


def mediating_place(user: User, slug: str) -> Membership:
    """Return a person's own place in the group where they put people in touch today. One query.

    Raise Http404 for anyone else: those who run the group and the coordination read no wish.
    """
    place = place_in(user, slug)
    if not cast("Any", place).is_mediating:  # said by place_in
        raise Http404
    return place


def own_mediator(user: User, slug: str) -> Mediator | None:
    """Return what a person is, or is asked to be, among those who put people in touch in a group; None when nothing.

    Raise Http404 for who is not in the group.
    """
    place = place_in(user, slug)
    found = Mediator.objects.standing().filter(membership=place)
    return found.select_related("membership__user", "membership__peer_group").first()
