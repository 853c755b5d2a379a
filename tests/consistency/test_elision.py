"""No template writes « de » before a name that it does not know: « de Anne », « de Le Passage »."""

import re

from tests.consistency.tree import ROOT, templates

NAMES = r"(?:\w+\.)*(?:name|user|member|display_name|confirmed_by|membership|peer_group|group|person|sender)"
BARE = re.compile(r"\b[Dd]e \{\{ *" + NAMES + r"(?:\|called)? *\}\}")


def test_a_name_follows_a_colon_or_an_elided_word():
    """« {{ user|of_name }} » and « : {{ name }} » suit any name."""
    found = {str(path.relative_to(ROOT)): BARE.findall(path.read_text()) for path in templates()}
    assert {name: bare for name, bare in found.items() if bare} == {}
