"""First names as people paste them."""

import pytest

from accounts.groups.pasted_names import read

THREE = ["Camille", "Lou", "Sol"]


@pytest.mark.parametrize(
    "pasted",
    [
        "Camille\nLou\nSol",
        "Camille\r\n\r\n  Lou  \r\nSol\r\n",
        "Camille, Lou ; Sol",
        "Camille,Lou,,Sol,",
        "1. Camille\n2) Lou\n3 - Sol",
        "1.Camille\n2°Lou\nn° 3 Sol",
        "- Camille\n• Lou\n* Sol",
        "– Camille\n[ ] Lou\n☐ Sol",
        "Prénom\nCamille\nLou\nSol",
        "PRÉNOMS\nCamille\nLou\nSol",
        "1\tCamille\n2\tLou\n3\tSol",
        "Prénom\tNom\nCamille\tAlpha\nLou\tBêta\nSol\t",
        "N°;Prénom;Depuis\n1;Camille;2024\n2;Lou;2025\n3;Sol;2026",
        '"Camille"\n« Lou »\n“Sol”',
        "\ufeffCamille\vLou\u2028Sol",
        "Camille\n\n4\n5.\n-\nLou\n12\nSol",
    ],
)
def test_names_are_read_however_they_are_pasted(pasted):
    assert [name.replace("\ufeff", "") for name in read(pasted)] == THREE


@pytest.mark.parametrize("name", ["Jean-Marc", "Anne Laure", "L’Étoile", "R2", "Zoé 🙂", "d'Arc", "محمد", "1er avril"])
def test_a_name_stays_as_it_is(name):
    assert read(f"Lou\n{name}") == ["Lou", name]


@pytest.mark.parametrize("pasted", ["", " \n\t\n", "1.\n2.\n3.", "- \n-", ",;,\t", "12"])
def test_nothing_is_no_name(pasted):
    assert read(pasted) == []


def test_odd_signs_break_nothing():
    assert read("Lou\x00\ud800\nSol" + "\u0301" * 5000)[0] == "Lou"
    assert len(read("x" * 20_000)) == 1
