"""What one decides under a lock, for `test_locks`: each function prepares an act and says which row it must hold."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone

from accounts.account import inactivity
from accounts.coordination import prepared_file
from accounts.coordination import rules as coordination
from accounts.groups import cards, joining
from accounts.groups.person_forms import MembershipForm
from accounts.groups.person_views import keep
from accounts.mandates import rules as mandates
from accounts.models import Mandate, Membership, SecretReset, User
from accounts.places import confirmation, given
from accounts.recovery import rescue_code
from accounts.secret_code import reset_by_two
from directory import editing
from directory.models import PeerGroup
from directory.tables import writing
from directory.tables.reading import Line
from passport.confirmations import rules as confirmations
from passport.entries import proposal_views
from passport.models import Confirmation, Entry, Opening, Proposal, SeenInvite, Share
from passport.paper import rules as paper
from passport.peer_offers import rules as peer_offers
from passport.reader import views as reader
from passport.sharing import rules as sharing
from tests.accounts.board import day, mandate_of
from tests.accounts.kit import card_of
from tests.accounts.together import Together
from tests.passport.factories import make_confirmation, make_line, make_proposal, make_share, make_skill
from tests.people import People, facilitates, person
from tests.security.locked_acts_of_content import ACTS as OF_CONTENT
from tests.security.locked_acts_of_exchange import ACTS as OF_EXCHANGE
from tests.security.locked_acts_of_presence import ACTS as OF_PRESENCE
from tests.security.locked_acts_of_seasons import ACTS as OF_SEASONS
from tests.security.locked_acts_of_workshops import ACTS as OF_WORKSHOPS
from tests.sharing.kit import MESSAGE

Act = tuple[QuerySet[Any], Callable[[], object]]


def _entry(people: People) -> tuple[Entry, QuerySet[Entry]]:
    line = make_line(people.member)
    return line, Entry.objects.filter(pk=line.pk)


def ask_for_a_confirmation(people: People) -> Act:
    line, rows = _entry(people)
    return rows, lambda: confirmations.ask(line, people.other_member, None)


def invite_whoever_is_there(people: People) -> Act:
    line, rows = _entry(people)
    return rows, lambda: confirmations.invite(line, None)


def _asked(people: People) -> tuple[Confirmation, Callable[[], object]]:
    asked = confirmations.ask(make_line(people.member), people.other_member, None)
    words = confirmations.Words(capacity="peer", sentence="J’étais là.", was_present=True)
    return asked, lambda: confirmations.write(asked, people.other_member, words)


def write_about_an_entry(people: People) -> Act:
    asked, act = _asked(people)
    return Entry.objects.filter(pk=asked.entry_id), act


def write_what_was_asked(people: People) -> Act:
    asked, act = _asked(people)
    return Confirmation.objects.filter(pk=asked.pk), act


def name_who_facilitates(people: People) -> Act:
    membership = people.member.memberships.get()
    sent = {"role": Membership.Role.FACILITATOR}
    form = MembershipForm(sent, instance=membership, may_name_facilitator=True)
    return Membership.objects.filter(pk=membership.pk), lambda: keep(form, people.board_member)


def begin_reading(people: People) -> Act:
    share = make_share(people.member)
    return Share.objects.filter(pk=share.pk), lambda: sharing.begin_reading(share, "Clubhouse")


def leave_a_message(people: People) -> Act:
    opening = sharing.begin_reading(make_share(people.member), "Clubhouse")
    form = SimpleNamespace(cleaned_data=MESSAGE, Meta=SimpleNamespace(fields=list(MESSAGE)))
    return Opening.objects.filter(pk=opening.pk), lambda: reader._keep_reply(opening, form)


def take_a_proposal(people: People) -> Act:
    proposal = make_proposal(people.member)
    form = SimpleNamespace(answers=lambda: [(proposal, "tried")])
    return Proposal.objects.filter(pk=proposal.pk), lambda: proposal_views._save(form)


def type_a_page(people: People) -> Act:
    row = paper.Row(1, make_skill(), "", "gained", "tried", "")
    rows = User.objects.filter(pk=people.member.pk)
    return rows, lambda: paper.take(people.member, "r" * 22, day(0), [row])


def show_a_code(people: People) -> Act:
    return User.objects.filter(pk=people.member.pk), lambda: peer_offers.show(people.member)


def answer_a_code(people: People) -> Act:
    shown, skill = peer_offers.show(people.member), make_skill()
    rows = SeenInvite.objects.filter(pk=shown.pk)
    return rows, lambda: peer_offers.answer(shown, people.other_member, skill, "gained", "Bravo.")


def take_back_what_one_wrote(people: People) -> Act:
    line, rows = _entry(people)
    written = make_confirmation(line, people.other_member)
    return rows, written.withdraw


def join_a_group(people: People) -> Act:
    Membership.objects.filter(user=people.other_member).update(**facilitates())
    invitation, _ = joining.invite(people.elsewhere, people.other_member, "k" * 22)
    return User.objects.filter(pk=people.member.pk), lambda: joining.join(people.member, invitation)


def print_a_card(people: People) -> Act:
    people.member.memberships.get()
    return User.objects.filter(pk=people.member.pk), lambda: cards.issue_card(people.member, people.facilitator)


def _prepared(people: People) -> QuerySet[SecretReset]:
    card_of(people.member)
    reset = Together(people).prepare()
    SecretReset.objects.update(takes_effect_at=timezone.now())
    return SecretReset.objects.filter(pk=reset.pk)


def print_a_card_while_a_code_is_prepared(people: People) -> Act:
    return _prepared(people), lambda: cards.issue_card(people.member, people.facilitator)


def use_a_rescue_code_while_a_code_is_prepared(people: People) -> Act:
    rows = _prepared(people)
    given = rescue_code.words_fingerprint(rescue_code.make(people.member))
    return rows, lambda: rescue_code.use(people.member, given, "735061")


def confirm_a_prepared_code(people: People) -> Act:
    """A card printed at this very instant is seen by the confirmation, or sees the code confirmed."""
    card_of(people.member)
    Together(people).ask()
    reset = SecretReset.objects.get()
    return SecretReset.objects.filter(pk=reset.pk), lambda: reset_by_two.confirm(reset, people.board_member, "kept")


def wake_a_card_while_a_code_is_prepared(people: People) -> Act:
    rows, membership = _prepared(people), people.member.memberships.get()
    cards.stop_cards(people.member)
    return rows, lambda: cards.wake_card(membership, people.facilitator)


def take_back_an_offer(people: People) -> Act:
    offered = make_proposal(people.member)
    return Proposal.objects.filter(pk=offered.pk), lambda: peer_offers.take_back(offered)


def erase_who_stayed_away(people: People) -> Act:
    told = {"last_login": timezone.now() - datetime.timedelta(days=4000), "notices_sent": 2, "noticed_on": day(-100)}
    gone = person("Absente", email="absente@exemple.fr", **told)
    EmailAddress.objects.create(user=gone, email=gone.email, verified=True)
    return User.objects.filter(pk=gone.pk), inactivity.erase_inactive


def put_a_code_in_service(people: People) -> Act:
    return _prepared(people), lambda: reset_by_two.apply_due(people.member)


def record_a_mandate(people: People) -> Act:
    held = mandate_of(people.member)
    new = Mandate(membership=held.membership, office="chair", starts_on=day(0))
    User.objects.filter(pk=people.member.pk).update(last_login=timezone.now())
    return Membership.objects.filter(pk=held.membership_id), lambda: mandates.record(new, people.board_member)


def correct_a_mandate(people: People) -> Act:
    held = mandate_of(people.member)
    held.starts_on = day(-10)
    rows = Membership.objects.filter(pk=held.membership_id)
    return rows, lambda: mandates.correct(held, people.board_member, ["starts_on"])


def end_a_mandate(people: People) -> Act:
    held = mandate_of(people.member)
    rows = Membership.objects.filter(pk=held.membership_id)
    return rows, lambda: mandates.end(held, day(0), people.board_member)


def take_a_mandate_back(people: People) -> Act:
    held = mandate_of(people.member)
    rows = Membership.objects.filter(pk=held.membership_id)
    return rows, lambda: mandates.take_back(held, people.board_member)


def confirm_a_place(people: People) -> Act:
    mandate, coordinator = mandate_of(people.member), people.coordinator
    place = next(each for each in given.places_of(people.here) if each.row == mandate)
    return PeerGroup.objects.filter(pk=people.here.pk), lambda: confirmation.confirm(place, coordinator)


def confirm_a_place_that_changes(people: People) -> Act:
    mandate, coordinator = mandate_of(people.member), people.coordinator
    place = given.find(people.here, "mandat", mandate.pk)
    assert place
    return Membership.objects.filter(pk=mandate.membership_id), lambda: confirmation.confirm(place, coordinator)


def accept_a_place(people: People) -> Act:
    mandate = mandate_of(people.member, accepted_at=None)
    place = given.find(people.here, "mandat", mandate.pk)
    assert place
    return Membership.objects.filter(pk=mandate.membership_id), lambda: given.accept(place)


def write_the_page_of_a_group(people: People) -> Act:
    group = PeerGroup.objects.get(pk=people.here.pk)
    rows = PeerGroup.objects.filter(pk=group.pk)
    return rows, lambda: editing.keep(group, {}, editing.version_of(group), people.facilitator, "Le groupe")


def add_a_group(people: People) -> Act:
    """Two coordinators who add the same group at once: the second one sees the first one’s."""
    group = PeerGroup(name="Les Ébènes", town="Rouen")
    rows = PeerGroup.objects.filter(pk=people.here.pk)
    return rows, lambda: coordination.add_group(group, people.coordinator, is_sure=False)


def say_that_a_group_is_open(people: People) -> Act:
    values = {"stage": "creation", "is_listed": False}
    rows = PeerGroup.objects.filter(pk=people.here.pk)
    return rows, lambda: coordination.set_stage(people.here, values, people.coordinator)


def write_a_file_of_groups(people: People) -> Act:
    prepared_file.keep(people.coordinator, prepared_file.Prepared([Line(2, {"name": "Les Ébènes"})], []))
    return people.coordinator.drafts.all(), lambda: coordination.write_file(people.coordinator, "")


def write_what_a_file_changes(people: People) -> Act:
    lines = [Line(2, {"slug": people.here.slug, "name": "Les Ébènes"})]
    told = writing.planned(lines).told
    rows = PeerGroup.objects.filter(pk=people.here.pk)
    return rows, lambda: writing.write(lines, told, people.coordinator)


ACTS: list[Callable[[People], Act]] = [
    *OF_CONTENT,
    *OF_SEASONS,
    *OF_WORKSHOPS,
    *OF_EXCHANGE,
    *OF_PRESENCE,
    ask_for_a_confirmation,
    invite_whoever_is_there,
    write_about_an_entry,
    write_what_was_asked,
    name_who_facilitates,
    begin_reading,
    leave_a_message,
    take_a_proposal,
    type_a_page,
    show_a_code,
    answer_a_code,
    take_back_what_one_wrote,
    join_a_group,
    print_a_card,
    print_a_card_while_a_code_is_prepared,
    use_a_rescue_code_while_a_code_is_prepared,
    confirm_a_prepared_code,
    wake_a_card_while_a_code_is_prepared,
    take_back_an_offer,
    erase_who_stayed_away,
    put_a_code_in_service,
    record_a_mandate,
    correct_a_mandate,
    end_a_mandate,
    take_a_mandate_back,
    confirm_a_place,
    confirm_a_place_that_changes,
    accept_a_place,
    write_the_page_of_a_group,
    add_a_group,
    say_that_a_group_is_open,
    write_a_file_of_groups,
    write_what_a_file_changes,
]
