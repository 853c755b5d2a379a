"""The home page's section on what waits in the member's passport."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from passport.sharing import rules as sharing
from tests.passport.factories import make_proposal, make_share

pytestmark = pytest.mark.django_db


def news(user) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load passport_news %}{% passport_news %}").render(Context({"request": request})).strip()


def answer(member, name="Alix", **terms):
    share = make_share(member, **terms)
    return sharing.begin_reading(share, "").replies.create(share=share, name=name, text="Venez")


def test_without_news_the_home_page_shows_no_section(people):
    assert news(people.member) == ""


def test_an_unread_answer_and_a_proposal_are_linked_from_the_home_page(people):
    reply = answer(people.member, recipient_label="Le Clubhouse")
    make_proposal(people.member, ref="7")
    page = news(people.member)
    assert f'href="{reply.share.get_absolute_url()}#reponses"' in page
    assert "Alix a répondu à votre partage «&nbsp;Le Clubhouse&nbsp;»" in page
    assert f'href="{reverse("passport:proposals", args=["training", "7"])}"' in page


def test_a_read_answer_and_a_proposal_left_aside_are_no_longer_news(people):
    reply = answer(people.member)
    reply.read_at = reply.created_at
    reply.save(update_fields=["read_at"])
    make_proposal(people.member).set_aside()
    assert news(people.member) == ""


def test_one_training_is_one_line_and_three_queries_are_enough(people, django_assert_num_queries):
    for number in range(9):
        answer(people.member, name=f"Alix {number}")
        make_proposal(people.member, ref="7")
    with django_assert_num_queries(3):
        page = news(people.member)
    assert page.count("<li") == 4, "the three latest answers, and one training"


def test_nobody_reads_the_news_of_another(people):
    answer(people.member)
    make_proposal(people.member)
    assert news(people.other_member) == news(people.facilitator) == ""
