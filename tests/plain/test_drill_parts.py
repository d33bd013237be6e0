"""Drills of several parts, with choices and tables, in review and in drill mode."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.table import Table
from kpitrainer.domain.verdict import Rating
from kpitrainer.i18n import Translator
from kpitrainer.plain.card_lines import table_lines
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import card, template
from tests.plain.conftest import Studied

SOURCE: Mapping[str, Any] = {
    "title": {"fr": "Effort", "en": "Effort"},
    "given": {"bas": ["20"], "haut": ["10"], "avant": ["3.5"]},
    "let": {"n": "bas + haut"},
    "table": {
        "heads": [
            {"fr": "Effort", "en": "Effort"},
            {"fr": "Note", "en": "Score"},
            {"fr": "Clients", "en": "Customers"},
        ],
        "rows": [
            [{"fr": "faible", "en": "low"}, "1", "bas"],
            [{"fr": "très élevé", "en": "very high"}, "5", "haut"],
        ],
    },
    "ask": {"fr": "Une enquête.", "en": "A survey."},
    "parts": [
        {
            "ask": {"fr": "Combien de clients ?", "en": "How many customers?"},
            "answer": {"formula": "bas + haut"},
        },
        {
            "ask": {"fr": "Le CES ?", "en": "The CES?"},
            "answer": {"formula": "(bas + 5*haut) / n", "decimals": "2"},
            "hints": [{"fr": "Pondère.", "en": "Weight them."}],
            "steps": ["{bas} + 5 × {haut} = 70", "70 ÷ {n} = {answer}"],
            "mistakes": [
                {
                    "wrong": "sans-effectifs",
                    "formula": "(1 + 5) / 2",
                    "step": "1",
                    "say": {"fr": "Pondère les notes.", "en": "Weight the scores."},
                }
            ],
        },
        {
            "ask": {"fr": "Il était de {avant}. Mieux ?", "en": "It was {avant}. Better?"},
            "choose": [
                {"text": {"fr": "Oui", "en": "Yes"}, "right": "part2 < avant"},
                {
                    "text": {"fr": "Non", "en": "No"},
                    "right": "part2 >= avant",
                    "say": {"fr": "Moins, c’est mieux.", "en": "Less is better."},
                    "wrong": "sens",
                },
            ],
            "hints": [{"fr": "Moins d’effort ?", "en": "Less effort?"}],
            "steps": [{"fr": "2,33 < {avant}", "en": "2.33 < {avant}"}],
        },
    ],
}
"""Three questions on a table: 30 customers, a CES of 2.33, better."""


def ces() -> Card:
    return card("ces", Drill(template(SOURCE, "ces")))


def digit(option: str) -> str:
    """What chooses `option` at the third part of the exercise of seed 1."""
    attempt = Attempt(ces(), "en", 1).answer("30").answer("2.33")
    assert attempt.mode is Mode.CHOICE
    return str(attempt.options.index(option) + 1)


def between(said: Sequence[str], first: str, last: str) -> list[str]:
    start = said.index(first)
    return list(said[start : said.index(last, start) + 1])


def test_each_part_is_judged_before_the_next_is_asked(drilled: Studied, store: SqlStore) -> None:
    yes = digit("Yes")
    said = drilled(ces(), "30", "2.33", yes, "q")
    options = ["1 Yes", "2 No"] if yes == "1" else ["1 No", "2 Yes"]
    assert between(said, "Effort", "1 right of 1.") == [
        "Effort",
        "Effort: low        Score: 1  Customers: 20",
        "Effort: very high  Score: 5  Customers: 10",
        "Question 1 of 3",
        "A survey.",
        "How many customers?",
        "Your answer (or Enter to see the solution):",
        "Well spotted.",
        "Question 2 of 3",
        "A survey.",
        "The CES?",
        "Your answer (or Enter to see the solution):",
        "Well spotted.",
        "Question 3 of 3",
        "A survey.",
        "It was 3.5. Better?",
        *options,
        "Your choice, from 1 to 2 (or Enter to see the answer):",
        "Well spotted.",
        "Answer: Yes",
        "Solution:",
        "20 + 10 = 30",
        "20 + 5 × 10 = 70",
        "70 ÷ 30 = 2.33",
        "2.33 < 3.5",
        "1 right of 1.",
    ]
    (row,) = store.rows()
    assert row.entry.rating is Rating.GOOD
    assert row.entry.answered
    assert row.entry.answered.typed == ("30", "2.33", "Yes")


def test_a_wrong_part_is_explained_and_its_step_marked(drilled: Studied, store: SqlStore) -> None:
    said = drilled(ces(), "30", "(1+5)/2", digit("Yes"), "q")
    assert between(said, "That makes 3.", "Question 3 of 3") == [
        "That makes 3.",
        "Weight the scores.",
        "Your calculation: (1 + 5) ÷ 2 = 3",
        "Answer: 2.33",
        "Question 3 of 3",
    ]
    assert between(said, "Solution:", "2.33 < 3.5") == [
        "Solution:",
        "20 + 10 = 30",
        "20 + 5 × 10 = 70 (this is the step where your calculation goes off)",
        "70 ÷ 30 = 2.33",
        "2.33 < 3.5",
    ]
    assert "0 right of 1." in said
    assert "Enter: another one. u: undo your answer. q: finish." in said
    (row,) = store.rows()
    assert row.entry.rating is Rating.AGAIN


def test_a_wrong_option_is_explained(drilled: Studied, store: SqlStore) -> None:
    said = drilled(ces(), "30", "2.33", digit("No"), "q")
    told = said.index("Less is better.")
    assert said[told + 1] == "Answer: Yes"
    (row,) = store.rows()
    assert row.entry.answered
    assert row.entry.answered.mistake == "sens"


def test_what_is_right_on_ones_own_earlier_value_is_said_so_with_the_true_one(
    drilled: Studied,
) -> None:
    source = {
        **SOURCE,
        "parts": [
            SOURCE["parts"][1],
            {
                "ask": {"fr": "Le double ?", "en": "Twice that?"},
                "answer": {"formula": "2 * part1", "decimals": "2"},
            },
            SOURCE["parts"][0],
        ],
    }
    said = drilled(card("ces", Drill(template(source, "ces"))), "3", "6", "30", "q")
    told = said.index("Right, given your earlier result.")
    assert said[told + 1 : told + 3] == ["Answer: 4.67", "Question 3 of 3"]


def test_a_choice_without_steps_has_no_empty_solution(drilled: Studied) -> None:
    asked = {key: value for key, value in SOURCE["parts"][2].items() if key != "steps"}
    source = {key: value for key, value in SOURCE.items() if key != "parts"}
    options = [
        {**each, "right": str(place == 0).lower()} for place, each in enumerate(asked["choose"])
    ]
    source |= {"ask": asked["ask"], "choose": options, "hints": asked["hints"]}
    said = drilled(card("sens", Drill(template(source, "sens"))), "", "q")
    assert said[said.index("Answer: Yes") + 1] == "0 right of 1."
    assert not any(line.startswith("Question") for line in said)


def test_only_digits_on_offer_choose(drilled: Studied, store: SqlStore) -> None:
    said = drilled(ces(), "30", "2.33", "0", "3", "Yes", "²", "?", digit("Yes"), "q")
    assert said.count("Your choice, from 1 to 2 (or Enter to see the answer):") == 1
    assert said.count("Answer with 1 or 2.") == 4
    assert sum(line.startswith("Type the number of your answer.") for line in said) == 1
    assert len(list(store.rows())) == 1


@pytest.mark.parametrize("answered", [0, 1, 2])
def test_the_solution_answers_every_part_that_is_left(drilled: Studied, answered: int) -> None:
    said = drilled(ces(), *["30", "2.33"][:answered], "", "", "q")
    here = [
        "Question 1 of 3, answer: 30",
        "Question 2 of 3, answer: 2.33",
        "Question 3 of 3, answer: Yes",
    ][answered]
    # What was never asked is asked before it is answered.
    never_asked = [
        ["Question 2 of 3", "The CES?", "Answer: 2.33"],
        ["Question 3 of 3", "It was 3.5. Better?", "Answer: Yes"],
    ][answered:]
    steps = ["Solution:", "20 + 10 = 30", "20 + 5 × 10 = 70", "70 ÷ 30 = 2.33", "2.33 < 3.5"]
    told = [here, *(line for part in never_asked for line in part), *steps]
    assert said[said.index(here) :][: len(told)] == told
    assert sum("answer:" in line for line in said) == 1
    assert said.count("Well spotted.") == answered
    assert said.count("Enter once more to give up and see the whole solution.") == 1


def test_hints_belong_to_the_part_that_is_asked(drilled: Studied, store: SqlStore) -> None:
    yes = digit("Yes")
    said = drilled(ces(), "30", "h", "2.33", "h", "h", yes, "q")
    # Of a choice no hint is the solution.
    assert [line for line in said if line.startswith(("Hint", "Last"))] == [
        "Hint: Weight them.",
        "Hint: Less effort?",
    ]
    assert said.count("No hint left here.") == 1
    (row,) = store.rows()
    assert row.entry.rating is Rating.HARD


def test_parts_are_taken_back_one_by_one(drilled: Studied, store: SqlStore) -> None:
    yes = digit("Yes")
    said = drilled(ces(), "31", "2.33", yes, "u", "u", "u", "30", "2.33", yes, "q")
    asked = [line for line in said if line.startswith("Question")]
    assert [line[9] for line in asked] == list("12332123")
    assert "1 right of 1." in said
    assert len(list(store.rows())) == 3


def test_parts_in_a_review(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([ces()], "30", "abc", "2.33", "", "", "", "q")
    assert [line for line in said if line.startswith("Question")] == [
        "Question 1 of 3",
        "Question 2 of 3",
        "Question 3 of 3",
        "Question 3 of 3, answer: Yes",
        "Question 1 of 3",  # forgotten, it is asked again
    ]
    (row,) = store.rows()
    assert row.entry.rating is Rating.AGAIN


def test_a_review_proposes_what_the_parts_came_to(reviewed: Studied, store: SqlStore) -> None:
    lines = ["30", "(20+50)/30", "1", "", "q"]
    said = reviewed([ces()], *lines)
    assert "That makes 2.333333." in said
    chosen = next(line for line in said if line.startswith("1 "))
    right = chosen == "1 Yes"
    assert [row.entry.rating for row in store.rows()] == [Rating.GOOD if right else Rating.AGAIN]


def test_french(drilled: Studied) -> None:
    said = drilled(ces(), "30", "(1+5)/2", "", "", "q", language="fr")
    assert "Question 2 sur 3" in said
    assert "Effort\u00a0: très élevé  Note\u00a0: 5  Clients\u00a0: 10" in said
    assert "Cela fait 3." in said
    assert "Question 3 sur 3, réponse\u00a0: Oui" in said
    assert "20 + 5 × 10 = 70 (c’est à cette étape que ton calcul s’écarte)" in said


# --- tables


def test_each_line_of_a_table_names_its_columns() -> None:
    table = Table(
        heads=("", "Score", "Answers"),
        rows=(("A", "0", "7"), ("Bb", "10", "123")),
        numeric=(False, True, True),
    )
    assert table_lines(Translator("en"), table) == (
        "A   Score:  0  Answers:   7",
        "Bb  Score: 10  Answers: 123",
    )


def test_a_table_without_heads_is_its_lines() -> None:
    table = Table(heads=(), rows=(("NPS", "72"), ("Median", "5")), numeric=(False, True))
    assert table_lines(Translator("en"), table) == ("NPS     72", "Median   5")


def test_a_lone_column_is_named_once() -> None:
    table = Table(heads=("Days",), rows=(("7",), ("110",)), numeric=(True,))
    assert table_lines(Translator("en"), table) == ("Days", "   7", " 110")
