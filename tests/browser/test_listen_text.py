"""What is heard of a page: its sentences, and what is no content."""

import pytest

from tests.browser.voices import FRENCH, listening

SENTENCES = [
    ("Bonjour. Ça va ? Oui ! Bien…", ["Bonjour.", "Ça va ?", "Oui !", "Bien…"]),
    ("Demandez à M. Martin ou à Mme. Roy. Puis signez.", ["Demandez à M. Martin ou à Mme. Roy.", "Puis signez."]),
    ("Le 1er mai, à 18 h 30. Le loyer : 1 200,50 €.", ["Le 1er mai, à 18 h 30.", "Le loyer : 1 200,50 €."]),
    ("Voir art. L. 3211-3 et p. 12. C’est la loi.", ["Voir art. L. 3211-3 et p. 12.", "C’est la loi."]),
    ("Du thé, du café, etc. Tout est prêt.", ["Du thé, du café, etc.", "Tout est prêt."]),
    ("Elle dit : « Oui. Je viens. » Puis elle part.", ["Elle dit : « Oui.", "Je viens. »", "Puis elle part."]),
    ("« Attention ! » dit-il. Il rit.", ["« Attention ! » dit-il.", "Il rit."]),
    ("Oh ! quelle fête. Encore ?!", ["Oh ! quelle fête.", "Encore ?!"]),
    ("1. Ouvrez la page. 2. Lisez.", ["1. Ouvrez la page.", "2. Lisez."]),
    ("Allez sur exemple.org. Version 2.5 prête.", ["Allez sur exemple.org.", "Version 2.5 prête."]),
    ("Un titre sans point", ["Un titre sans point"]),
]
LONG = (
    "Avant la réunion, la personne qui tient la caisse compte les pièces et les billets, note la somme de 1 250,00 € "
    "sur la feuille, la fait relire par une autre personne du bureau, puis range la boîte dans le placard fermé à clé "
    "du local"
)


@pytest.fixture
def page(window, transactional_db):
    """Open a page that has the scripts."""
    opened = listening(window(), [FRENCH])
    opened.goto("/aide/")
    return opened


def words_of(page, html: str) -> list[str]:
    """Return what is said of a piece of page."""
    script = """(html) => {
        const piece = document.createElement("div");
        piece.innerHTML = html;
        piece.querySelectorAll("[data-gone]").forEach((each) => { each.style.display = "none"; });
        document.querySelector("main").append(piece);
        return partsToSay(piece).map((part) => part.words);
    }"""
    return page.evaluate(script, html)


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_a_text_is_cut_at_its_sentences(page, text, sentences):
    assert words_of(page, f"<p>{text}</p>") == sentences


def test_a_long_sentence_pauses_at_a_sign_and_never_inside_a_number(page):
    parts = words_of(page, f"<p>{LONG}</p>")
    assert " ".join(parts) == LONG
    assert len(parts) > 1
    assert all(len(part) <= 150 for part in parts)
    assert all(part.endswith(",") for part in parts[:-1])
    without_signs = words_of(page, f"<p>{'x' * 90} {'y' * 52} 1 250 € {'z' * 60}</p>")
    assert without_signs == [f"{'x' * 90} {'y' * 52}", f"1 250 € {'z' * 60}"]


def test_no_break_spaces_and_line_ends_of_the_source_are_one_space(page):
    assert words_of(page, "<p>\n  C’est prêt\N{NO-BREAK SPACE}!\n  <strong>Venez</strong> vite.</p>") == [
        "C’est prêt !",
        "Venez vite.",
    ]


def test_blocks_line_breaks_and_kept_lines_are_apart(page):
    piece = "<h2>Titre</h2><ul><li>Un</li><li>Deux<br>Trois</li></ul><p class='keep-lines'>A\nB</p>"
    assert words_of(page, piece) == ["Titre", "Un", "Deux", "Trois", "A", "B"]


def test_a_numbered_list_says_its_numbers_as_they_are_shown(page):
    assert words_of(page, "<ol start='3'><li><p>Ouvrir. Lire.</p></li><li>Fermer</li></ol>") == [
        "3. Ouvrir.",
        "Lire.",
        "4. Fermer",
    ]
    assert words_of(page, "<ol role='list'><li>Sans numéro</li></ol>") == ["Sans numéro"]


def test_a_table_is_said_row_by_row_with_the_names_of_its_columns(page):
    head = "<caption>La caisse</caption><thead><tr><th>Ligne</th><th>Prévu</th><th>Fait</th></tr></thead>"
    row = "<tr><th>Thé</th><td><span aria-hidden='true'>Prévu</span>12 €</td><td></td></tr>"
    assert words_of(page, f"<table>{head}<tbody>{row}</tbody></table>") == ["La caisse", "Thé", "Prévu : 12 €"]
    blank = "<tr><td></td><td></td><td></td></tr>"
    assert words_of(page, f"<table>{head}<tbody>{blank}</tbody></table>") == ["La caisse", "Ligne", "Prévu", "Fait"]


def test_what_is_no_content_is_not_said(page):
    piece = """
        <nav><a href="#">Menu</a></nav> <button>Bouton</button> <a class="btn" href="#">Faux bouton</a>
        <p hidden>Caché</p> <p data-gone>Absent</p> <span class="visually-hidden">Pour l’oreille</span>
        <svg aria-hidden="true"><text>Dessin</text></svg> <textarea>Tapé</textarea> <p>—</p>
        <select><option>Choix</option></select> <a class="back-link" href="#">Revenir</a>
        <div class="tools"><label>Avec l’adresse</label></div>
        <details><summary>Plus</summary><p>Fermé</p></details>
        <details open><summary>Moins</summary><p>Ouvert</p></details>"""
    assert words_of(page, piece) == ["Plus", "Moins", "Ouvert"]
