"""What waits in the passport, on the home: what others await among the requests, the rest below what one learns."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from accounts import awaited, home_blocks
from passport import home_blocks as passport_blocks
from passport.models import Confirmation, Proposal
from passport.models.entry import SourceKind
from passport.sharing import rules as sharing
from tests.courses.factories import build_site
from tests.passport.factories import make_confirmation, make_line, make_proposal, make_share, make_skill

pytestmark = pytest.mark.django_db


def asked_by(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def requests_of(user) -> list[awaited.Request]:
    return [one for each in awaited.listed(asked_by(user)) for one in each.requests]


def events_of(user) -> list[dict]:
    return [each for block in passport_blocks.blocks(asked_by(user), frozenset()) for each in block.card]


def answer(member, name="Alix", **terms):
    share = make_share(member, **terms)
    return sharing.begin_reading(share, "").replies.create(share=share, name=name, text="Venez")


def test_without_news_the_home_page_shows_no_section(people, client_of):
    build_site()
    assert requests_of(people.member) == events_of(people.member) == []
    page = client_of("member").get("/").text
    assert 'id="demandes"' not in page
    assert 'id="depuis"' not in page


def test_an_unread_answer_and_a_proposal_are_linked_from_the_home_page(people, client_of):
    build_site()
    reply = answer(people.member, recipient_label="Le Clubhouse")
    make_proposal(people.member, ref="7")
    page = client_of("member").get("/").text
    assert f'href="{reply.share.get_absolute_url()}#reponses"' in page
    assert "Alix a répondu à votre partage « Le Clubhouse »" in page
    assert f'href="{reverse("passport:proposals", args=["training", "7"])}"' in page
    assert page.index('id="demandes"') < page.index("Envie d’apprendre") < page.index('id="depuis"')


def test_a_confirmation_asked_and_one_written_are_requests_until_they_are_answered(people):
    asked = Confirmation.objects.create(entry=make_line(people.other_member), confirmer=people.member)
    written = make_confirmation(make_line(people.member), people.other_member, state=Confirmation.State.WRITTEN)
    assert [one.url for one in requests_of(people.member)] == [
        reverse("passport:confirm_asked", args=[asked.pk]),
        reverse("passport:confirmation", args=[written.pk]),
    ]
    assert requests_of(people.other_member) == []
    Confirmation.objects.filter(pk=asked.pk).update(state=Confirmation.State.DECLINED)
    written.set_aside()
    assert requests_of(people.member) == []


def test_what_a_peer_offers_is_a_request_and_no_event_of_ones_own(people):
    for who, skill in ((people.other_member, make_skill("Accueillir")), (None, make_skill("Tenir la caisse"))):
        offered = make_proposal(people.member, skill, ref=skill.slug, source_kind=SourceKind.SEEN)
        Proposal.objects.filter(pk=offered.pk).update(offered_by=who, offered_as=str(who))
    assert [one.words for one in requests_of(people.member)] == [
        "Autre membre vous a vu faire : Accueillir",
        "Quelqu’un vous a vu faire : Tenir la caisse",
    ]
    assert events_of(people.member) == []


def test_a_read_answer_and_a_proposal_left_aside_are_no_longer_news(people):
    reply = answer(people.member)
    reply.read_at = reply.created_at
    reply.save(update_fields=["read_at"])
    make_proposal(people.member).set_aside()
    assert requests_of(people.member) == events_of(people.member) == []


def test_one_training_is_one_line_and_one_query_is_enough(people, django_assert_num_queries):
    for _ in range(9):
        make_proposal(people.member, ref="7")
    with django_assert_num_queries(1):
        assert len(events_of(people.member)) == 1


def test_nobody_reads_the_news_of_another(people):
    answer(people.member)
    make_proposal(people.member)
    for other in (people.other_member, people.facilitator):
        assert requests_of(other) == events_of(other) == []


def test_a_facilitator_finds_what_they_learn_below_the_group(people):
    make_proposal(people.facilitator)
    parts = home_blocks.parts_of(people.facilitator)
    assert parts == {home_blocks.Part.FACILITATOR}
    assert passport_blocks.blocks(asked_by(people.facilitator), parts)[0].part == home_blocks.Part.LEARNER
