"""Answers judged letter by letter."""

import unicodedata

import pytest

from kpitrainer.domain.text.exact_text import check_exactly
from kpitrainer.domain.verdict import Outcome

COMMAND = "git commit -m"
FORMULA = "=SI(A1>0;1;0)"


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        (COMMAND, COMMAND),
        (COMMAND, f"  {COMMAND}\t"),
        (FORMULA, FORMULA),
        ("Zürich", unicodedata.normalize("NFD", "Zürich")),
        ("l’été", "l'été"),
        ("l'été", "l’été"),
    ],
)
def test_what_is_forgiven(right: str, typed: str) -> None:
    verdict = check_exactly(typed, [right])
    assert (verdict.outcome, verdict.expected) == (Outcome.RIGHT, right)


@pytest.mark.parametrize(
    ("right", "typed", "code", "place"),
    [
        (COMMAND, "git commit -M", "answer.exact-differs", 13),
        (COMMAND, "Git commit -m", "answer.exact-differs", 1),
        (COMMAND, "git commit –m", "answer.exact-differs", 12),
        (COMMAND, "git commit  -m", "answer.exact-extra", 12),
        (COMMAND, "git commit m", "answer.exact-missing", 12),
        (COMMAND, "git commit -", "answer.exact-missing", 13),
        (COMMAND, "git commit -ma", "answer.exact-extra", 14),
        (FORMULA, "=SI(A1>0,1;0)", "answer.exact-differs", 9),
        (FORMULA, "=si(A1>0;1;0)", "answer.exact-differs", 2),
        (FORMULA, "SI(A1>0;1;0)", "answer.exact-missing", 1),
        ("Zürich", "Zurich", "answer.exact-differs", 2),
        ("Zürich", "zürich", "answer.exact-differs", 1),
        ("ROAS", "roas", "answer.exact-differs", 1),
        ("aux États-Unis", "aux États Unis", "answer.exact-differs", 10),
        ("l’été", "l‘été", "answer.exact-differs", 2),
    ],
)
def test_a_slip_is_wrong_and_its_place_told(right: str, typed: str, code: str, place: int) -> None:
    verdict = check_exactly(typed, [right])
    assert (verdict.outcome, verdict.expected) == (Outcome.WRONG, right)
    assert verdict.message is not None
    assert (verdict.message.code, verdict.message.values["place"]) == (code, place)


def test_the_message_tells_what_stands_there_and_what_should() -> None:
    verdict = check_exactly("  Zurich", ["Genève", "Zürich"])
    assert verdict.message is not None
    assert verdict.message.values == {"place": 2, "typed": "u", "right": "ü"}
    assert verdict.marks == ((3, 4),)
    assert verdict.expected == "Zürich"


def test_something_else_is_merely_wrong() -> None:
    verdict = check_exactly("rm -rf", [COMMAND, "git commit --message"])
    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, None)
    assert verdict.expected == COMMAND
    assert verdict.marks == ()


@pytest.mark.parametrize("typed", ["", "  ", "a" * 501])
def test_what_cannot_be_read_costs_nothing(typed: str) -> None:
    assert check_exactly(typed, [COMMAND]).outcome is Outcome.UNCLEAR


def test_other_right_texts_are_as_exact() -> None:
    right = [COMMAND, "git commit --message"]
    assert check_exactly("git commit --message", right).outcome is Outcome.RIGHT
    assert check_exactly("git commit --Message", right).outcome is Outcome.WRONG
