import re
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.verdict import Outcome
from kpitrainer.formats.outgoing import OutgoingDeck, WriteOptions
from kpitrainer.formats.write.drawn_choices import DrawnChoices
from kpitrainer.formats.write.kahoot import LONGEST_ANSWER, LONGEST_QUESTION
from tests.formats.exports import ALL, brought_back, deck_of, left_out_of, losses_of, taken_out
from tests.shipped import DECKS

SECONDS = {5, 10, 20, 30, 60, 90, 120, 240}
HEAD = "deck: d\ntitle: T\nlanguages: [fr]\nlevel: 1\ncards:\n"


def quiz(deck: Deck, language: str = "fr", **options: Any) -> tuple[OutgoingDeck, list[list[Any]]]:  # noqa: ANN401 - as WriteOptions has them
    """The rows below the head of Kahoot's template: what is asked, answers, seconds, right."""
    outgoing, data = taken_out(deck, "kahoot", (language,), WriteOptions(**options))
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}, "no formula"
    rows = [list(row) for row in sheet.iter_rows(min_col=1, max_col=8, values_only=True)]
    assert [bool(cell) for cell in rows[7]] == [False, *[True] * 7]
    assert rows[7][1] == "Question - max 120 characters"
    assert [row[0] for row in rows[8:]] == list(range(1, len(rows) - 7))
    return outgoing, [row[1:] for row in rows[8:]]


def right_of(row: list[Any]) -> list[str]:
    """The texts of the right answers of a row."""
    return [row[int(place)] for place in str(row[6]).split(",")]


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.id)
def test_all_that_is_made_of_the_shipped_decks_is_what_kahoot_takes(deck: Deck) -> None:
    for language in deck.languages:
        outgoing, rows = quiz(deck, language)
        assert len(rows) >= len(outgoing.kept)
        for row in rows:
            answers = [text for text in row[1:5] if text]
            assert 0 < len(row[0]) <= LONGEST_QUESTION
            assert all(len(text) <= LONGEST_ANSWER for text in answers)
            assert 2 <= len(answers) == len({text.casefold() for text in answers})
            assert row[5] in SECONDS
            assert 0 < len(right_of(row)) < len(answers)
            assert set(right_of(row)) <= set(answers)


def test_right_answers_are_right_and_the_others_known_mistakes() -> None:
    seen: set[str] = set()
    for deck in DECKS:
        outgoing, rows = quiz(deck)
        asked = {row[0]: row for row in rows}
        for name in outgoing.templates:
            drawn = DrawnChoices(outgoing.templates[name], "fr", LONGEST_QUESTION, LONGEST_ANSWER)
            for seed in outgoing.seeds():
                choice = drawn.choice(seed)
                row = choice and asked.get(choice.ask)
                exercise = draw(outgoing.templates[name], choice.seed) if choice else None
                if row is None or exercise is None or exercise.options("fr"):
                    continue
                seen.add(name)
                for text in filter(None, row[1:5]):
                    verdict, _ = Calculation(exercise).answer(text, "fr")
                    right = text in right_of(row)
                    assert (verdict.outcome is Outcome.RIGHT) is right, (name, text)
                    assert right or verdict.mistake in exercise.mistakes, (name, text)
    assert len(seen) > 40


def test_a_calculation_in_short_names_each_figure_that_it_needs() -> None:
    deck = next(each for each in DECKS if each.id == "calculs-ventes")
    outgoing, rows = quiz(deck, draws=1)
    in_short = [row[0] for row in rows if row[0].startswith("Panier moyen")]
    assert len(in_short) == 1
    assert re.fullmatch(
        r"Panier moyen : chiffre d’affaires [\d\s]+, commandes [\d\s]+", in_short[0]
    )
    assert losses_of(outgoing)["panier-moyen"] == ["kahoot-in-short"]


LONG = "Un magasin de vélos, ouvert toute l’année, regarde ses comptes du mois avec son comptable. "
DRILL = f"""
  - drill: part
    title: Part
    given: {{{{partie: [20, 30], tout: [200, 300]}}}}
    names: {{{{partie: partie, tout: tout}}}}
    ask: "{LONG}Partie {{{{partie}}}}, {{told}}. Quelle part, en % ?"
    answer: {{{{formula: "{{formula}}", unit: "%", decimals: 1}}}}
    mistakes:
      - {{{{wrong: envers, formula: tout / partie * 100, say: Non.}}}}
      - {{{{wrong: moins, formula: tout - partie, say: Non.}}}}
"""


@pytest.mark.parametrize(
    ("told", "formula", "asked"),
    [
        ("tout {tout}", "partie / tout * 100", True),
        ("et le tout", "partie / tout * 100", False),
        ("tout {tout}", "partie / (tout * 1.2) * 100", False),
    ],
)
def test_in_short_only_what_can_be_answered_is_asked(
    told: str, formula: str, *, asked: bool
) -> None:
    outgoing, rows = quiz(deck_of(HEAD + DRILL.format(told=told, formula=formula)))
    assert bool(rows) is asked
    assert left_out_of(outgoing) == ([] if asked else [(1, "kahoot-long-calculation")])


def test_seed_and_count_say_which_numbers_are_drawn() -> None:
    deck = next(each for each in DECKS if each.id == "calculs-evolutions")
    _, once = quiz(deck, draws=1, seed=5)
    _, often = quiz(deck, draws=4, seed=5)
    _, other = quiz(deck, draws=1, seed=6)
    assert {row[0] for row in once} < {row[0] for row in often}
    assert {row[0] for row in once} != {row[0] for row in other}
    assert quiz(deck, draws=1, seed=5)[1] == once


def test_choices_keep_their_right_ones_and_their_end() -> None:
    outgoing, rows = quiz(deck_of(ALL))
    by_question = {row[0]: row for row in rows}
    one = by_question["Lequel ?"]
    assert right_of(one) == ["bon ; juste"]
    assert one[4] == "Aucun"
    assert right_of(by_question["+1 est positif."]) == ["Vrai"]
    assert right_of(by_question["@ est une lettre."]) == ["Faux"]
    several = next(row for row in rows if len(right_of(row)) > 1)
    assert sorted(right_of(several)) == ["deux ; 2", "un"]
    assert losses_of(outgoing)["choix"] == ["kahoot-say"]
    assert (4, "kahoot-list") in left_out_of(outgoing)
    assert [message.code for message in outgoing.told] == ["export.kahoot-no-place"]


def test_more_than_four_options_are_too_many_and_that_is_told() -> None:
    text = HEAD + (
        "  - choice: a\n    ask: Q ?\n    answer: juste\n"
        "    wrong: [un, deux, trois, quatre, aucun]\n    last: [aucun]\n"
        "  - choice: b\n    ask: R ?\n    answers: [a, b, c, d]\n    wrong: [e]\n"
    )
    outgoing, rows = quiz(deck_of(text))
    assert sorted(rows[0][1:4]) == ["deux", "juste", "un"]
    assert rows[0][4] == "aucun"
    assert losses_of(outgoing) == {"a": ["kahoot-options"]}
    assert left_out_of(outgoing) == [(2, "kahoot-many-right")]


def test_what_is_too_long_ends_after_a_word_and_is_told() -> None:
    words = " ".join(["mot"] * 60)
    text = HEAD + (
        f"  - choice: a\n    ask: {words}\n    answer: a {words}\n    wrong: [b, c]\n"
        f"  - choice: b\n    ask: R ?\n    answer: {words} a\n    wrong: ['{words} b', c]\n"
    )
    outgoing, rows = quiz(deck_of(text))
    assert losses_of(outgoing) == {"a": ["kahoot-long-answer", "kahoot-long-question"]}
    assert left_out_of(outgoing) == [(2, "kahoot-alike")]
    (row,) = rows
    assert row[0].endswith("mot…")
    assert 110 < len(row[0]) <= LONGEST_QUESTION
    assert right_of(row)[0].endswith("mot…")


def test_wrong_answers_come_from_cards_of_the_same_kind_and_are_told() -> None:
    plain = [("pays", "Paris"), ("b", "Lyon"), ("c", "Nice"), ("d", "12 %"), ("e", "15 %")]
    text = HEAD + "".join(
        f"  - basic: {name}\n    ask: {name} ?\n    answer: {answer}\n" for name, answer in plain
    )
    text += "  - basic: f\n    ask: f ?\n    answer: Metz\n    typed: true\n    accept: [Lyon]\n"
    outgoing, rows = quiz(deck_of(text))
    by_question = {row[0]: row for row in rows}
    assert set(by_question["pays ?"][1:5]) == {"Paris", "Lyon", "Nice", "Metz"}
    assert left_out_of(outgoing) == [(4, "kahoot-no-wrong"), (5, "kahoot-no-wrong")]
    assert "Lyon" not in by_question["f ?"], "it is right there"
    assert losses_of(outgoing)["pays"] == ["kahoot-drawn-wrong"]


def test_our_importer_reads_it(tmp_path: Path) -> None:
    _, data = taken_out(deck_of(ALL), "kahoot", ("fr",))
    back = deck_of(brought_back(tmp_path, data, ".xlsx").yaml())
    kinds = [(card.type_name, card.content.solution("fr")) for card in back.cards]
    assert ("choice", ("bon ; juste",)) in kinds
    assert len({str(said) for name, said in kinds if name == "truefalse"}) == 2
    assert Fraction(len(kinds)) >= 3
