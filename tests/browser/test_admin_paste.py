"""Pasting into a rich text of the admin, as Word, LibreOffice and the web put things in the clipboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from content.admin.roles import ensure_roles
from courses.models import LessonPage, ModuleIndexPage, ModulePage

STYLE = "<style><!-- p {color:red} --></style>"
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<title>Doc</title><link rel=File-List href="clip_filelist.xml"><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml>
<![endif]--><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=FR><!--StartFragment-->
<p class=MsoNormal><span lang=FR>Bonjour<o:p></o:p></span></p><!--EndFragment--></body></html>"""
LIBRE_OFFICE = """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<title>Doc</title><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
<style type="text/css">p { line-height: 115% }</style></head>
<body lang="fr-FR" link="#000080" dir="ltr"><p>Bonjour</p></body></html>"""
PASTES = {
    "a style sheet in a block": f"<div>{STYLE}<p>Bonjour</p></div>",
    "a title and a script": "<p>Bonjour</p><title>Doc</title><script>var a=1</script>",
    "a style sheet after the first paragraph": f"<p>Bonjour</p>{STYLE}",
    "a document of Word in a block": f"<div>{WORD}</div>",
    "a document of Word": WORD,
    "a document of LibreOffice": LIBRE_OFFICE,
    "paragraphs on lines of their own": "\n<div>\n  <p>Bonjour</p>\n\n</div>\n",
    "settings of Word": "<p>Bonjour</p><xml><w:View>Normal</w:View></xml>",
    "what a page shows to whoever has no script": "<p>Bonjour</p><noscript>Sans script</noscript>",
    "a frame": "<p>Bonjour</p><iframe>Cadre</iframe>",
}
PASTE = """(editor, parts) => {
    const clipboardData = new DataTransfer();
    for (const [kind, text] of Object.entries(parts)) clipboardData.setData(kind, text);
    editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
# The async clipboard cleans the HTML it is given; a copy does not.
COPY = """html => {
    document.addEventListener("copy", event => {
        event.clipboardData.setData("text/html", html);
        event.clipboardData.setData("text/plain", "Bonjour");
        event.preventDefault();
    }, {once: true, capture: true});
    document.execCommand("copy");
}"""
RECEIVED = """async () => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["x"], "photo.png", {type: "image/png"}));
    clipboardData.setData("text/plain", "<style>a</style>");
    const received = new Promise(resolve => {
        document.addEventListener("paste", event => resolve(event.clipboardData), {once: true});
    });
    document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
    const data = await received;
    const [file] = data.files;
    return [file.name, file.type, [...data.types].sort(), data.items.length, data.getData("text/plain")];
}"""


@pytest.fixture
def editor(window, people, home) -> Locator:
    """The text of a lesson, empty, as an editor sees it in the admin."""
    modules = home.add_child(instance=ModuleIndexPage(title="Se former", slug="formations"))
    module = modules.add_child(instance=ModulePage(title="Tenir la trésorerie", slug="tresorerie"))
    body = [{"type": "text", "value": {"heading": "", "text": "<p></p>"}}]
    lesson = module.add_child(instance=LessonPage(title="Compter", slug="compter", body=body))
    ensure_roles()
    page: Page = window(user=people.editor, second_factor=True)
    page.goto(f"/admin/pages/{lesson.pk}/edit/")
    return page.locator("[data-streamfield-child] .public-DraftEditor-content").first


def emptied(editor: Locator) -> None:
    editor.click()
    editor.press("Control+A")
    editor.press("Delete")
    expect(editor).to_have_text("")


def paragraphs(editor: Locator) -> Locator:
    return editor.locator("[data-block=true]")


def test_only_what_a_page_shows_is_pasted(editor):
    for html in PASTES.values():
        emptied(editor)
        editor.evaluate(PASTE, {"text/html": html, "text/plain": "Bonjour"})
        expect(paragraphs(editor)).to_have_text(["Bonjour"])


def test_a_paste_from_the_keyboard_is_cleaned_too(editor):
    emptied(editor)
    editor.evaluate(f"(_, html) => ({COPY})(html)", PASTES["a style sheet in a block"])
    editor.press("Control+V")
    expect(paragraphs(editor)).to_have_text(["Bonjour"])


def test_what_is_written_is_pasted_as_it_is(editor):
    emptied(editor)
    editor.evaluate(PASTE, {"text/plain": "<style>a</style>\nDeux"})
    expect(paragraphs(editor)).to_have_text(["<style>a</style>", "Deux"])
    emptied(editor)
    editor.evaluate(
        PASTE, {"text/html": "<p>Un <b>mot</b> <i>a</i></p>\n<ul> <li>Liste</li> </ul>", "text/plain": "Un mot a"}
    )
    expect(paragraphs(editor)).to_have_text(["Un mot a", "Liste"])
    editor.press("Control+A")
    editor.press("Control+C")
    editor.press("Delete")
    editor.press("Control+V")
    expect(paragraphs(editor)).to_have_text(["Un mot a", "Liste"])
    expect(editor.locator("li")).to_have_text(["Liste"])
    expect(editor.locator("[style*=bold]")).to_have_text(["mot"])


def test_files_and_plain_text_of_a_paste_stay_as_they_are(editor):
    received = editor.page.evaluate(RECEIVED)
    assert received == ["photo.png", "image/png", ["Files", "text/plain"], 2, "<style>a</style>"]
