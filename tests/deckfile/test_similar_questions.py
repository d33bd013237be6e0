from collections.abc import Sequence

from kpitrainer.deckfile.lint.similar_questions import _groups, similar_questions
from kpitrainer.domain.cards.card import Card
from tests.deckfile.decks import read

HEAD = "deck: essai\ntitle: Essai\nlanguages: [fr]\nlevel: 1\ncards:\n"


def cards(*questions: str) -> Sequence[Card]:
    deck = read(
        HEAD
        + "".join(
            f'  - basic: c{number}\n    ask: "{question}"\n    answer: a\n'
            for number, question in enumerate(questions)
        )
    ).deck
    assert deck is not None
    return deck.cards


def pairs(*questions: str) -> list[tuple[str, str]]:
    return sorted(
        (alike.other.key.card, alike.card.key.card)
        for alike in similar_questions(cards(*questions))
        if alike.other
    )


def test_of_many_with_one_question_each_is_told_once_with_the_first() -> None:
    assert pairs(*["Que mesure le taux de marge ?"] * 5) == [
        ("c0", "c1"), ("c0", "c2"), ("c0", "c3"), ("c0", "c4"),
    ]  # fmt: skip


def test_spellings_of_one_word_are_the_same_question() -> None:
    spelt = ["Que mesure le taux de marge ?", "Que mesurent les taux de marges ?"]
    assert pairs(*spelt) == [("c0", "c1")]
    # What is like a repeated question is told with the first of it.
    assert pairs(spelt[0], spelt[0], spelt[1]) == [("c0", "c1"), ("c0", "c2")]


def test_questions_that_differ_in_a_number_or_a_word_are_not_held_against_each_other() -> None:
    numbered = cards(*(f"Que dit la carte numéro {number} du paquet ?" for number in range(3000)))
    groups = _groups(numbered, "fr")
    # Else there would be millions of pairs to look at.
    assert groups == []
    assert list(similar_questions(numbered)) == []
    assert pairs("Que dit le taux de marge ?", "Que dit le taux de visite ?") == []
