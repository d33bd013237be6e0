"""Hints of cards that are no drill, and lists of which some items suffice."""

import pytest

from kpitrainer.domain.cards.answering import rebased
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from kpitrainer.domain.cards.translated import translated
from kpitrainer.domain.mock_exam.marking import judge, points
from kpitrainer.domain.text.vocabulary import NO_WORDS
from kpitrainer.domain.verdict import Answered, Outcome, Rating
from tests.factories import both, card, choice, claim, cloze, recall_list, typed

HINT = {"fr": "Un indice", "en": "A hint"}
KINDS: list[Content] = [
    Basic(both("?"), both("!")), typed(), cloze(), cloze(is_typed=True), recall_list(),
    choice(), claim(),
]  # fmt: skip


@pytest.mark.parametrize("content", KINDS)
def test_the_authors_hint_comes_first_and_is_logged(content: Content) -> None:
    attempt = Attempt(card("a", content, hint=HINT), "fr", 1)
    helped = attempt.hint()
    assert (helped.hints_shown, helped.hints, helped.helped) == (("Un indice",), 1, True)
    assert translated(helped, "en").hints_shown == ("A hint",)
    answered = helped.show().answered
    assert answered is not None
    assert answered.hints == 1


@pytest.mark.parametrize("content", KINDS)
def test_without_one_nothing_changes(content: Content) -> None:
    attempt = Attempt(card("a", content), "fr", 1)
    assert attempt.hint().hints_shown in ((), ("C… S… S…",), ("l… o…",), ("D… l… o…",))


def test_after_it_what_the_answer_begins_with() -> None:
    attempt = Attempt(card("a", typed(), hint=HINT), "fr", 1).hint().hint()
    assert attempt.hints_shown == ("Un indice", "C… S… S…")
    assert attempt.hint() is attempt


def test_a_right_answer_after_it_is_hard() -> None:
    attempt = Attempt(card("a", typed(), hint=HINT), "fr", 1)
    assert attempt.answer("Customer Satisfaction Score").proposal is Rating.GOOD
    assert attempt.hint().answer("Customer Satisfaction Score").proposal is Rating.HARD
    assert attempt.hint().answer("rien").proposal is Rating.AGAIN


def test_a_revealed_answer_after_it_is_hard() -> None:
    attempt = Attempt(card("a", Basic(both("?"), both("!")), hint=HINT), "fr", 1)
    assert (attempt.show().enter_rating, attempt.show().answered) == (Rating.GOOD, None)
    helped = attempt.hint().show()
    assert (helped.enter_rating, helped.answered) == (Rating.HARD, Answered(hints=1))


def test_a_chosen_answer_after_it_is_hard() -> None:
    attempt = Attempt(card("a", claim(), hint=HINT), "fr", 1).hint()
    assert attempt.hint() is attempt
    assert attempt.choose(1).proposal is Rating.HARD
    assert attempt.choose(0).proposal is Rating.AGAIN


def test_it_stays_when_the_card_is_read_again() -> None:
    before = Attempt(card("a", typed(), hint=HINT), "fr", 1).hint()
    again = rebased(before, card("a", typed(), hint=both("Mieux")), "fr", NO_WORDS)
    assert again.hints_shown == ("Mieux",)


SIGNS = ListRecall(
    both("?"), tuple(ListItem(both(text)) for text in ("rachat", "conseil", "pardon", "fierté")),
    enough=2,
)  # fmt: skip


def recalled(*lines: str) -> Attempt:
    attempt = Attempt(card("a", SIGNS), "fr", 1)
    for line in lines:
        if not attempt.closed:
            attempt = attempt.answer(line)
    return attempt


def outcome(attempt: Attempt) -> tuple[bool, Outcome | None, Rating]:
    found = attempt.verdict.outcome if attempt.verdict else None
    return attempt.closed, found, attempt.enter_rating


@pytest.mark.parametrize(
    ("lines", "closed", "found", "rating"),
    [
        (["pardon", "rachat"], True, Outcome.RIGHT, Rating.GOOD),
        (["rachat ; fierté"], True, Outcome.RIGHT, Rating.GOOD),
        (["rachat ; fierté ; conseil ; pardon"], True, Outcome.RIGHT, Rating.GOOD),
        (["rachat", "rachat", "conseil"], True, Outcome.RIGHT, Rating.GOOD),
        (["rachat", "colère", "conseil"], True, Outcome.NEAR, Rating.HARD),
        (["rachat ; colère ; conseil"], True, Outcome.NEAR, Rating.HARD),
        (["rachat"], False, Outcome.WRONG, Rating.AGAIN),
        (["rachat", "rachat"], False, Outcome.WRONG, Rating.AGAIN),
    ],
)
def test_some_items_suffice(lines: list[str], closed: bool, found: Outcome, rating: Rating) -> None:
    assert outcome(recalled(*lines)) == (closed, found, rating)


def test_what_is_told_of_each_item() -> None:
    codes = [guess.message.code for guess in recalled("rachat", "conseil").recall.guesses]
    assert codes == ["answer.item-found", "answer.item-enough"]
    assert recalled("rachat").recall.guesses[0].message.values == {"found": 1, "total": 2}


def test_it_weighs_what_is_to_be_given() -> None:
    assert (SIGNS.weight, recall_list().weight) == (1, 2)


@pytest.mark.parametrize(
    ("said", "worth"),
    [("rachat;conseil", 1), ("rachat;conseil;pardon", 1), ("rachat", 0.5),
     ("rachat;conseil;colère", 0.5), ("rachat;colère", 0.5), ("colère", 0)],
)  # fmt: skip
def test_in_an_exam_as_many_items_count(said: str, worth: float) -> None:
    assert points(judge(Attempt(card("a", SIGNS), "fr", 1), [said])) == worth
