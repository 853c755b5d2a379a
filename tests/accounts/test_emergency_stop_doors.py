"""« Tout arrêter », door by door: which open ways in it closes, and which things it leaves.

A door lets in any person who holds something: an address, words, a device. Each test opens one, sees it open, then
presses once. What the member asked of one chosen person, or two people did together, is no door: it stays.
"""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.groups import joining
from accounts.groups.cards import issue_card
from accounts.models import Membership, SecretReset, User
from accounts.recovery import rescue_code
from accounts.secret_code import reset_by_two
from accounts.secret_code import rules as secret_code
from passport.confirmations import rules as confirmations
from passport.models import Confirmation
from passport.peer_offers import rules as peer_offers
from tests.accounts.kit import CODE, OTHER_CODE, Held, card_of, enter, give_code, is_signed_in, show_words
from tests.accounts.together import Together, settle
from tests.passport.confirmations_kit import WORDS, ask
from tests.passport.factories import make_line, make_share
from tests.people import People, facilitates, person, sign_in
from tests.sharing.kit import enter as read
from tests.sharing.kit import prepare

IsOpen = Callable[[], bool]


def press(people: People, browser: Client | None = None) -> None:
    browser = browser or sign_in(Client(), people, "member")
    assert browser.post(reverse("accounts:stop_all"), {"passkeys": "on"}).status_code == 302


def _share(people: People) -> IsOpen:
    share = make_share(people.member)
    return lambda: read(Client(), share).status_code == 200


def _reader_inside(people: People) -> IsOpen:
    share, reader = make_share(people.member), Client()
    page = read(reader, share).request["PATH_INFO"]
    return lambda: reader.get(page).status_code == 200


def _qr(people: People) -> IsOpen:
    _, token = confirmations.invite(make_line(people.member), None)
    peer = sign_in(Client(), people, "other_member")
    return lambda: peer.get(reverse("passport:confirm", args=[token])).status_code == 200


def _passed_device(people: People) -> IsOpen:
    device, held = sign_in(Client(), people, "member"), card_of(people.other_member)
    ask(device, make_line(people.member), way="device")
    return lambda: Confirmation.objects.open().exists() or enter(device, held).url == reverse("passport:confirm_here")


def _passed_device_in_the_peer_s_hands(people: People) -> IsOpen:
    device = sign_in(Client(), people, "member")
    ask(device, make_line(people.member), way="device")
    enter(device, card_of(people.other_member))
    here = reverse("passport:confirm_here")
    return lambda: device.get(here).status_code == 200 or device.post(here, WORDS).status_code == 302


def _code_to_be_offered_a_skill(people: People) -> IsOpen:
    shown = peer_offers.show(people.member)
    peer = sign_in(Client(), people, "other_member")
    by_words, by_qr = reverse("passport:offer_words"), reverse("passport:offer", args=[shown.token])
    said = {"words": " ".join(shown.words)}
    return lambda: peer.get(by_qr).status_code == 200 or peer.post(by_words, said).status_code == 302


def _device_passed_to_be_offered_a_skill(people: People) -> IsOpen:
    device = sign_in(Client(), people, "member")
    device.post(reverse("passport:offer_show"), {"device": "1"})
    enter(device, card_of(people.other_member))
    return lambda: device.get(reverse("passport:offer_here")).status_code == 200


def _other_browser(people: People) -> IsOpen:
    other = sign_in(Client(), people, "member")
    return lambda: other.get(reverse("passport:index")).status_code == 200


def _share_prepared_elsewhere(people: People) -> IsOpen:
    other = sign_in(Client(), people, "member")
    step = prepare(other, make_line(people.member))
    return lambda: other.get(step).status_code == 200


def _opens(held: Held) -> IsOpen:
    def opens() -> bool:
        enter(browser := Client(), held)
        return is_signed_in(browser)

    return opens


def _card(people: People) -> IsOpen:
    return _opens(card_of(people.member))


def _card_already_shown(people: People) -> IsOpen:
    thief, held = Client(), card_of(people.member)
    show_words(thief, held.words)

    def opens() -> bool:
        give_code(thief, CODE)
        return is_signed_in(thief)

    # Seen open on another device: the code would let this one in before anybody presses.
    return _first_from(_opens(held), opens)


def _first_from(first: IsOpen, then: IsOpen) -> IsOpen:
    answers = iter([first])
    return lambda: next(answers, then)()


def _rescue(people: People, *, asleep: bool) -> IsOpen:
    thief, held = Client(), card_of(people.member)
    words = " ".join(rescue_code.make(people.member))
    if asleep:
        User.objects.filter(pk=people.member.pk).update(secret_tries=secret_code.MOST_TRIES)
        people.member.cards.update(paused_at=held.card.issued_at)
    show_words(thief, held.words)
    assert thief.post(reverse("accounts:forgotten_code"), {"words": words}).url == reverse("accounts:rescue_code")

    def opens() -> bool:
        thief.post(reverse("accounts:rescue_code"), {"code": OTHER_CODE, "again": OTHER_CODE})
        return is_signed_in(thief)

    return _first_from(lambda: rescue_code.owner_of(held.card.pk) is not None, opens)


def _passkey(people: People) -> IsOpen:
    Authenticator.objects.create(user=people.member, type=Authenticator.Type.WEBAUTHN, data={"name": "Téléphone"})
    return lambda: Authenticator.objects.filter(user=people.member).exists()


def _code_prepared_for_me(people: People) -> IsOpen:
    card_of(people.member)
    Together(people).prepare()
    return lambda: SecretReset.objects.pending().filter(user=people.member).exists()


def _code_asked_for_me(people: People) -> IsOpen:
    card_of(people.member)
    Together(people).ask()
    return lambda: SecretReset.objects.pending().filter(user=people.member).exists()


def _make_helper(people: People) -> Membership:
    """Make the member a facilitator of long standing too; return the membership of the person they help."""
    people.member.memberships.update(**facilitates())
    people.board_member  # noqa: B018 - is there
    helped = Membership.objects.create(user=person("Aidée"), peer_group=people.here)
    settle()
    return helped


def _code_i_asked_for_another(people: People) -> IsOpen:
    reset_by_two.ask(_make_helper(people), people.member)
    return lambda: SecretReset.objects.pending().exists()


def _words_of_my_group(people: People) -> IsOpen:
    _make_helper(people)
    _, words = joining.invite(people.here, people.member, "clef")
    return lambda: joining.find(words) is not None


DOORS = {
    "a share": _share,
    "the page of a reader who is inside": _reader_inside,
    "a QR to confirm": _qr,
    "a device passed": _passed_device,
    "a device passed, in the hands of the peer": _passed_device_in_the_peer_s_hands,
    "a code to be offered a skill": _code_to_be_offered_a_skill,
    "a device passed to be offered a skill": _device_passed_to_be_offered_a_skill,
    "another browser": _other_browser,
    "a share prepared in another browser": _share_prepared_elsewhere,
    "the card": _card,
    "the card, shown before its code": _card_already_shown,
    "the card and the rescue code": lambda people: _rescue(people, asleep=False),
    "a card asleep and the rescue code": lambda people: _rescue(people, asleep=True),
    "a device that recognises me": _passkey,
    "a code two people prepared for me": _code_prepared_for_me,
    "a code one person asked for me": _code_asked_for_me,
    "a code I alone asked for another": _code_i_asked_for_another,
    "the words I made for my group": _words_of_my_group,
}


@pytest.mark.parametrize("name", DOORS)
def test_each_open_way_in_is_closed_in_one_press(name, people):
    with patch("accounts.next_step._steps", [*_steps_that_lead_to_a_passed_device()]):
        is_open = DOORS[name](people)
        assert is_open()
        press(people)
        assert not is_open()


def _steps_that_lead_to_a_passed_device() -> list[Callable]:
    """Return the steps after sign-in that lead to a passed device; the others have their own tests."""
    from passport.confirmations import same_device

    return [same_device.after_sign_in]


def _asked_of_somebody(people: People, browser: Client) -> IsOpen:
    asked = confirmations.ask(make_line(people.member), people.facilitator, None)
    return lambda: Confirmation.objects.open().filter(pk=asked.pk).exists()


def _prepared_here(people: People, browser: Client) -> IsOpen:
    step = prepare(browser, make_line(people.member))
    return lambda: browser.get(step).status_code == 200


def _code_i_recognised(people: People, browser: Client) -> IsOpen:
    card_of(people.member)
    Together(people).prepare()
    reset_by_two.accept(people.member.secret_resets.to_tell().first())
    return lambda: SecretReset.objects.confirmed().filter(user=people.member).exists()


def _code_prepared_with_another(people: People, browser: Client) -> IsOpen:
    helped = _make_helper(people)
    reset_by_two.ask(helped, people.member)
    reset_by_two.confirm(SecretReset.objects.get(), people.board_member, secret_code.make(OTHER_CODE))
    return lambda: SecretReset.objects.confirmed().filter(user=helped.user).exists()


def _card_i_printed_for_another(people: People, browser: Client) -> IsOpen:
    helped = _make_helper(people)
    card, _, _ = issue_card(helped.user, by=people.member)
    return lambda: helped.user.cards.usable().filter(pk=card.pk).exists()


def _qr_of_another(people: People, browser: Client) -> IsOpen:
    asked, _ = confirmations.invite(make_line(people.other_member), None)
    return lambda: Confirmation.objects.open().filter(pk=asked.pk).exists()


def _secret_and_rescue_codes(people: People, browser: Client) -> IsOpen:
    card_of(people.member)
    given = rescue_code.words_fingerprint(rescue_code.make(people.member))

    def kept() -> bool:
        user = User.objects.get(pk=people.member.pk)
        return rescue_code.is_right(user, given) and secret_code.matches(CODE, user.secret_hash)

    return kept


STAYS = {
    "a confirmation asked of one chosen person": _asked_of_somebody,
    "a share prepared in this browser": _prepared_here,
    "a code the person said is theirs": _code_i_recognised,
    "a code two people prepared for another": _code_prepared_with_another,
    "a card printed for another": _card_i_printed_for_another,
    "a QR of another person": _qr_of_another,
    "the secret code and the rescue code, for the next card": _secret_and_rescue_codes,
}


@pytest.mark.parametrize("name", STAYS)
def test_each_thing_that_opens_nothing_by_itself_stays(name, people):
    browser = sign_in(Client(), people, "member")
    stands = STAYS[name](people, browser)
    assert stands()
    press(people, browser)
    assert stands()
