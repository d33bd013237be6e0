"""Texts with marks, line by line: no mark is said, and the columns of tables are aligned."""

from tests.marked import marked_deck, marks_left
from tests.plain.conftest import Studied

CARDS = {card.key.card: card for card in marked_deck().cards}


def test_a_table_stands_in_columns_of_cells(reviewed: Studied) -> None:
    said = reviewed([CARDS["basic"]], "", "", "q", language="fr")
    assert not any(map(marks_left, said))
    assert "- le deuxième" in said
    at = said.index("Deux parts, l’une moins l’autre :")
    sense = "part des clients gardés d’un bout à l’autre de toute la période"
    assert said[at + 1 : at + 8] == [
        f"Sigle    {'Sens':{len(sense)}}   Valeur",
        f"CRR      {sense}     80 %",
        f"churn    {'part des clients perdus':{len(sense)}}  1 250 %",
        # Six letters, in cells eight: two of them are twice as wide, and so is the face.
        f"漢字 😀  {'code':{len(sense)}}      3 %",
        "",
        "1. On compte",
        "2. On divise",
    ]


def test_a_gap_stands_in_its_cell(reviewed: Studied) -> None:
    said = reviewed([CARDS["cloze#c2"]], "", "q", language="fr")
    at = said.index("Le taux de churn vaut :")
    assert said[at + 1 : at + 3] == ["2023  […]", "2024  a*b"]


def test_no_mark_of_any_card_is_said(reviewed: Studied) -> None:
    for name, card in CARDS.items():
        said = reviewed([card], "", "", "1", "q", language="fr")
        assert len(said) > 5, name
        assert not any(map(marks_left, said)), name


def test_of_a_drill_no_mark_is_said_either(drilled: Studied) -> None:
    said = drilled(CARDS["drill"], "h", "16", "q", language="fr")
    assert "Combien font 8 et 8 ? 8*8*8" in said
    assert any(line.endswith("Multiplie 8 et 8") for line in said)
    assert "C’est une somme." in said
    assert "donc 64 = 64" in said
