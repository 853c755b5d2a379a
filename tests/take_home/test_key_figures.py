"""Key figures in a tool: on its page, in its files, in the search."""

from io import BytesIO

import pytest
from docx import Document

from content.tools.files import file_of
from tests.courses.factories import text_block
from tests.key_figures import make_figure
from tests.take_home.factories import FORM, LETTER, block, build_tools, make_tool, table
from tests.take_home.workbook import cells_of, sheets_of

pytestmark = pytest.mark.django_db
NAMED = "{repère:don}"
ROWS = [["Don", "2 juin", NAMED, "", ""], ["Pain", "3 juin", "", "2,00", ""]]


@pytest.fixture
def tool():
    make_figure(value="12,50")
    blank = {"name": "Somme", "lines": 1, "example": f"un don de {NAMED}", "help": f"plus de {NAMED}"}
    return make_tool(
        build_tools(),
        parts=[
            block("letter", {**LETTER, "text": f"Bonjour,\n\n{{{{somme|{NAMED}}}}} de plus, soit {NAMED}."}),
            block("table", table(ROWS, opens=False)),
            block("form", FORM | {"blanks": [blank]}),
        ],
        how=[text_block(f"Écrivez {NAMED}.")],
        easy_read=[("sentences", [f"Écrivez {NAMED}."])],
    )


@pytest.mark.parametrize("comfort", ["m.normal.off.auto", "m.normal.on.auto"])
def test_the_page_of_a_tool_shows_the_value(client, tool, comfort):
    client.cookies["confort"] = comfort
    text = client.get(tool.address).text
    assert "repère:" not in text and "Écrivez 12,50." in text and "un don de 12,50" in text


@pytest.mark.parametrize("is_filled", [False, True])
def test_the_text_of_a_tool_holds_the_value(tool, is_filled):
    words = "\n".join(each.text for each in Document(BytesIO(file_of(tool.pk, "docx", is_filled))).paragraphs)
    assert "soit 12,50." in words and "repère" not in words


def test_the_spreadsheet_computes_with_the_value(tool):
    sheet = sheets_of(file_of(tool.pk, "xlsx", True))[0]
    assert str(cells_of(sheet)["C4"]) == "12.5"
