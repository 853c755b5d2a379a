"""Peer advocates, questions and answers made for the tests."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Mandate, Membership, User
from content.models import Question
from content.practices.questions import answer_rules
from content.practices.questions import rules as questions
from directory.models import PeerGroup
from tests.people import person

DRAFT = {
    "title": "Répondre à une lettre",
    "situation": "Une lettre arrive avec une date.",
    "what_we_did": "On la lit à deux, on note la date, on demande à un point-justice.",
    "what_helped": "Ne pas rester seul.",
    "limits": "",
    "audience": "rights",
}


def make_peer_advocate(name: str) -> User:
    """Make a peer advocate in a group of their own."""
    user = person(name)
    group = PeerGroup.objects.create(slug=f"groupe-{user.pk}", name=f"Groupe de {name}")
    proposer = board_member(group, name, confirmed_by=person("Coordination"))
    confirmed = {"advocate_given_by": proposer, "advocate_confirmed_by": person("Coordination")}
    Membership.objects.create(
        user=user, peer_group=group, is_peer_advocate=True, advocate_confirmed_at=timezone.now(), **confirmed
    )
    return user


def board_member(group: PeerGroup, name: str, **given: object) -> User:
    """Make a person of the board of a group, in place; `given` says who recorded or confirmed the mandate."""
    now = timezone.now()
    confirmed = {"confirmed_at": now} if "confirmed_by" in given else {}
    membership = Membership.objects.create(user=person(f"Bureau de {name}"), peer_group=group)
    Mandate.objects.create(membership=membership, office="treasurer", accepted_at=now, **confirmed, **given)
    return membership.user


def browser_of(user: User) -> Client:
    """Return the browser of a signed-in member."""
    client = Client()
    client.force_login(user)
    return client


def make_question(text: str = "Quel délai pour répondre à la lettre ?", key: str = "k" * 22) -> tuple[Question, str]:
    """Ask a question from the site; return it, with the words of its code."""
    words = questions.ask(text, key)
    return Question.objects.latest("pk"), " ".join(words)


def make_drafted(writer: User, **draft: object) -> Question:
    """Return a question whose answer waits for a second reader."""
    question, _ = make_question()
    answer_rules.take(question, writer)
    answer_rules.keep_draft(question, writer, {**DRAFT, "facts": [], **draft}, "Bon courage.", to_read=True)
    question.refresh_from_db()
    return question


def publish_it(question: Question) -> dict[str, str]:
    """Return the form that publishes the answer as it is now."""
    return {"nobody": "on", "text": answer_rules.text_read(question)}


def at(name: str, question: Question) -> str:
    """Return the address of a screen of a question."""
    return reverse(f"practices:{name}", args=[question.pk])
