"""The privacy hints: names, places, contacts and health words are shown, and nothing is refused."""

import pytest

from content.practices.privacy_hints import dates, names, remarks
from passport.models import HealthWord
from tests.directory.factories import CollectiveFactory, PeerGroupFactory

pytestmark = pytest.mark.django_db


def quoted(text: str, user=None) -> str:
    return " ".join(remarks(text, user))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ce jour-là, Marie est arrivée.", "Marie"),
        ("Avec jérôme et ÉLODIE", "ÉLODIE"),
        ("Mme Durand a dit oui.", "Mme Durand"),
        ("le Dr Étienne-Le Goff", "Dr Étienne-Le"),
        ("Appelez le 06 12 34 56 78.", "06 12 34 56 78"),
        ("Écrire à lui.meme@exemple.fr", "lui.meme@exemple.fr"),
    ],
)
def test_names_and_ways_to_reach_somebody_are_seen(text, word):
    assert f"«\xa0{word}\xa0»" in quoted(text)


@pytest.mark.parametrize(
    "text", ["", "   ", "Une rose pour la fête, à la claire fontaine.", "Nous avons ouvert le GEM à deux.", "En 2026."]
)
def test_plain_words_give_no_hint(text):
    HealthWord.objects.create(word="GEM", kind=HealthWord.Kind.GROUP)
    assert remarks(text, None) == []


@pytest.mark.parametrize("hints", [remarks, names])
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Au +33 6 12 34 56 78.", "+33 6 12 34 56 78"),
        ("Au +33 (0)6.12.34.56.78", "+33 (0)6.12.34.56.78"),
        ("Appelez le 0033612345678.", "0033612345678"),
        ("Le 06\u00a012\u00a034\u00a056\u00a078", "06 12 34 56 78"),
        ("Le 06\u202f12\u202f34\u202f56\u202f78", "06 12 34 56 78"),
        ("Le 06/12/34/56/78", "06/12/34/56/78"),
        ("Le 0612 345 678", "0612 345 678"),
        ("Le 06‑12‑34‑56‑78", "06‑12‑34‑56‑78"),
        ("Le +262 692 12 34 56", "+262 692 12 34 56"),
        ("Écrire à lui.meme @ exemple.fr", "lui.meme @ exemple.fr"),
        ("Avec Mr Xyzon.", "Mr Xyzon"),
        ("Avec M Xyzon.", "M Xyzon"),
        ("Avec M.Xyzon et le reste.", "M.Xyzon"),
        ("Avec M.\u00a0Xyzon.", "M. Xyzon"),
        ("Avec M.\nXyzon.", "M. Xyzon"),
        ("Avec madame Xyzon.", "madame Xyzon"),
        ("Le docteur Xyzon.", "docteur Xyzon"),
        ("On va à SAINT-MACHIN.", "SAINT-MACHIN"),
        ("On va à VILLEBRUME.", "VILLEBRUME"),
        ("On va à LA VILLEBRUME.", "LA VILLEBRUME"),
        ("À Villebrume, on le fait.", "Villebrume"),
        ("Chez Kevinou, on le fait.", "Kevinou"),
        ("On va chez\nKevinou.", "Kevinou"),
        ("On va à E\u0301vryzon.", "Évryzon"),
        ("On va a\u0300 Villebrume.", "Villebrume"),
        ("On va à Ville\u200ebrume.", "Villebrume"),
        ("On va à \u200eVillebrume.", "Villebrume"),
        ("Mar\u200eie vient.", "Marie"),
    ],
)
def test_usual_ways_to_write_a_person_a_place_or_a_number_are_seen(hints, text, word):
    assert hints(text, None) == [f"Ce mot peut faire reconnaître quelqu’un\xa0: «\xa0{word}\xa0»."]


@pytest.mark.parametrize(
    "text",
    [
        "Le 01/02/2026 12 personnes sont venues.",
        "La fiche 0612345678901.",
        "Une fiche de CAF, à MDPH, chez\ndes amis.",
        "Monsieur, Madame. Nous venons.",
    ],
)
def test_what_only_looks_like_it_gives_no_hint(text):
    assert remarks(text, None) == []


def test_towns_of_the_directory_are_seen_with_their_capital():
    PeerGroupFactory(town="Vire")
    CollectiveFactory(town="L’Aigle")
    PeerGroupFactory(town="")
    assert "Vire" in quoted("On va à Vire.")
    assert "L’Aigle" in quoted("Venus de L’Aigle.")
    assert remarks("Le temps vire à l’orage.", None) == []


@pytest.mark.parametrize("hints", [remarks, names])
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Une règle claire. Claire a proposé.", "Claire"),
        ("Une pierre ; pierre aussi, et Pierre.", "Pierre"),
        ("Le temps vire. Vire est une ville.", "Vire"),
    ],
)
def test_the_same_word_in_small_letters_before_hides_no_name(hints, text, word):
    PeerGroupFactory(name="GEM", town="Vire")
    assert hints(text, None) == [f"Ce mot peut faire reconnaître quelqu’un\xa0: «\xa0{word}\xa0»."]


def test_the_writer_s_own_group_and_health_words_are_seen(people):
    HealthWord.objects.create(word="hôpital", kind=HealthWord.Kind.PLACE)
    assert "Groupe d’ici" in quoted("Au groupe d’ici", people.member) or "groupe d’ici" in quoted(
        "Au groupe d’ici", people.member
    )
    assert remarks("Au groupe d’ici", people.other_member) == []
    assert remarks("En sortant de l’hôpital", None) == ["Ce mot parle de santé\xa0: «\xa0hôpital\xa0»."]


@pytest.fixture
def phare(people):
    """Return the group of the member: « La Boussole » once, « GEM Le Phare » today."""
    for people.here.name in ("La Boussole", "GEM Le Phare"):
        people.here.save()
    return people.here


@pytest.mark.parametrize("hints", [remarks, names])
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Au Phare, on m’a refusé la clé.", "Phare"),
        ("le phare me refuse la clé", "phare"),
        ("Nous sommes de la boussole.", "la boussole"),
    ],
)
def test_the_everyday_and_former_names_of_one_s_own_group_are_seen(people, phare, hints, text, word):
    assert hints(text, people.member) == [f"Ce mot peut faire reconnaître quelqu’un\xa0: «\xa0{word}\xa0»."]
    assert [word for word in hints(text.lower(), people.other_member) if "phare" in word or "boussole" in word] == []


@pytest.mark.parametrize("reader", ["other_member", None])
def test_the_groups_of_others_are_seen_by_their_capital(people, phare, reader):
    """The desk of the moderators does not know who wrote: it looks for every group."""
    user = getattr(people, reader) if reader else None
    assert quoted("On le fait au Phare et à la Boussole.", user).count("reconnaître") == 2


@pytest.mark.parametrize("odd", ["\x00", "‮Marie", "🦊" * 100, "x" * 10_000, "a" * 5000 + "@"])
def test_odd_text_breaks_nothing(odd):
    remarks(odd, None)


def test_the_hints_cost_few_queries(people, django_assert_max_num_queries):
    person = people.member
    with django_assert_max_num_queries(3):
        remarks("Marie et Jean", person)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Venue de Villeurbanne.", "Villeurbanne"),
        ("On va à La Rochelle.", "La Rochelle"),
        ("Le car d’Aubagne.", "Aubagne"),
        ("chez Keziah", "Keziah"),
    ],
)
def test_unlisted_places_and_people_are_seen_by_their_capital(text, word):
    assert remarks(text, None) == [f"Ce mot peut faire reconnaître quelqu’un\xa0: «\xa0{word}\xa0»."]


@pytest.mark.parametrize(
    "text", ["Le repas de Pâques.", "Une fiche de MDPH", "Au retour de GEM", "à Cap emploi", "à\nDeux"]
)
def test_common_words_with_a_capital_give_no_hint(text):
    HealthWord.objects.create(word="Cap emploi", kind=HealthWord.Kind.GROUP)
    assert remarks(text, None) == []


def test_a_measure_of_protection_is_not_said_to_be_health():
    HealthWord.objects.create(word="curatelle", kind=HealthWord.Kind.PROTECTION)
    assert remarks("Je suis sous curatelle.", None) == [
        "Ce mot dit la situation d’une personne\xa0: «\xa0curatelle\xa0»."
    ]


@pytest.mark.parametrize(
    "said",
    ["12/03", "12/03/26", "12.3.2026", "3-12-2026", "1er mars", "12 Août 2026", "mars 2024", "en 2024", "depuis 1998"],
)
def test_a_date_is_found_however_it_is_written(said):
    (remark,) = dates(f"C’était {said}, à deux.")
    assert said in remark and "date" in remark


@pytest.mark.parametrize("said", ["depuis mars", "un an", "12 personnes", "2000 euros", "24/24", "10-12 fois", "2.5"])
def test_what_tells_no_day_is_no_date(said):
    assert dates(f"C’était {said}, à deux.") == []
