"""A drawing of Wagtail's has a size only by its class or by the box it stands in: without, it fills its line."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ICON = re.compile(r"(?P<before>[^\n]*)\n(?P<line>[^\n]*\{% icon [^%]*%\})")
BOXES = ("help-block", "w-summary", "<li>")  # Wagtail's styles give these drawings their size


def test_each_drawing_of_the_admin_has_a_size():
    folders = [ROOT / "site/templates", *ROOT.glob("*/templates"), *ROOT.glob("site/*/templates")]
    found = [
        (page.name, match["line"].strip())
        for folder in folders
        for page in folder.rglob("*.html")
        for match in ICON.finditer(page.read_text("utf-8"))
        if "classname=" not in match["line"] and not any(box in match["before"] for box in BOXES)
    ]

    assert found == []
