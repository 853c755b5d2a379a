"""Demonstration people: marked, in an unlisted group, their secrets in a private file, made once."""

import re
import stat
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from accounts.models import CollectiveReferent, LoginCard, Mandate, Membership, User
from accounts.permissions import has_admin_rights, is_coordinator, runs
from accounts.secret_code import card_words, two_helpers
from accounts.secret_code import rules as secret_code
from accounts.two_people import Advocates
from config.models import SeedRecord
from config.seeding.demo_people import GROUP_SLUG, PEOPLE, SECOND_SLUG
from content.practices.questions import answer_rules
from content.practices.questions import rules as questions
from directory.models import PeerGroup
from passport.confirmations import rules as confirmations
from tests.passport.factories import make_line
from tests.practices.peer_advocates import DRAFT, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "private" / "demo.txt"


@pytest.fixture
def make_people(file):
    def run():
        out = StringIO()
        call_command("demo_people", file=str(file), stdout=out)
        return out.getvalue()

    return run


def person(username):
    return User.objects.get(username=username)


def section(text, name):
    """Return what the file says under one person."""
    return dict(re.findall(r"^    (.+?) : (.+)$", text.split(f"{name} (démonstration)\n")[1].split("\n\n")[0], re.M))


def test_each_person_is_marked_and_belongs_to_the_unlisted_group(make_people):
    make_people()
    group = PeerGroup.objects.get(slug=GROUP_SLUG)
    second = PeerGroup.objects.get(slug=SECOND_SLUG)
    assert not group.is_listed and not second.is_listed
    assert (group.region, group.department_code) == ("Normandie", "76"), "what is near must have something to show"
    assert User.objects.count() == len(PEOPLE) == 11
    assert all(user.display_name.endswith("(démonstration)") for user in User.objects.all())
    assert {membership.peer_group for membership in Membership.objects.all()} == {group, second}
    assert runs(person("demo-animation"), group) and runs(person("demo-bureau"), group)
    assert not runs(person("demo-membre"), group)
    assert Mandate.objects.get().office == Mandate.BoardOffice.TREASURER
    assert CollectiveReferent.objects.get().collective.slug == "clubhouse-rouen"
    assert is_coordinator(person("demo-coordination"))
    assert has_admin_rights(person("demo-redaction")) and has_admin_rights(person("demo-moderation"))


def test_the_file_is_private_and_holds_the_sign_in_of_each_account(make_people, file):
    make_people()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    member = section(text, "Membre")
    card = LoginCard.objects.get(user=person("demo-membre"))
    assert card.words_hmac == card_words.words_fingerprint(member["mots de la carte"].split())
    assert secret_code.attempt(person("demo-membre"), member["code secret"])
    editor = section(text, "Rédaction")
    assert person("demo-redaction").check_password(editor["mot de passe"])
    assert Authenticator.objects.filter(user=person("demo-redaction")).count() == 1
    assert "http://localhost" in text


def test_the_file_describes_each_person_and_what_to_try(make_people, file):
    make_people()
    text = file.read_text()
    for each in PEOPLE:
        assert f"{each.name} (démonstration)\n    {each.what}\n" in text
    assert "/pratiques/question/ et gardez les quatre mots" in text


def test_two_of_them_answer_a_question_that_its_code_finds_again(make_people):
    make_people()
    first, second = person("demo-pair-advocate"), person("demo-pair-advocate-2")
    asked, words = make_question()
    answer_rules.take(asked, first)
    answer_rules.keep_draft(asked, first, {**DRAFT, "facts": []}, "", to_read=True)
    asked.refresh_from_db()
    sheet = answer_rules.publish(asked, second, answer_rules.text_read(asked))
    assert questions.find(words).practice.pk == sheet.pk
    assert sheet.live


def test_a_member_has_people_to_ask_at_a_distance(make_people):
    make_people()
    line = make_line(person("demo-membre"))
    found = {each.username for each in confirmations.people_to_ask(line)}
    assert found == {"demo-membre-2", "demo-bureau"}
    assert confirmations.capacities(person("demo-bureau"), line, None)["association"]


def test_a_person_of_a_new_version_is_made_beside_those_already_there(make_people, file):
    make_people()
    SeedRecord.objects.filter(key="demo:demo-pair-advocate").delete()
    person("demo-pair-advocate").delete()
    assert "déjà là" not in make_people()
    assert "Pair-advocate (démonstration)" in file.read_text()
    assert User.objects.count() == len(PEOPLE)


def test_a_second_run_changes_no_secret(make_people, file):
    make_people()
    before = file.read_text(), sorted(User.objects.values_list("password", "secret_hash"))
    assert "déjà là" in make_people()
    assert (file.read_text(), sorted(User.objects.values_list("password", "secret_hash"))) == before


def test_a_lost_file_is_written_again_with_new_secrets_for_the_same_people(make_people, file):
    for _ in range(7):
        make_people()
        file.unlink()
    make_people()
    assert User.objects.count() == len(PEOPLE)
    assert LoginCard.objects.count() == 2
    words = section(file.read_text(), "Deuxième membre")["mots de la carte"].split()
    assert LoginCard.objects.filter(words_hmac=card_words.words_fingerprint(words)).exists()


def test_a_person_deleted_stays_deleted(make_people, file):
    make_people()
    person("demo-membre-2").delete()
    file.unlink()
    make_people()
    assert not User.objects.filter(username="demo-membre-2").exists()
    assert "Deuxième membre" not in file.read_text()


def test_an_https_origin_makes_nobody(make_people, settings, file):
    settings.ORIGIN = "https://exemple.org"
    with pytest.raises(CommandError):
        make_people()
    assert not User.objects.exists() and not file.exists()


def test_the_current_code_opens_the_second_factor(make_people):
    make_people()
    out = StringIO()
    call_command("code", "demo-moderation", stdout=out)
    held = Authenticator.objects.get(user=person("demo-moderation")).wrap()
    assert held.validate_code(out.getvalue().strip())


def test_the_code_command_refuses_anybody_else(make_people):
    make_people()
    user = User.objects.create_user("demo-autre", display_name="Une personne")
    for username in (user.username, "demo-membre", "inconnu"):
        with pytest.raises(CommandError):
            call_command("code", username, stdout=StringIO())


def test_two_of_them_may_help_a_third_to_a_new_code_at_once(make_people):
    make_people()
    group = PeerGroup.objects.get(slug=GROUP_SLUG)
    found = two_helpers.helpers(group, person("demo-membre"))
    assert found.make_a_pair(person("demo-animation"), person("demo-bureau"))


def test_the_two_peer_advocates_may_read_each_other(make_people):
    make_people()
    assert Advocates().are_two(person("demo-pair-advocate"), person("demo-pair-advocate-2"))
