"""Documents to print: letters that fonts have, text that is never markup, bounds of time and memory, tags."""

import subprocess
import sys
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from lib import apart
from lib.pdf import letters, typesetting
from lib.pdf.pictures import drawing
from lib.pdf.typesetting import TypesettingError, typeset
from lib.turns import TooBusyError

HEAD = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: none)
#set text(lang: "fr", font: "Atkinson Hyperlegible Next", hyphenate: false)
#set page(width: 12cm, height: 12cm)
"""
PLAIN = "= Un titre\n#data.text\n\n*#data.text*\n#if data.lacks-letters [Il manque des lettres.]"
ODD = [
    "#let x = 1; #panic() #[bloc] #sys.inputs",
    "*gras* _it_ `code` $x^2$ @ref <label> = titre",
    "\\ \\u{41} \"guillemets\" 'apostrophe' // commentaire /* autre */",
    "- liste\n+ suite\n/ mot: sens\n= Titre",
    "]]] ))) }}} [[[ ((( {{{ ~ -- --- ...",
    "🙂 👩‍🦽 مرحبا بك Привет 漢字 \u202eenvers\u202c \ufeff\u200b\u200d",
    "e\u0301 n\u0323\u0324 a" + "\u0301" * 60 + " \u0301seul",
    "\x00\x01\x1f\x7f\u2028\u2029\ud800 \udfff \U0010ffff \ue000",
    "a" * 10_000,
    "https://exemple.org/" + "chemin/" * 400 + "?" + "x=1&" * 400,
    " ",
    "",
]


@pytest.fixture
def template(tmp_path):
    """Return a function that writes a template."""

    def write(body: str) -> Path:
        path = tmp_path / "essai.typ"
        path.write_text(HEAD + body)
        return path

    return write


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    """Return the text without spaces and breaks, which a page puts where it needs them."""
    return "".join(text.replace(letters.BREAK, "").split())


def test_a_document_is_tagged_in_french_with_its_title(template):
    root = PdfReader(BytesIO(typeset(template(PLAIN), {"title": "Cœur, été", "text": "Bonjour."}))).root_object
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root


def test_the_same_data_make_the_same_bytes(template):
    data = {"title": "Titre", "text": "Bonjour 🙂"}
    assert typeset(template(PLAIN), data) == typeset(template(PLAIN), data)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_written_and_never_read_as_markup(template, text):
    made = text_of(typeset(template(PLAIN), {"title": "Titre", "text": text}))
    assert squeezed(letters.written(text)) in squeezed(made)


def test_every_letter_that_the_fonts_are_said_to_have_is_written(template):
    plain = [chr(each) for each in sorted(letters.letters()) if unicodedata.category(chr(each)) not in {"Mn", "Cf"}]
    assert len(plain) > 300
    assert set("abcéàùçœŒÉ«»’…–€0123456789\N{NO-BREAK SPACE}") <= set(plain)
    typeset(template(PLAIN), {"title": "Lettres", "text": " ".join(plain)})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Cœur d’été : 10 €", "Cœur d’été : 10 €"),
        ("e\u0301te\u0301", "été"),
        ("10\u202f000", "10\N{NO-BREAK SPACE}000"),
        ("☐ à faire → ☑ fait", "[ ] à faire -> [x] fait"),
        ("Nguyễn", "Nguyen"),
        ("ﬁn ① ½", "fin 1 ½"),
        ("👩‍🦽🙂 et 🙂 🙂", "[…] et […]"),
        ("مرحبا بك, Ольга", "[…], […]"),
        ("sou\u00adple\u200b", "souple"),
        ("un\ndeux\ttrois", "un deux trois"),
    ],
)
def test_a_letter_without_a_drawing_is_replaced_by_what_is_near_or_by_one_sign(text, written):
    assert letters.written(text) == written


def test_a_long_word_is_broken_and_an_address_after_its_signs():
    parts = letters.written("x" * 70).split(letters.BREAK)
    assert [len(part) for part in parts] == [30, 30, 10]
    assert letters.written("https://exemple.org/une/adresse?de=plus").split(letters.BREAK)[1] == "exemple.org/"


def test_a_document_says_that_letters_lack(template):
    for text, lacks in (("Bonjour 🙂", True), ("Bonjour […]", False)):
        made = text_of(typeset(template(PLAIN), {"title": "Titre", "text": text}))
        assert ("Il manque des lettres." in made) is lacks
        assert "Bonjour […]" in made


def test_a_picture_is_given_as_a_text(template):
    kept = BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "JPEG")
    body = '= Un\n#image(bytes(data.drawing), format: "svg", alt: "Une feuille")'
    made = typeset(template(body), {"title": "Titre", "drawing": drawing(kept.getvalue(), 40, 30)})
    assert [image.image.size for image in PdfReader(BytesIO(made)).pages[0].images] == [(40, 30)]


def test_an_address_to_follow_is_left_as_it_is(template):
    address = "https://exemple.org/" + "a" * 90 + "/%C3%A9?x=1"
    made = typeset(template("= Un\n#link(data.href)[ici]"), {"title": "Titre", "href": address})
    links = [note.get_object()["/A"]["/URI"] for note in PdfReader(BytesIO(made)).pages[0]["/Annots"]]
    assert [str(link) for link in links] == [address]


@pytest.mark.parametrize(
    "body",
    [
        "= Un\n#image(bytes(data.drawing))",  # a picture without words
        "== Deux",  # a first title of level 2
        "#panic()",
        '#read("../secret")',
        '#read("/etc/passwd")',
        '#import "@preview/example:0.1.0": *',
    ],
)
def test_what_is_wrong_in_a_template_is_refused(template, body):
    with pytest.raises(TypesettingError):
        typeset(template(body), {"title": "Titre", "drawing": drawing(b"", 1, 1)})


def test_a_document_that_takes_too_long_is_stopped(template, monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0.5)
    with pytest.raises(TypesettingError):
        typeset(template("= Un\n#for a in range(99999) { for b in range(99999) { a + b } }"), {"title": "Titre"})


def test_a_document_that_takes_too_much_memory_is_stopped(template):
    with pytest.raises(TypesettingError):
        typeset(template("= Un\n#range(100000000).len()"), {"title": "Titre"})


def test_a_document_asked_for_by_too_many_is_refused_at_once(template, monkeypatch):
    monkeypatch.setattr(typesetting, "turns", typesetting.Turns(at_once=0, waiting=0, patience=0))
    with pytest.raises(TooBusyError):
        typeset(template(PLAIN), {"title": "Titre", "text": ""})


def test_the_process_that_makes_a_document_can_write_no_file(tmp_path):
    """What is printed may open an account: it goes from its input to its output."""
    kept = tmp_path / "trace"
    tried = f"""
import sys
sys.argv = ["-", "{512 * 1024**2}", "10", "/dev/null/none.typ"]
from lib.pdf import typesetting_process
try:
    typesetting_process.main()
except Exception:
    pass
with open({str(kept)!r}, "w") as file:
    file.write("x")
"""
    site = Path(typesetting.__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", tried], env={"PYTHONPATH": str(site)}, capture_output=True, input=b"", check=False
    )
    assert b"File too large" in ended.stderr
    assert kept.read_text() == ""
