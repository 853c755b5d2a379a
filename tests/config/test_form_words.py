"""What code writes is shown as French sets it: a sign stays with its word."""

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.urls import reverse

from lib.text import NBSP


def test_a_label_a_help_and_an_error_keep_their_signs(client_of):
    member, address = client_of("member"), reverse("passport:add_own")
    assert f"comme «{NBSP}Réparer un vélo{NBSP}»." in member.get(address).content.decode()
    denied = {"own_title": "Lire", "face": "shared", "practice": "not_tried"}
    assert f"«{NBSP}Pas encore essayé{NBSP}» ne va pas avec" in member.post(address, denied).content.decode()


def test_a_message_keeps_its_signs_and_stays_escaped():
    said = Message(constants.INFO, "Dans « Mon compte » : <b>")
    page = render_to_string("components/messages.html", {"messages": [said]})
    assert f"Dans «{NBSP}Mon compte{NBSP}»{NBSP}: &lt;b&gt;" in page
