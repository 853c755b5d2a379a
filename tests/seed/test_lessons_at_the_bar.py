"""The modules whose lessons are written in full: each is read whole, and every fault is listed at once."""

import copy

import pytest

from config.seeding.files import load
from tests.seed.key_figures import as_read
from tests.seed.lesson_bar import faults_of, module_faults, uneven

WRITTEN = {
    "assemblee-generale",
    "budget-et-subvention",
    "ecrire-une-convention",
    "employeur-et-conventions",
    "droits-en-psychiatrie",
    "pair-advocate-posture",
    "mdph-aah-rqth",
    "curatelle-tutelle",
    "roles-du-bureau",
    "tresorerie-simple",
    "soutenir-sans-diriger",
    "tenir-dans-la-duree",
    "comprendre-le-gem",
    "association-loi-1901",
    "mon-passeport",
    "accueillir",
    "ecrire-a-une-administration",
    "preparer-et-animer-un-atelier",
    "decider-et-se-parler",
    "nos-fichiers-nos-photos",
}  # the others: index cards


def test_each_written_lesson_is_at_the_bar():
    facts = {fact["key"]: fact for fact in load("facts")}
    skills = {skill["slug"]: skill["label"] for family in load("skills") for skill in family["skills"]}
    modules = [as_read(module) for module in load("modules") if module["key"] in WRITTEN]
    assert {module["key"] for module in modules} == WRITTEN
    faults = [fault for module in modules for lesson in module["lessons"] for fault in faults_of(lesson, facts)]
    faults += [fault for module in modules for fault in module_faults(module, skills)]
    assert faults == []


def test_no_choice_is_told_by_its_length():
    modules = as_read(load("modules"))
    assert len(modules) == len(WRITTEN) and [key for module in modules for key in uneven(module)] == []
    asked = {"block": "question", "key": "essai", "choices": [{"text": "Oui"}, {"text": "Non, jamais"}]}
    assert uneven({"lessons": [{"body": [asked]}]}) == ["essai"]


EXCEPTIONS = {"ASSO-33": "ASSO-132"}  # nothing changed, nothing to declare: another law in Alsace and Moselle


def test_a_rule_that_another_law_limits_is_read_with_it():
    """« Rien » after an election of the same people is wrong for a group of Strasbourg, and may cost it a fine."""
    lessons = [lesson for module in load("modules") for lesson in module["lessons"]]
    asked = [block for lesson in lessons for block in lesson["body"] if block["block"] == "question"]
    for rule, exception in EXCEPTIONS.items():
        alone = [each["key"] for each in lessons + asked if rule in each["facts"] and exception not in each["facts"]]
        assert alone == []


FACTS = {
    "ASSO-1": {"key": "ASSO-1", "confidence": "H", "note": ""},
    "L-1": {"key": "L-1", "confidence": "L", "note": ""},
}
SENTENCE = "Le groupe écrit la somme dans le cahier, avec la date et le motif. "


def choice(right: bool) -> dict:
    return {"text": "Oui" * (2 - right), "right": right, "explanation": "Juste." if right else "Autre piste."}


def lesson() -> dict:
    """Return a lesson without a fault."""
    asked = {"question": "Que faites-vous ?", "facts": ["ASSO-1"], "choices": [choice(n == 1) for n in range(3)]}
    rows = [["Report", "", "", "10,00"], ["Pain", "", "4,50", "5,50"], ["Don", "1 000,00", "", "1 005,50"]]
    columns = ["Quoi", ">Recette", ">Dépense", ">Solde"]
    total = ["Totaux", "1 000,00", "4,50", "1 005,50"]
    return {
        "key": "essai",
        "facts": ["ASSO-1"],
        "body": [
            {"block": "brief", "points": ["Une idée."]},
            {"block": "example", "text": SENTENCE * 10},
            {"block": "text", "text": SENTENCE * 10},
            {"block": "steps", "steps": [SENTENCE, SENTENCE]},
            {"block": "table", "title": "Cahier", "columns": columns, "rows": [*rows, total], "total": True},
            {"block": "to_do", "text": "**Pour votre passeport :** « Compter »."},
            {"block": "question", **asked},
            {"block": "question", **asked},
        ],
        "easy_read": [
            {
                "key": f"essai/{n}",
                "title": "Le cahier",
                "picture": "1F333",
                "says": "un arbre",
                "sentences": ["Un exemple."] * 4,
            }
            for n in range(3)
        ],
    }


def test_a_whole_lesson_has_no_fault():
    assert faults_of(lesson(), FACTS) == []


def put(path: str, value: object):
    """Return a change of the lesson: the value at a path such as `body.1.text`."""

    def change(given: dict) -> None:
        *above, last = path.split(".")
        for step in above:
            given = given[int(step) if step.isdigit() else step]
        given[int(last) if last.isdigit() else last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("body.0", {"block": "text", "text": "a"}, "En bref"),
        ("body.5", {"block": "text", "text": "a"}, "has no to_do"),
        ("body.1.text", "Une idée.", "words of main text"),
        ("body.1.text", SENTENCE * 30, "words of main text"),
        ("body.2.text", SENTENCE.replace(".", ",") * 9 + SENTENCE, "long sentence"),
        ("body.7", {"block": "text", "text": "a"}, "asks 1 questions"),
        ("body.6.choices", [choice(True), choice(False)], "three choices"),
        ("body.6.choices", [choice(True), choice(True), choice(False)], "three choices"),
        ("body.6.choices.0.explanation", "", "a choice explained"),
        ("body.6.facts", ["ASSO-2"], "cites what the lesson does not"),
        ("facts", ["ASSO-1", "ASSO-3"], "unknown fact"),
        ("facts", ["ASSO-1", "L-1"], "where to check L-1"),
        ("easy_read.0.sentences", ["Une."], "an easy version of 3 groups and 9 lines"),
        ("easy_read", [each | {"sentences": ["Une."] * 4} for each in lesson()["easy_read"]], "without an example"),
        ("easy_read.0.picture", "zzz", "no drawing"),
        ("easy_read.0.says", "", "says its picture"),
        ("easy_read.0.sentences.0", "mot " * 13, "long line"),
        ("easy_read.0.sentences.0", "La MDPH.", "acronym"),
        ("easy_read.0.sentences", ["Il n’y a rien."] * 4, "what is not"),
        ("body.4.rows.1", ["Pain", "", "4,50"], "as many cells"),
        ("body.4.rows.1", ["", "", "", ""], "a row is empty"),
        ("body.4.rows.1.3", "5,60", "the balance is 5.50"),
        ("body.4.rows.3.1", "1 001,00", "adds up to 1000.00"),
        ("body.2.text", SENTENCE * 10 + "Les adhérent·es.", "middle dot"),
    ],
)
def test_each_fault_is_found(path, value, said):
    changed = copy.deepcopy(lesson())
    put(path, value)(changed)
    assert any(said in fault for fault in faults_of(changed, FACTS)), faults_of(changed, FACTS)


def module(places: list[int], exercise: str = "« Compter »") -> dict:
    """Return a module whose right answers are at these places."""
    answers = [[{"text": "Peut-être", "right": n == right} for n in range(3)] for right in places]
    body = [{"block": "question", "choices": choices} for choices in answers]
    return {"key": "essai", "skills": ["compter"], "lessons": [{"body": [*body, {"block": "to_do", "text": exercise}]}]}


def test_over_a_module_right_answers_vary_and_skills_are_practised():
    skills = {"compter": "Compter"}
    assert module_faults(module([0, 1, 2, 0]), skills) == []
    assert "number 1 in 3 of 4" in module_faults(module([0, 0, 0, 1]), skills)[0]
    assert "compter is not practised" in module_faults(module([0, 1, 2], "« Écrire »"), skills)[0]
    long = module([0, 1, 2])
    for question in long["lessons"][0]["body"][:2]:
        next(each for each in question["choices"] if each["right"])["text"] = "La plus longue des réponses"
    assert "the longest in 2 of 3" in module_faults(long, skills)[0]
    short = module([0, 1, 2])
    for question in short["lessons"][0]["body"][:2]:
        next(each for each in question["choices"] if each["right"])["text"] = "Oui"
    assert "the shortest in 2 of 3" in module_faults(short, skills)[0]
    between = module([0, 1, 2])
    for question in between["lessons"][0]["body"][:2]:
        ranked = sorted(question["choices"], key=lambda choice: choice["right"])
        for choice, text in zip(ranked, ("Oui", "Oui, si je le peux", "Oui, si je peux"), strict=True):
            choice["text"] = text
    assert "between the two others in 2 of 3" in module_faults(between, skills)[0]
