"""Cards of a deck with marks: what is asked, judged, sought and listed has none."""

import pickle

import pytest

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.text.formatted_text import FormattedText, Mark
from kpitrainer.domain.verdict import Outcome
from kpitrainer.study.card_search import card_texts
from tests.marked import marked_deck, marks_left

CARDS = {card.key.card: card for card in marked_deck().cards}


def parts(text: object) -> list[tuple[str, Mark]]:
    assert isinstance(text, FormattedText)
    return [(text[start:end], form) for start, end, form in text.spans]


@pytest.mark.parametrize("name", CARDS)
def test_what_lists_logs_and_searches_see_has_no_marks(name: str) -> None:
    card = CARDS[name]
    texts = [card.label("fr"), *card_texts(card, "fr", str), *(card.why or {}).values()]
    attempt = Attempt(card, "fr", 1).show()
    texts += [attempt.question, *map(str, attempt.solution), *attempt.hints_shown]
    assert not any(map(marks_left, texts))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("basic", "taux de churn"),
        ("basic", "attrition"),
        ("cloze#c1", "taux"),
        ("cloze#c2", "20 %"),
    ],
)
def test_answers_are_judged_without_marks(name: str, typed: str) -> None:
    told = Attempt(CARDS[name], "fr", 1).answer(typed).verdict
    assert told is not None
    assert told.outcome is Outcome.RIGHT


def test_items_are_found_without_marks() -> None:
    attempt = Attempt(CARDS["list"], "fr", 1).answer("un code").answer("autre")
    assert attempt.closed
    assert [str(item) for item in attempt.solution] == ["un code", "autre"]


def test_marks_reach_over_gaps_and_gaps_hold_marks() -> None:
    cloze = CARDS["cloze#c2"].content
    assert isinstance(cloze, Cloze)
    assert [piece for piece in cloze.pieces["fr"] if isinstance(piece, Gap)] == [
        Gap(1, "taux"),
        Gap(2, "20 %"),
    ]
    hidden = cloze.question("fr", filled=False)
    assert hidden == "Le taux de churn vaut :\n2023 | […]\n2024 | a*b"
    assert ("taux de churn", Mark.EMPHASIS) in parts(hidden)
    assert parts(hidden).count(("[…]", Mark.CELL)) == 1
    assert ("[…]", Mark.GAP) in parts(hidden)
    filled = cloze.question("fr", filled=True)
    assert {("20", Mark.EMPHASIS), ("20 %", Mark.GAP), ("20 %", Mark.CELL)} <= {*parts(filled)}
    first = CARDS["cloze#c1"].content.question("fr", filled=False)
    assert ("[…] de churn", Mark.EMPHASIS) in parts(first)


def test_a_drill_s_texts_are_marked_as_written() -> None:
    attempt = Attempt(CARDS["drill"], "fr", 1)
    exercise = attempt.exercise
    assert exercise is not None
    n, m = (str(exercise.values[name]) for name in "nm")
    assert attempt.question == f"Combien font {n} et {m} ? {n}*{m}*{n}"
    assert parts(attempt.question) == [(n, Mark.EMPHASIS)]
    assert parts(attempt.hint().hints_shown[0]) == [("Multiplie", Mark.EMPHASIS)]
    assert parts(exercise.mistake_text("somme", "fr")) == [("somme", Mark.EMPHASIS)]


@pytest.mark.parametrize("name", CARDS)
def test_a_card_of_the_cache_keeps_its_marks(name: str) -> None:
    card = CARDS[name]
    again: Card = pickle.loads(pickle.dumps(card, 5))  # noqa: S301 - our own
    for before, after in zip(shown(card), shown(again), strict=True):
        assert before == after
        assert isinstance(before, FormattedText) == isinstance(after, FormattedText)
        if isinstance(before, FormattedText):
            assert parts(before) == parts(after)
    if name == "basic":
        assert isinstance(shown(again)[0], FormattedText)


def shown(card: Card) -> list[str]:
    attempt = Attempt(card, "fr", 1).show()
    return [attempt.question, *map(str, attempt.options), *(card.why or {}).values()]
